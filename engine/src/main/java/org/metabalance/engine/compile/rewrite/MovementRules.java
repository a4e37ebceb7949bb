package org.metabalance.engine.compile.rewrite;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Movement;
import org.metabalance.engine.op.Movement.Concat;
import org.metabalance.engine.op.Movement.Expand;
import org.metabalance.engine.op.Movement.Pad;
import org.metabalance.engine.op.Movement.Permute;
import org.metabalance.engine.op.Movement.Reshape;
import org.metabalance.engine.op.Movement.Slice;

/** The {@link Rules} for operations that only move elements about. */
final class MovementRules {
    private MovementRules() {}

    static Tensor apply(Simplify s, Movement op, Tensor[] in) {
        Tensor x = in[0];
        Shape to = op.shape(java.util.Arrays.stream(in).map(Tensor::shape).toList());
        if (in.length == 1 && to.equals(x.shape()) && !(op instanceof Permute)) {
            return s.by("a movement to where it is", x);
        }
        if (s.uniform(x) != null && in.length == 1 && (!(op instanceof Pad) || s.is(x, 0))) {
            return s.by("one number, moved, is that number", s.fill(s.uniform(x), to));
        }
        return switch (op) {
            case Reshape reshape ->
                    x.op() instanceof Reshape
                            ? s.by("reshape of reshape", s.emit(reshape, x.input(0)))
                            : null;
            case Expand expand -> x.op() instanceof Expand
                    ? s.by("repeat of repeat", s.emit(expand, x.input(0)))
                    : null;
            case Permute permute -> permute(s, permute, x, to);
            case Slice slice -> slice(s, slice, x);
            case Concat concat -> in.length == 1 ? s.by("concat of one", x) : null;
            case Pad pad -> null;
        };
    }

    private static Tensor permute(Simplify s, Permute op, Tensor x, Shape to) {
        if (op.order().equals(x.shape().axes())) {
            return s.by("a movement to where it is", x);
        }
        if (x.op() instanceof Permute(List<Integer> first)) {
            return s.by("permute of permute",
                    s.emit(new Permute(op.order().stream().map(first::get).toList()), x.input(0)));
        }
        // moving only axes of extent 1 leaves the elements where they are
        List<Integer> moved = op.order().stream().filter(axis -> x.dim(axis) != 1).toList();
        return moved.equals(moved.stream().sorted().toList())
                ? s.by("a permutation that moves no element", s.emit(new Reshape(to), x))
                : null;
    }

    private static Tensor slice(Simplify s, Slice op, Tensor x) {
        int axis = op.axis();
        switch (x.op()) {
            case Slice inner when inner.axis() == axis -> {
                return s.by("slice of slice", s.emit(
                        new Slice(axis, inner.from() + op.from(), inner.from() + op.to()),
                        x.input(0)));
            }
            case Pad pad when pad.axis() == axis -> {
                int from = op.from() - pad.before();
                int to = op.to() - pad.before();
                return from >= 0 && to <= x.input(0).dim(axis)
                        ? s.by("slice of pad", s.emit(new Slice(axis, from, to), x.input(0)))
                        : null;
            }
            case Concat concat when concat.axis() == axis -> {
                int start = 0;
                for (Tensor part : x.inputs()) {
                    int end = start + part.dim(axis);
                    if (op.from() >= start && op.to() <= end) {
                        return s.by("slice of concat",
                                s.emit(new Slice(axis, op.from() - start, op.to() - start), part));
                    }
                    start = end;
                }
                return null;
            }
            default -> {
                return null;
            }
        }
    }
}
