package org.metabalance.nn.graph;

import java.util.Arrays;
import org.metabalance.engine.SparseMatrix;

/**
 * D^-1/2 (A + I) D^-1/2, with A the edges of a graph, I an edge from every node to itself, and D the number
 * of edges of each node in A + I: Kipf and Welling, ICLR 2017, arXiv 1609.02907, equation 2. Symmetric.
 */
public final class NormalisedAdjacency {
    private NormalisedAdjacency() {}

    /**
     * Returns the matrix of an undirected graph.
     *
     * @param nodes how many; one without edges keeps what it has
     * @param from one end of each edge, each edge once
     * @param to the other end
     * @throws IllegalArgumentException if an end is no node, or an edge leads from a node to itself or is
     *     there twice, in either direction
     */
    public static SparseMatrix of(int nodes, int[] from, int[] to) {
        double[] degrees = new double[nodes];
        Arrays.fill(degrees, 1);
        for (int e = 0; e < from.length; e++) {
            if (from[e] < 0 || from[e] >= nodes || to[e] < 0 || to[e] >= nodes
                    || from[e] == to[e]) {
                throw new IllegalArgumentException(
                        "adjacency: edges must join two of %d nodes, got %d and %d"
                                .formatted(nodes, from[e], to[e]));
            }
            degrees[from[e]]++;
            degrees[to[e]]++;
        }
        int entries = nodes + 2 * from.length;
        int[] rows = new int[entries];
        int[] columns = new int[entries];
        double[] values = new double[entries];
        for (int i = 0; i < nodes; i++) {
            rows[i] = i;
            columns[i] = i;
            values[i] = 1 / degrees[i];
        }
        for (int e = 0, at = nodes; e < from.length; e++) {
            double value = 1 / Math.sqrt(degrees[from[e]] * degrees[to[e]]);
            for (int[] ends : new int[][] {{from[e], to[e]}, {to[e], from[e]}}) {
                rows[at] = ends[0];
                columns[at] = ends[1];
                values[at++] = value;
            }
        }
        return SparseMatrix.ofEntries(nodes, nodes, rows, columns, values);
    }
}
