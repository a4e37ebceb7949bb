package org.metabalance.nn;

import org.metabalance.engine.SparseMatrix;

/**
 * What the nodes of a graph share: all their features, and along which edges they see each other. Both are
 * constants of a program.
 *
 * @param features of every node, {@code [nodes, width]}
 * @param edges what a node takes from which, {@code [nodes, nodes]}; of graph convolutions
 *     {@link org.metabalance.nn.graph.Adjacency#normalised}
 */
public record Graph(SparseMatrix features, SparseMatrix edges) {
    /** Checks that features and edges are of the same nodes. */
    public Graph {
        if (edges.rows() != edges.columns() || edges.rows() != features.rows()) {
            throw new IllegalArgumentException(
                    "graph: edges must be nodes x nodes of the features' nodes, got %s for %s"
                            .formatted(edges, features));
        }
    }

    /** Returns the number of nodes. */
    public int nodes() {
        return features.rows();
    }

    /** Returns the number of features of a node. */
    public int width() {
        return features.columns();
    }
}
