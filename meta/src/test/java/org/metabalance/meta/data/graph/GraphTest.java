package org.metabalance.meta.data.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.nn.Batch;

class GraphTest {
    private final Graph graph = new Graph(NdArray.of(new double[] {1, 2, 3, 4}, 4, 1),
            new int[] {0, 2, 1}, new int[] {1, 0, 3});

    @Test
    void anInducedGraphHasTheEdgesBetweenItsNodesAlone() {
        Graph some = graph.induced(new int[] {3, 0, 2});
        assertArrayEquals(new double[] {4, 1, 3}, some.features().toDoubles());
        assertEquals(1, some.edges());
        assertArrayEquals(new double[] {1, 0, 0, 0, .5, .5, 0, .5, .5},
                some.adjacency().dense().toDoubles(), 1e-15);
        refused("graph: each node must be chosen once, got 1 again",
                () -> graph.induced(new int[] {1, 1}));
    }

    @Test
    void aBatchHasTheNumbersOfNodesAndTheirLabels() {
        GraphExamples nodes = new GraphExamples(
                graph, new int[] {3, 1}, new int[] {0, 1}, 2);
        Tape tape = Tape.f32();
        Batch batch = nodes.on(tape, tape.constant(new double[] {1, 0, 1}));
        assertArrayEquals(new double[] {1, 3, 1}, batch.x().value().toDoubles());
        assertArrayEquals(new double[] {1, 0, 1}, batch.labels().value().toDoubles());
        assertArrayEquals(new int[] {1, 3}, nodes.select(new int[] {1, 0}).nodes());
    }

    @Test
    void whatIsNoGraphIsRefused() {
        NdArray x = NdArray.of(new double[] {1, 2}, 2, 1);
        refused("graph: each edge must be there once, got 1 and 0 again",
                () -> new Graph(x, new int[] {0, 1}, new int[] {1, 0}));
        refused("adjacency: edges must join two of 2 nodes, got 0 and 2",
                () -> new Graph(x, new int[] {0}, new int[] {2}));
        refused("graph examples: must be of 4 nodes and 2 classes, got node 4 of class 0",
                () -> new GraphExamples(graph, new int[] {4}, new int[] {0}, 2));
    }

    private final Table table = Table.of(List.of(
            new Column.Numeric("age", new double[] {30, 31.5, Double.NaN, 34, 33, 30}),
            new Column.Categorical("name", new String[] {"a", "b", "c", "d", "e", "f"})));

    @Test
    void rowsOfATableAreJoinedThatAreLessThanTheDistanceApart() {
        TableGraphs.Edges edges = TableGraphs.edges(
                table, "age", 1.5, new int[] {0, 1, 2, 3, 4, 5});
        // 30 and 31.5 are exactly 1.5 apart, and so are 31.5 and 33: not joined
        assertArrayEquals(new int[] {0, 3}, edges.from());
        assertArrayEquals(new int[] {5, 4}, edges.to());
    }

    @Test
    void whatMakesNoEdgesIsExplained() {
        int[] rows = {0, 1, 3};
        data("column 'name': edges need numbers, got texts; choose another column",
                () -> TableGraphs.edges(table, "name", 1, rows));
        data("column 'age': the distance of an edge must be above 0, got 0.0",
                () -> TableGraphs.edges(table, "age", 0, rows));
        data("column 'age': no two rows differ by less than 1.0; choose a larger distance",
                () -> TableGraphs.edges(table, "age", 1, rows));
    }

    private static void refused(String message, Runnable run) {
        assertEquals(message,
                assertThrows(IllegalArgumentException.class, run::run).getMessage());
    }

    private static void data(String message, Runnable run) {
        assertEquals(message, assertThrows(DataException.class, run::run).getMessage());
    }
}
