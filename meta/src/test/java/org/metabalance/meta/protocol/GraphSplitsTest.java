package org.metabalance.meta.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.NdArray;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.data.graph.Graph;
import org.metabalance.meta.data.graph.GraphExamples;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;

class GraphSplitsTest {
    private static final List<String> CLASSES = List.of("a", "b");
    private static final int NODES = 50;

    /** Every fifth node is of class b, every tenth of none. */
    private static final int[] LABELS = IntStream.range(0, NODES)
            .map(i -> i % 10 == 9 ? Examples.UNLABELLED : i % 5 == 0 ? 1 : 0).toArray();

    private static Graph ring() {
        return new Graph(NdArray.of(new double[NODES], NODES, 1),
                IntStream.range(0, NODES).toArray(),
                IntStream.range(0, NODES).map(i -> (i + 1) % NODES).toArray());
    }

    private static GraphExamples nodes(Examples part) {
        return GraphExamples.of("test", part);
    }

    @Test
    void labelledNodesAreDividedByClassAndAllSeeTheWholeGraph() {
        Graph graph = ring();
        Splits splits = GraphSplits.of(graph, LABELS, CLASSES);
        Fold fold = splits.of(3);
        assertArrayEquals(new int[] {21, 6}, fold.train().classCounts());
        assertArrayEquals(new int[] {7, 2}, fold.validation().classCounts());
        assertArrayEquals(new int[] {7, 2}, fold.test().classCounts());
        Set<Integer> seen = new HashSet<>();
        for (Examples part : List.of(fold.train(), fold.validation(), fold.test())) {
            assertSame(graph, nodes(part).graph());
            for (int i = 0; i < part.size(); i++) {
                int node = nodes(part).nodes()[i];
                assertTrue(seen.add(node));
                assertEquals(LABELS[node], part.labels()[i]);
            }
        }
        assertEquals(45, seen.size());
        assertArrayEquals(
                nodes(fold.test()).nodes(), nodes(splits.of(3).test()).nodes());
        assertFalse(Arrays.equals(
                nodes(fold.test()).nodes(), nodes(splits.of(4).test()).nodes()));
    }

    @Test
    void aGivenDivisionIsThatOfEverySeed() {
        Split split = new Split(new int[] {0, 1, 2}, new int[] {5, 6}, new int[] {10, 11});
        Splits splits = GraphSplits.given(ring(), LABELS, CLASSES, split);
        for (int seed : new int[] {0, 7}) {
            Fold fold = splits.of(seed);
            assertEquals(seed, fold.seed());
            assertArrayEquals(split.train(), nodes(fold.train()).nodes());
            assertArrayEquals(split.validation(), nodes(fold.validation()).nodes());
            assertArrayEquals(split.test(), nodes(fold.test()).nodes());
            assertArrayEquals(new int[] {1, 0, 0}, fold.train().labels());
        }
    }

    @Test
    void aGivenDivisionMustDivide() {
        assertEquals(
                "graph splits: a part must have labelled nodes, each in one part, got node 5 of class"
                        + " 1 again",
                assertThrows(IllegalArgumentException.class, () -> GraphSplits.given(
                        ring(), LABELS, CLASSES,
                        new Split(new int[] {0, 5}, new int[] {5}, new int[] {10})))
                        .getMessage());
        assertEquals(
                "graph splits: a part must have labelled nodes, each in one part, got node 9 of class"
                        + " -1",
                assertThrows(IllegalArgumentException.class, () -> GraphSplits.given(
                        ring(), LABELS, CLASSES,
                        new Split(new int[] {0, 9}, new int[] {5}, new int[] {10})))
                        .getMessage());
    }

    private static Table table(double[] near) {
        double[] x = IntStream.range(0, near.length).mapToDouble(i -> 100 + i).toArray();
        String[] y = IntStream.range(0, near.length).mapToObj(i -> i % 4 == 0 ? "yes" : "no")
                .toArray(String[]::new);
        return Table.of(List.of(new Column.Numeric("near", near), new Column.Numeric("x", x),
                new Column.Categorical("y", y)));
    }

    @Test
    void rowsOfATableAreNodesScaledByTheTrainingPart() {
        Table table = table(IntStream.range(0, 40).mapToDouble(i -> i).toArray());
        Fold fold = GraphSplits.of(table, Target.of(table, "y"), "near", 1.5).of(1);
        GraphExamples train = nodes(fold.train());
        assertEquals(40, train.graph().nodes());
        assertEquals(39, train.graph().edges());
        // x alone is left, and has mean 0 over the training part
        assertEquals(1, train.graph().width());
        double sum = Arrays.stream(train.nodes())
                .mapToDouble(node -> train.graph().features().get(node)).sum();
        assertEquals(0, sum, 1e-4);
        assertSame(train.graph(), nodes(fold.test()).graph());
    }

    @Test
    void tablesThatMakeNoGraphAreExplained() {
        Table table = table(IntStream.range(0, 40).mapToDouble(i -> i).toArray());
        Target target = Target.of(table, "y");
        assertEquals("column 'near': the distance of an edge must be above 0, got -1.0",
                assertThrows(DataException.class,
                        () -> GraphSplits.of(table, target, "near", -1)).getMessage());
        Table alone = table.without("x");
        assertEquals(
                "column 'near': the table needs another column besides, for features",
                assertThrows(DataException.class,
                        () -> GraphSplits.of(alone, Target.of(alone, "y"), "near", 2))
                        .getMessage());
    }

    @Test
    void aClassOfTwoNodesIsTooSmall() {
        int[] labels = new int[NODES];
        labels[3] = 1;
        labels[4] = 1;
        DataException e = assertThrows(DataException.class,
                () -> GraphSplits.of(ring(), labels, CLASSES).of(0));
        assertTrue(e.getMessage().contains("'b'"), e.getMessage());
    }
}
