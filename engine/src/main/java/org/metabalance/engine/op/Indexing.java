package org.metabalance.engine.op;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/**
 * Operations whose last argument holds indices: integers stored in the type of the tape. An index
 * out of range is an error when the program runs.
 */
public sealed interface Indexing extends Op {

    @Override
    default boolean differentiable(int i) {
        return i == 0 && !(this instanceof OneHot);
    }

    private static void vector(String operation, Shape indices) {
        Shapes.require(indices.rank() == 1, operation, "indices must be a vector", indices);
    }

    /** The slices at the given indices of an axis, in their order; an index may repeat. */
    record Gather(int axis) implements Indexing {
        @Override
        public String label() {
            return "gather";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            vector(label(), inputs.get(1));
            return inputs.get(0).with(axis, inputs.get(1).size());
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            return i == 0 ? g.scatterAdd(axis, y.input(1), y.input(0).dim(axis)) : null;
        }
    }

    /** Adds slice i to place {@code indices[i]} of an axis of {@code size} zeros. */
    record ScatterAdd(int axis, int size) implements Indexing {
        @Override
        public String label() {
            return "scatterAdd";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            vector(label(), inputs.get(1));
            Shapes.require(
                    inputs.get(0).dim(axis) == inputs.get(1).size(),
                    label(),
                    "needs one index for each slice of axis " + axis,
                    inputs.get(0) + " and " + inputs.get(1));
            return inputs.get(0).with(axis, size);
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            return i == 0 ? g.gather(axis, y.input(1)) : null;
        }
    }

    /** For each index the element at that place of the axis, on the same line along it. */
    record GatherElements(int axis) implements Indexing {
        @Override
        public String label() {
            return "gatherElements";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape x = inputs.get(0);
            Shape indices = inputs.get(1);
            Shapes.require(
                    x.rank() == indices.rank() && x.with(axis, 0).equals(indices.with(axis, 0)),
                    label(),
                    "all extents but that of axis " + axis
                            + " must agree with those of the indices",
                    x + " and " + indices);
            return indices;
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            return i == 0 ? g.scatterAddElements(axis, y.input(1), y.input(0).dim(axis)) : null;
        }
    }

    /** Adds each element to the place of its index on its line along an axis of {@code size} zeros. */
    record ScatterAddElements(int axis, int size) implements Indexing {
        @Override
        public String label() {
            return "scatterAddElements";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            return Shapes.same(label(), inputs.get(0), inputs.get(1)).with(axis, size);
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            return i == 0 ? g.gatherElements(axis, y.input(1)) : null;
        }
    }

    /** A new last axis that is 1 at the index and 0 elsewhere. */
    record OneHot(int classes) implements Indexing {
        @Override
        public String label() {
            return "oneHot";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape x = inputs.get(0);
            int[] dims = java.util.Arrays.copyOf(x.dims(), x.rank() + 1);
            dims[x.rank()] = classes;
            return Shape.of(dims);
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            return null;
        }
    }
}
