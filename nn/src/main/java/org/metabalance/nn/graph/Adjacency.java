package org.metabalance.nn.graph;

import java.util.Arrays;
import org.metabalance.engine.SparseMatrix;

/** Matrices of the edges of a graph. */
public final class Adjacency {
    private Adjacency() {}

    /**
     * Returns D^-1/2 (A + I) D^-1/2, where A is the symmetric adjacency of 0 and 1 and D the row sums of
     * A + I: Kipf and Welling, ICLR 2017, arXiv 1609.02907. The edge of nodes i and j becomes
     * 1 / sqrt(d_i d_j); a node without edges keeps 1 for itself.
     *
     * @param nodes their number
     * @param from one end of every edge
     * @param to its other end; an edge that is there twice, either way round, counts once, and one of a
     *     node to itself is the self-loop that every node gets
     * @throws IllegalArgumentException if the ends do not fit or a node is not there
     */
    public static SparseMatrix normalised(int nodes, int[] from, int[] to) {
        long[] cells = cells(nodes, from, to);
        double[] degrees = new double[nodes];
        for (long cell : cells) {
            degrees[(int) (cell / nodes)]++;
        }
        int[] rows = new int[cells.length];
        int[] columns = new int[cells.length];
        double[] values = new double[cells.length];
        for (int e = 0; e < cells.length; e++) {
            rows[e] = (int) (cells[e] / nodes);
            columns[e] = (int) (cells[e] % nodes);
            values[e] = 1 / Math.sqrt(degrees[rows[e]] * degrees[columns[e]]);
        }
        return SparseMatrix.ofEntries(nodes, nodes, rows, columns, values);
    }

    /** The cells of A + I, each once, row after row. */
    private static long[] cells(int nodes, int[] from, int[] to) {
        if (from.length != to.length) {
            throw new IllegalArgumentException(
                    "adjacency: an edge has two ends, got %d and %d"
                            .formatted(from.length, to.length));
        }
        long[] cells = new long[2 * from.length + nodes];
        for (int e = 0; e < from.length; e++) {
            if (Math.min(from[e], to[e]) < 0 || Math.max(from[e], to[e]) >= nodes) {
                throw new IllegalArgumentException(
                        "adjacency: nodes must be in [0, %d), got %d and %d of edge %d"
                                .formatted(nodes, from[e], to[e], e));
            }
            cells[2 * e] = (long) from[e] * nodes + to[e];
            cells[2 * e + 1] = (long) to[e] * nodes + from[e];
        }
        for (int i = 0; i < nodes; i++) {
            cells[2 * from.length + i] = (long) i * nodes + i;
        }
        return Arrays.stream(cells).sorted().distinct().toArray();
    }
}
