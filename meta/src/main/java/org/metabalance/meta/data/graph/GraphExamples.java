package org.metabalance.meta.data.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.nn.Batch;

/**
 * Some nodes of a graph, with their labels: one kind of {@link Examples}. In a batch an example is the number
 * of its node, and all share the whole graph, from which a model of graphs, such as {@link
 * org.metabalance.nn.graph.Gcn}, computes what it makes of them.
 *
 * @param graph of which they are
 * @param nodes their numbers in the graph; live
 * @param labels the class of each; live
 * @param classes at least 2
 */
public record GraphExamples(Graph graph, int[] nodes, int[] labels, int classes)
        implements Examples {
    /** Checks that the parts fit. */
    public GraphExamples {
        if (nodes.length != labels.length || classes < 2) {
            throw new IllegalArgumentException(
                    "graph examples: need a label of each node and 2 classes, got %d, %d and %d"
                            .formatted(nodes.length, labels.length, classes));
        }
        for (int i = 0; i < nodes.length; i++) {
            if (nodes[i] < 0 || nodes[i] >= graph.nodes() || labels[i] < UNLABELLED
                    || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "graph examples: must be of %d nodes and %d classes, got node %d of class %d"
                                .formatted(graph.nodes(), classes, nodes[i], labels[i]));
            }
        }
    }

    @Override
    public int size() {
        return nodes.length;
    }

    /** {@inheritDoc} What a node is described by: in a batch its number stands for it. */
    @Override
    public Shape shape() {
        return Shape.of(graph.width());
    }

    @Override
    public Batch on(Tape tape, Tensor indices) {
        return on(tape).pick(indices);
    }

    @Override
    public Batch on(Tape tape) {
        return new Batch(tape.constant(numbers(nodes)), tape.constant(numbers(labels)),
                graph.on(tape));
    }

    private static NdArray numbers(int[] whole) {
        return NdArray.of(Arrays.stream(whole).asDoubleStream().toArray());
    }

    @Override
    public GraphExamples select(int[] indices) {
        return new GraphExamples(graph, Arrays.stream(indices).map(i -> nodes[i]).toArray(),
                Arrays.stream(indices).map(i -> labels[i]).toArray(), classes);
    }

    /** Returns these nodes in a graph of their own, with the edges between them and no others. */
    public GraphExamples induced() {
        return new GraphExamples(graph.induced(nodes), IntStream.range(0, nodes.length).toArray(),
                labels, classes);
    }

    /**
     * Returns these and then those of {@code other}.
     *
     * @throws IllegalArgumentException if they are of another graph
     */
    public GraphExamples concat(GraphExamples other) {
        if (graph != other.graph || classes != other.classes) {
            throw new IllegalArgumentException(
                    "concat: nodes must be of one graph, got %s and %s"
                            .formatted(this, other));
        }
        return new GraphExamples(graph,
                IntStream.concat(Arrays.stream(nodes), Arrays.stream(other.nodes)).toArray(),
                IntStream.concat(Arrays.stream(labels), Arrays.stream(other.labels)).toArray(),
                classes);
    }

    @Override
    public boolean like(Examples other) {
        return other instanceof GraphExamples it && classes == it.classes
                && graph.width() == it.graph.width();
    }

    /**
     * Returns {@code examples} as nodes of a graph.
     *
     * @param operation what cannot do without a graph; begins the message
     * @throws IllegalArgumentException if they are of another kind
     */
    public static GraphExamples of(String operation, Examples examples) {
        if (examples instanceof GraphExamples graph) {
            return graph;
        }
        throw new IllegalArgumentException(operation
                + ": needs the nodes of a graph, got " + examples
                + "; a table becomes a graph by the distance in one of its columns");
    }

    @Override
    public String toString() {
        return "%d nodes of a %s, %d classes %s".formatted(nodes.length, graph, classes,
                labelled() ? Arrays.toString(classCounts()) : "unlabelled");
    }
}
