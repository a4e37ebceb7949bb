package org.metabalance.engine.op;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/** Operations that only move elements about. */
public sealed interface Movement extends Op {

    /** The same elements in row-major order under another shape. */
    record Reshape(Shape to) implements Movement {
        @Override
        public String label() {
            return "reshape";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.require(
                    inputs.get(0).size() == to.size(),
                    label(),
                    "the number of elements must not change",
                    inputs.get(0) + " to " + to);
            return to;
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            return g.reshape(y.input(0).shape());
        }
    }

    /** Axis i of the result is axis {@code order[i]} of the input. */
    record Permute(List<Integer> order) implements Movement {
        @Override
        public String label() {
            return "permute";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape x = inputs.get(0);
            Shapes.require(
                    order.stream().sorted().toList().equals(x.axes()),
                    label(),
                    "the order must name each axis once",
                    order + " for " + x);
            return Shape.of(order.stream().map(x::dim).toList());
        }

        /** Returns the permutation that undoes this one. */
        public Permute inverse() {
            return new Permute(
                    java.util.stream.IntStream.range(0, order.size())
                            .mapToObj(order::indexOf)
                            .toList());
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            return g.tape().record(inverse(), g);
        }
    }

    /** Repeats along axes of extent 1; the rank does not change. */
    record Expand(Shape to) implements Movement {
        @Override
        public String label() {
            return "expand";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape x = inputs.get(0);
            boolean fits = x.rank() == to.rank();
            for (int axis = 0; fits && axis < to.rank(); axis++) {
                fits = x.dim(axis) == to.dim(axis) || x.dim(axis) == 1;
            }
            Shapes.require(
                    fits, label(), "only axes of extent 1 can be expanded", x + " to " + to);
            return to;
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            Shape x = y.input(0).shape();
            int[] repeated = to.axes().stream()
                    .mapToInt(Integer::intValue)
                    .filter(axis -> x.dim(axis) != to.dim(axis))
                    .toArray();
            return repeated.length == 0 ? g : g.sumKeep(repeated);
        }
    }

    /** The elements {@code from <= index < to} along an axis. */
    record Slice(int axis, int from, int to) implements Movement {
        @Override
        public String label() {
            return "slice";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape x = inputs.get(0);
            Shapes.require(
                    0 <= from && from <= to && to <= x.dim(axis),
                    label(),
                    "needs 0 <= from <= to <= " + x.dim(axis),
                    from + " to " + to + " of axis " + axis + " in " + x);
            return x.with(axis, to - from);
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            return g.pad(axis, from, y.input(0).dim(axis) - to);
        }
    }

    /** Zeros before and after along an axis. */
    record Pad(int axis, int before, int after) implements Movement {
        @Override
        public String label() {
            return "pad";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape x = inputs.get(0);
            Shapes.require(
                    before >= 0 && after >= 0,
                    label(),
                    "needs non-negative amounts",
                    before + " and " + after);
            return x.with(axis, before + x.dim(axis) + after);
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            return g.slice(axis, before, before + y.input(0).dim(axis));
        }
    }

    /** Tensors one after another along an axis. */
    record Concat(int axis) implements Movement {
        @Override
        public String label() {
            return "concat";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape first = inputs.get(0);
            int sum = 0;
            for (Shape part : inputs) {
                Shapes.require(
                        part.rank() == first.rank()
                                && part.with(axis, 0).equals(first.with(axis, 0)),
                        label(),
                        "all extents but that of axis " + axis + " must agree",
                        first + " and " + part);
                sum += part.dim(axis);
            }
            return first.with(axis, sum);
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            int from = 0;
            for (int k = 0; k < i; k++) {
                from += y.input(k).dim(axis);
            }
            return g.slice(axis, from, from + y.input(i).dim(axis));
        }
    }
}
