package org.metabalance.engine.op;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/**
 * A primitive operation: its name, its shape rule and its derivative rule, the latter written in
 * primitives, so that a derivative can be differentiated again.
 *
 * <p>Operations are values: two equal operations on the same inputs give the same tensor. The set is
 * closed, since the compiler knows each of them; {@link Custom} is where users add their own.
 */
public sealed interface Op
        permits Leaf,
        Unary,
        Binary,
        Where,
        Reduce,
        Movement,
        MatMul,
        MatMul.Sparse,
        Convolution,
        MaxPool,
        Indexing,
        AlongAxis,
        StopGradient,
        Barrier,
        Custom {

    /** Returns the name under which the operation appears in messages and pictures. */
    String label();

    /**
     * Returns the shape of the result.
     *
     * @throws IllegalArgumentException as {@code operation: rule, got A and B} if inputs do not fit
     */
    Shape shape(List<Shape> inputs);

    /**
     * Returns what argument {@code i} receives when {@code y}, the result of this operation, has
     * cotangent {@code g}; null if the operation has no derivative with respect to it.
     */
    Tensor adjoint(int i, Tensor g, Tensor y);

    /** Returns whether the operation has a derivative with respect to argument {@code i}. */
    default boolean differentiable(int i) {
        return true;
    }
}
