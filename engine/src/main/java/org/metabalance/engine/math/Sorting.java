package org.metabalance.engine.math;

import java.util.Arrays;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.AlongAxis;

/**
 * Sorting and choosing along an axis. Of equal elements the first is first, in both directions; NaN counts as
 * larger than all. Values have derivatives, with their indices as constants; no derivative path leads through
 * an index.
 */
public final class Sorting {
    private Sorting() {}

    /** Returns the indices that sort the axis, smallest first. */
    public static Tensor argsort(Tensor x, int axis) {
        return argsort(x, axis, false);
    }

    /** Returns the indices that sort the axis, largest first. */
    public static Tensor argsortDescending(Tensor x, int axis) {
        return argsort(x, axis, true);
    }

    /** Returns the elements of the axis sorted, smallest first. */
    public static Ranked sort(Tensor x, int axis) {
        return at(x, axis, argsort(x, axis));
    }

    /** Returns the elements of the axis sorted, largest first. */
    public static Ranked sortDescending(Tensor x, int axis) {
        return at(x, axis, argsortDescending(x, axis));
    }

    /**
     * Returns the k largest elements of the axis, the largest first.
     *
     * @throws IllegalArgumentException if there are fewer than k
     */
    public static Ranked topK(Tensor x, int k, int axis) {
        requireAtMost("topK", x, k, axis);
        return at(x, axis, argsortDescending(x, axis).slice(axis, 0, k));
    }

    /**
     * Returns the k smallest elements of the axis, the smallest first.
     *
     * @throws IllegalArgumentException if there are fewer than k
     */
    public static Ranked bottomK(Tensor x, int k, int axis) {
        requireAtMost("bottomK", x, k, axis);
        return at(x, axis, argsort(x, axis).slice(axis, 0, k));
    }

    /** Returns the index of the largest element of the axis, which goes; the first, if several are. */
    public static Tensor argmax(Tensor x, int axis) {
        return firstIndex(x, x.maxKeep(axis), axis);
    }

    /** Returns the index of the smallest element of the axis, which goes; the first, if several are. */
    public static Tensor argmin(Tensor x, int axis) {
        return firstIndex(x, x.minKeep(axis), axis);
    }

    /**
     * Returns the largest element of the axis, which goes, and its index. Of elements that tie the first has
     * the whole gradient; with {@link Tensor#max} they share it.
     */
    public static Ranked max(Tensor x, int axis) {
        return without(axis, at(x, axis, argmax(x, axis).unsqueeze(x.shape().axis(axis))));
    }

    /** Returns the smallest element of the axis, which goes, and its index; ties as in {@link #max}. */
    public static Ranked min(Tensor x, int axis) {
        return without(axis, at(x, axis, argmin(x, axis).unsqueeze(x.shape().axis(axis))));
    }

    private static Tensor argsort(Tensor x, int axis, boolean descending) {
        int along = Axes.axis("argsort", x, axis);
        Indices.requireExact(x, x.dim(along));
        return x.tape().record(new AlongAxis.ArgSort(along, descending), x);
    }

    private static Ranked at(Tensor x, int axis, Tensor indices) {
        return new Ranked(x.gatherElements(axis, indices), indices);
    }

    private static Ranked without(int axis, Ranked one) {
        return new Ranked(one.values().squeeze(axis), one.indices().squeeze(axis));
    }

    /** The first index where x is {@code best}, or NaN, which makes {@code best} NaN. */
    private static Tensor firstIndex(Tensor x, Tensor best, int axis) {
        int n = x.dim(axis);
        int[] along = new int[x.rank()];
        Arrays.fill(along, 1);
        along[x.shape().axis(axis)] = n;
        Tensor index = Indices.of(x, n, i -> i).reshape(along);
        Tensor found = x.eq(best).add(x.ne(x));
        return Tensor.where(found, index, x.tape().constant(n)).min(axis);
    }

    private static void requireAtMost(String operation, Tensor x, int k, int axis) {
        if (k < 0 || k > x.dim(Axes.axis(operation, x, axis))) {
            throw x.tape().wrong(operation + ": k must be at most the extent of the axis, got "
                    + k + " of axis " + axis + " in " + x.shape());
        }
    }
}
