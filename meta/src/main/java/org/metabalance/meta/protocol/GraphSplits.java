package org.metabalance.meta.protocol;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.data.graph.Graph;
import org.metabalance.meta.data.graph.GraphExamples;
import org.metabalance.meta.data.graph.TableGraphs;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.Encoder;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;

/**
 * Splits of the nodes of a graph, stratified, with the shares of {@link Splits}. All parts are nodes of the
 * whole graph: features and edges of nodes to test on are seen while others are learned from, their labels
 * are not.
 */
public final class GraphSplits {
    private GraphSplits() {}

    /**
     * Returns splits of the labelled nodes; the others stay in the graph.
     *
     * @param labels the class of every node, an index into {@code classes}, or {@value
     *     GraphExamples#UNLABELLED}
     * @throws DataException by a split, if a class has fewer than 3 nodes
     */
    public static Splits of(Graph graph, int[] labels, List<String> classes) {
        int[] nodes = IntStream.range(0, labels.length)
                .filter(i -> labels[i] != GraphExamples.UNLABELLED).toArray();
        int[] known = Arrays.stream(nodes).map(i -> labels[i]).toArray();
        return seed -> fold(seed, split(known, classes, seed),
                new GraphExamples(graph, nodes, known, classes.size()));
    }

    /**
     * Returns the same division of the nodes for every seed: the folds differ in nothing but what methods
     * draw, and differences between methods hold for this division.
     *
     * @param labels the class of every node, an index into {@code classes}, or {@value
     *     GraphExamples#UNLABELLED}
     * @param split numbers of nodes; what is in no part stays in the graph
     * @throws IllegalArgumentException if a node is in two parts, or its label is not known
     */
    public static Splits given(Graph graph, int[] labels, List<String> classes, Split split) {
        Set<Integer> seen = new HashSet<>();
        IntStream.concat(IntStream.of(split.train()),
                IntStream.concat(IntStream.of(split.validation()), IntStream.of(split.test())))
                .forEach(node -> {
                    if (labels[node] == GraphExamples.UNLABELLED || !seen.add(node)) {
                        throw new IllegalArgumentException(
                                "graph splits: a part must have labelled nodes, each in one part, got"
                                        + " node %d of class %d%s".formatted(node, labels[node],
                                                seen.contains(node) ? " again" : ""));
                    }
                });
        GraphExamples all = new GraphExamples(
                graph, IntStream.range(0, labels.length).toArray(), labels, classes.size());
        return seed -> fold(seed, split, all);
    }

    /**
     * Returns splits of the rows of a table, joined where a column differs by less than a distance, see
     * {@link TableGraphs}. That column is no feature; the encoder is fitted on the training part alone.
     *
     * @throws DataException if the classes cannot be compared, or there are no such edges
     */
    public static Splits of(Table table, Target target, String column, double distance) {
        target.requireMinority();
        Table all = target.features(table);
        int[] rows = IntStream.range(0, target.size()).toArray();
        TableGraphs.Edges edges = TableGraphs.edges(all, column, distance, rows);
        Table features = all.without(column);
        if (features.columns().isEmpty()) {
            throw new DataException(
                    "column '%s': the table needs another column besides, for features"
                            .formatted(column));
        }
        return seed -> {
            Split split = split(target.labels(), target.classes(), seed);
            EncodedTable encoded = Encoder.fit(features.select(split.train()))
                    .encode(features, target, rows);
            return fold(seed, split, new GraphExamples(
                    TableGraphs.of(encoded, edges), rows, target.labels(),
                    target.classes().size()));
        };
    }

    private static Split split(int[] labels, List<String> classes, int seed) {
        return Split.stratified(
                labels, classes, Splits.TRAIN, Splits.VALIDATION, Splits.TEST, Rng.of(seed));
    }

    private static Fold fold(int seed, Split split, GraphExamples all) {
        return new Fold(seed, all.select(split.train()), all.select(split.validation()),
                all.select(split.test()));
    }
}
