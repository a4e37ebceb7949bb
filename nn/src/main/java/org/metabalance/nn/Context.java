package org.metabalance.nn;

import java.util.Map;
import org.metabalance.engine.SparseMatrix;
import org.metabalance.engine.Tensor;

/**
 * What all examples of a {@link Batch} share, by name: tensors on the batch's tape, and sparse constants,
 * such as the features and the edges of a graph.
 */
public record Context(Map<String, Tensor> tensors, Map<String, SparseMatrix> matrices) {
    /** Nothing. */
    public static final Context NONE = new Context(Map.of(), Map.of());

    /** Copies the maps. */
    public Context {
        tensors = Map.copyOf(tensors);
        matrices = Map.copyOf(matrices);
    }

    /**
     * Returns the sparse constant of a name.
     *
     * @param operation what needs it; begins the message
     * @throws IllegalArgumentException if there is none
     */
    public SparseMatrix matrix(String operation, String name) {
        SparseMatrix matrix = matrices.get(name);
        if (matrix == null) {
            throw new IllegalArgumentException(
                    "%s: needs examples that share '%s', got examples that share %s"
                            .formatted(operation, name, matrices.keySet()));
        }
        return matrix;
    }
}
