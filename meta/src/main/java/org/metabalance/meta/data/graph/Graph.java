package org.metabalance.meta.data.graph;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.SparseMatrix;
import org.metabalance.engine.Tape;
import org.metabalance.nn.Context;
import org.metabalance.nn.graph.Gcn;
import org.metabalance.nn.graph.NormalisedAdjacency;

/**
 * Nodes with features, joined by undirected edges. Features of which at most a tenth are not 0, such as the
 * words of a text, are kept sparse.
 */
public final class Graph {
    /** The share of numbers that are not 0 up to which a sparse product takes less time. */
    private static final double SPARSE = .1;

    private final NdArray features;
    private final SparseMatrix sparse;
    private final int[] from;
    private final int[] to;
    private final SparseMatrix adjacency;

    /**
     * Creates a graph.
     *
     * @param features {@code [nodes, width]}; live
     * @param from one end of each edge
     * @param to the other end
     * @throws IllegalArgumentException if an end is no node, an edge leads from a node to itself or is there
     *     twice, in either direction
     */
    public Graph(NdArray features, int[] from, int[] to) {
        if (features.shape().rank() != 2 || from.length != to.length) {
            throw new IllegalArgumentException(
                    "graph: needs features [nodes, width] and two ends of every edge, got %s, %d and %d"
                            .formatted(features.shape(), from.length, to.length));
        }
        this.features = features;
        this.from = from.clone();
        this.to = to.clone();
        Set<Long> seen = new HashSet<>();
        for (int e = 0; e < from.length; e++) {
            if (!seen.add(pair(from[e], to[e]))) {
                throw new IllegalArgumentException(
                        "graph: each edge must be there once, got %d and %d again"
                                .formatted(from[e], to[e]));
            }
        }
        adjacency = NormalisedAdjacency.of(nodes(), from, to);
        sparse = sparse(features);
    }

    /** Returns the same number for two nodes in either order. */
    static long pair(int a, int b) {
        return (long) Math.min(a, b) << 32 | Math.max(a, b);
    }

    private static SparseMatrix sparse(NdArray features) {
        int[] places = IntStream.range(0, features.size()).filter(i -> features.get(i) != 0)
                .toArray();
        if (places.length > SPARSE * features.size()) {
            return null;
        }
        int width = features.shape().dim(1);
        return SparseMatrix.ofEntries(features.shape().dim(0), width,
                Arrays.stream(places).map(i -> i / width).toArray(),
                Arrays.stream(places).map(i -> i % width).toArray(),
                Arrays.stream(places).mapToDouble(features::get).toArray());
    }

    /** Returns the number of nodes. */
    public int nodes() {
        return features.shape().dim(0);
    }

    /** Returns how many numbers a node is described by. */
    public int width() {
        return features.shape().dim(1);
    }

    /** Returns the number of edges. */
    public int edges() {
        return from.length;
    }

    /** Returns one end of each edge; live. */
    public int[] from() {
        return from;
    }

    /** Returns the other end of each edge; live. */
    public int[] to() {
        return to;
    }

    /** Returns the features, {@code [nodes, width]}; live. */
    public NdArray features() {
        return features;
    }

    /** Returns the {@linkplain NormalisedAdjacency normalised adjacency}. */
    public SparseMatrix adjacency() {
        return adjacency;
    }

    /** Returns the graph as models see it on a tape. */
    public Context on(Tape tape) {
        return sparse == null
                ? new Context(Map.of(Gcn.FEATURES, tape.constant(features)),
                        Map.of(Gcn.ADJACENCY, adjacency))
                : new Context(
                        Map.of(), Map.of(Gcn.ADJACENCY, adjacency, Gcn.FEATURES, sparse));
    }

    /**
     * Returns the graph of some nodes, in that order, with the edges between them and no others.
     *
     * @throws IllegalArgumentException if a node is there twice
     */
    public Graph induced(int[] nodes) {
        int[] place = new int[nodes()];
        Arrays.fill(place, -1);
        int width = width();
        NdArray some = NdArray.zeros(features.dtype(), features.shape().with(0, nodes.length));
        for (int i = 0; i < nodes.length; i++) {
            if (place[nodes[i]] >= 0) {
                throw new IllegalArgumentException(
                        "graph: each node must be chosen once, got " + nodes[i] + " again");
            }
            place[nodes[i]] = i;
            for (int j = 0; j < width; j++) {
                some.set(i * width + j, features.get(nodes[i] * width + j));
            }
        }
        int[] kept = IntStream.range(0, from.length)
                .filter(e -> place[from[e]] >= 0 && place[to[e]] >= 0).toArray();
        return new Graph(some, Arrays.stream(kept).map(e -> place[from[e]]).toArray(),
                Arrays.stream(kept).map(e -> place[to[e]]).toArray());
    }

    @Override
    public String toString() {
        return "graph of %d nodes, %d edges, %d features".formatted(nodes(), edges(), width());
    }
}
