package org.metabalance.meta.method.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.SparseMatrix;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.math.Sorting;
import org.metabalance.meta.data.graph.Graph;
import org.metabalance.meta.data.graph.GraphExamples;

/**
 * What {@link GraphSmote} adds to a graph. Every training node i of a small class gives one new node
 *
 * <pre>
 *   z_new = z_i + u (z_n - z_i)
 * </pre>
 *
 * of that class, with z_n the embedding nearest to z_i among the class's other training nodes, and one u for all
 * new nodes of a class. With Z all embeddings the decoder makes sigmoid(Z S S^T Z^T) of pairs. The new node has
 * an edge where that says so to what i or n have an edge to, and no other. The decoder's error is the sum of its
 * squared errors on the pairs of the graph; those without an edge count as much as all edges over all others.
 *
 * <p>The released code looks the neighbour's edges up by its place in the class, which are another node's; this
 * follows the paper. In the enlarged graph edges are normalised as in every graph here, with an edge of every
 * node to itself; the released GraphSAGE layers divide by degrees alone.
 *
 * @param graph which is enlarged
 * @param small classes with fewer training nodes than the mean
 */
record GraphOversampling(Graph graph, List<SmallClass> small, int[] train, int[] labels) {

    /**
     * A class that gets new nodes.
     *
     * @param label which it is
     * @param nodes its training nodes; one without another of its class is doubled
     */
    record SmallClass(int label, int[] nodes) {}

    /** Returns what is added for these training nodes. */
    static GraphOversampling of(GraphExamples train) {
        List<SmallClass> small = new ArrayList<>();
        int[] counts = train.classCounts();
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] > 0 && (long) counts[c] * counts.length < train.size()) {
                small.add(new SmallClass(c, train.select(train.indicesOf(c)).nodes()));
            }
        }
        return new GraphOversampling(train.graph(), small, train.nodes(), train.labels());
    }

    /**
     * A graph with new nodes behind its own.
     *
     * @param loops edges of the old nodes, and one from each to itself
     * @param embeddings of all nodes, [nodes + new, units]
     * @param edges weights of the edges between new and old nodes, [new, nodes]
     * @param learned the numbers of training nodes and new ones
     * @param labels the class of each of these
     * @param error of the decoder
     */
    record Enlarged(
            SparseMatrix loops, Tensor embeddings, Tensor edges, Tensor learned, Tensor labels,
            Tensor error) {

        /** Returns D^-1/2 (A + I) D^-1/2 x, with A the edges of all nodes and D their sums in A + I. */
        Tensor mix(Tensor x) {
            Tape tape = x.tape();
            int old = loops.rows();
            Tensor degrees = loops.matmul(tape.ones(old, 1));
            Tensor ofOld = degrees.add(edges.sum(0).unsqueeze(1)).rsqrt();
            Tensor ofNew = edges.sum(1).add(1).unsqueeze(1).rsqrt();
            Tensor first = x.slice(0, 0, old).mul(ofOld);
            Tensor last = x.slice(0, old).mul(ofNew);
            return Tensor.concat(0,
                    loops.matmul(first).add(edges.transpose().matmul(last)).mul(ofOld),
                    edges.matmul(first).add(last).mul(ofNew));
        }
    }

    /**
     * Records the enlarged graph.
     *
     * @param embedding of the graph's nodes, [nodes, units]
     * @param decoder S, [units, units]
     * @param places draws u for a class, [1]
     */
    Enlarged around(
            Tensor embedding, Tensor decoder, Supplier<Tensor> places, GraphSmote.Edges kind) {
        Tape tape = embedding.tape();
        Tensor adjacency = tape.constant(adjacency());
        List<Tensor> embeddings = new ArrayList<>(List.of(embedding));
        List<Tensor> reachable = new ArrayList<>();
        for (SmallClass some : small) {
            Tensor nodes = numbers(tape, some.nodes());
            Tensor own = embedding.gather(0, nodes);
            Tensor nearest = nearest(own.stopGradient());
            embeddings.add(own.add(own.gather(0, nearest).sub(own).mul(places.get())));
            Tensor edges = adjacency.gather(0, nodes);
            reachable.add(edges.maximum(edges.gather(0, nearest)));
        }
        int old = graph.nodes();
        Tensor all = Tensor.concat(0, embeddings);
        Tensor mapped = all.matmul(decoder);
        Tensor ofOld = mapped.slice(0, 0, old);
        Tensor likely = mapped.slice(0, old).matmul(ofOld.transpose()).sigmoid();
        Tensor decoded = kind == GraphSmote.Edges.SOFT ? likely : likely.stopGradient().ge(.5);
        Tensor wrong = ofOld.matmul(ofOld.transpose()).sigmoid().sub(adjacency);
        double share = 2.0 * graph.edges() / ((double) old * old - 2.0 * graph.edges());
        int[] added = small.stream()
                .flatMapToInt(c -> Arrays.stream(c.nodes()).map(_ -> c.label())).toArray();
        return new Enlarged(
                loops(), all, decoded.mul(Tensor.concat(0, reachable)),
                numbers(tape, joined(train, IntStream.range(old, old + added.length).toArray())),
                numbers(tape, joined(labels, added)),
                wrong.square().mul(adjacency.mul(1 - share).add(share)).sum());
    }

    /** Returns for each row the place of the nearest other one, the first of several; its own if there is none. */
    private static Tensor nearest(Tensor rows) {
        Tape tape = rows.tape();
        int n = rows.dim(0);
        Tensor squares = rows.square().sumKeep(1);
        Tensor distances = squares.add(squares.transpose())
                .sub(rows.matmul(rows.transpose()).mul(2));
        Tensor places = numbers(tape, IntStream.range(0, n).toArray()).unsqueeze(0);
        Tensor others = Tensor.where(
                places.eq(places.transpose()), tape.constant(Float.MAX_VALUE), distances);
        return Sorting.argmin(others, 1);
    }

    private NdArray adjacency() {
        int nodes = graph.nodes();
        NdArray dense = NdArray.zeros(DType.F32, Shape.of(nodes, nodes));
        for (int e = 0; e < graph.edges(); e++) {
            dense.set(graph.from()[e] * nodes + graph.to()[e], 1);
            dense.set(graph.to()[e] * nodes + graph.from()[e], 1);
        }
        return dense;
    }

    private SparseMatrix loops() {
        int nodes = graph.nodes();
        int[] each = IntStream.range(0, nodes).toArray();
        int[] rows = joined(each, joined(graph.from(), graph.to()));
        int[] columns = joined(each, joined(graph.to(), graph.from()));
        double[] ones = new double[rows.length];
        Arrays.fill(ones, 1);
        return SparseMatrix.ofEntries(nodes, nodes, rows, columns, ones);
    }

    private static int[] joined(int[] a, int[] b) {
        return IntStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    }

    private static Tensor numbers(Tape tape, int[] whole) {
        return tape.constant(
                Arrays.stream(whole).asDoubleStream().toArray(), whole.length);
    }
}
