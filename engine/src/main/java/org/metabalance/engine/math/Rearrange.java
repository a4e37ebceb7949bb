package org.metabalance.engine.math;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/** Elements in other places: turned round, moved on, repeated, mirrored; diagonals and triangles. */
public final class Rearrange {
    private Rearrange() {}

    /** Returns x with the order of each of the axes turned round; of all axes if none is named. */
    public static Tensor flip(Tensor x, int... axes) {
        Tensor y = x;
        for (int axis : Axes.axes("flip", x, axes)) {
            int n = x.dim(axis);
            y = take(y, axis, n, i -> n - 1 - i);
        }
        return y;
    }

    /** Returns x with element i of the axis at place i + shift; what falls off one end comes in at the other. */
    public static Tensor roll(Tensor x, int shift, int axis) {
        int n = x.dim(Axes.axis("roll", x, axis));
        int moved = n == 0 ? 0 : Math.floorMod(shift, n);
        return moved == 0 ? x
                : Tensor.concat(axis, x.slice(axis, n - moved, n), x.slice(axis, 0, n - moved));
    }

    /**
     * Returns x put side by side with itself, {@code times[i]} times along axis i: PyTorch's repeat, NumPy's
     * tile. There may be more numbers than axes: those in front make new axes.
     *
     * @throws IllegalArgumentException if there are fewer numbers than axes or one is negative
     */
    public static Tensor repeat(Tensor x, int... times) {
        int more = times.length - x.rank();
        if (more < 0 || Arrays.stream(times).anyMatch(t -> t < 0)) {
            throw x.tape().wrong("repeat: needs a number for each axis, none negative, got "
                    + Arrays.toString(times) + " for " + x.shape());
        }
        int[] apart = new int[2 * times.length];
        int[] repeated = new int[2 * times.length];
        int[] joined = new int[times.length];
        for (int i = 0; i < times.length; i++) {
            int extent = i < more ? 1 : x.dim(i - more);
            apart[2 * i] = 1;
            apart[2 * i + 1] = extent;
            repeated[2 * i] = times[i];
            repeated[2 * i + 1] = extent;
            joined[i] = times[i] * extent;
        }
        return x.reshape(Shape.of(apart)).expand(Shape.of(repeated)).reshape(Shape.of(joined));
    }

    /**
     * Returns x continued along the axis as in a mirror at its first and its last element, which are not
     * repeated.
     *
     * @throws IllegalArgumentException unless both amounts are below the extent and not negative
     */
    public static Tensor padReflect(Tensor x, int axis, int before, int after) {
        int n = x.dim(Axes.axis("padReflect", x, axis));
        requireAmounts("padReflect", "amounts below the extent of the axis", x, axis, before, after,
                n - 1);
        return take(x, axis, before + n + after, i -> {
            int at = Math.abs(i - before);
            return at < n ? at : 2 * (n - 1) - at;
        });
    }

    /**
     * Returns x continued along the axis by its first and its last element.
     *
     * @throws IllegalArgumentException if the axis is empty or an amount is negative
     */
    public static Tensor padReplicate(Tensor x, int axis, int before, int after) {
        int n = x.dim(Axes.axis("padReplicate", x, axis));
        requireAmounts("padReplicate",
                "an axis that is not empty and amounts that are not negative",
                x, axis, before, after, n == 0 ? -1 : Integer.MAX_VALUE);
        return take(x, axis, before + n + after, i -> Math.clamp(i - before, 0, n - 1));
    }

    /**
     * Returns the diagonals of the planes that the two axes span, as a new last axis in place of the two.
     *
     * @param offset 0 for the main diagonal, k for the one that begins at element k of {@code axis2}, -k for
     *     the one that begins at element k of {@code axis1}; empty beyond the edge
     * @throws IllegalArgumentException if both axes are the same one
     */
    public static Tensor diagonal(Tensor x, int offset, int axis1, int axis2) {
        int first = Axes.axis("diagonal", x, axis1);
        int second = Axes.axis("diagonal", x, axis2);
        if (first == second) {
            throw x.tape().wrong("diagonal: needs two axes, got " + axis1 + " and " + axis2 + " of "
                    + x.shape());
        }
        int[] others = x.shape().axes().stream().mapToInt(a -> a)
                .filter(a -> a != first && a != second).toArray();
        int rank = x.rank();
        int[] order = Arrays.copyOf(others, rank);
        order[rank - 2] = first;
        order[rank - 1] = second;
        int row = Math.max(0, -offset);
        int column = Math.max(0, offset);
        int length = Math.max(0, Math.min(x.dim(first) - row, x.dim(second) - column));
        Tensor rows = x.permute(order).slice(-2, length == 0 ? 0 : row,
                length == 0 ? 0 : row + length);
        return rows.gatherElements(-1, column(rows, length, column)).squeeze(-1);
    }

    /**
     * Returns square matrices, in two new last axes in place of the last, that are 0 but for a diagonal, which
     * is x: of the main one the adjoint of {@link #diagonal}.
     *
     * @param offset which diagonal; the matrices are that much larger than the last axis of x
     */
    public static Tensor diagonalEmbed(Tensor x, int offset) {
        int length = x.dim(Axes.axis("diagonalEmbed", x, -1));
        Tensor column = x.unsqueeze(-1);
        return column
                .scatterAddElements(-1, column(column, length, Math.max(0, offset)),
                        length + Math.abs(offset))
                .pad(-2, Math.max(0, -offset), Math.max(0, offset));
    }

    /** The indices {@code from}, {@code from} + 1, .. of the rows of the last two axes, in one column. */
    private static Tensor column(Tensor rows, int length, int from) {
        int[] dims = rows.shape().dims();
        dims[dims.length - 1] = 1;
        return Indices.of(rows, length, i -> from + i).unsqueeze(1).expand(Shape.of(dims));
    }

    /** Returns the matrices of the last two axes with 0 above diagonal {@code offset}. */
    public static Tensor tril(Tensor x, int offset) {
        return Tensor.where(below(x, offset), x, x.tape().zeros());
    }

    /** Returns the matrices of the last two axes with 0 below diagonal {@code offset}. */
    public static Tensor triu(Tensor x, int offset) {
        return Tensor.where(below(x, offset - 1), x.tape().zeros(), x);
    }

    /** 1 where the column is at most the row plus {@code offset}. */
    private static Tensor below(Tensor x, int offset) {
        if (x.rank() < 2) {
            throw x.tape().wrong("tril, triu: need at least two axes, got " + x.shape());
        }
        Tensor row = Indices.of(x, x.dim(-2), i -> i + offset).unsqueeze(1);
        return Indices.of(x, x.dim(-1), i -> i).le(row);
    }

    private static Tensor take(Tensor x, int axis, int count, IntUnaryOperator from) {
        return x.gather(axis, Indices.of(x, count, from));
    }

    private static void requireAmounts(String operation, String needs, Tensor x, int axis,
            int before,
            int after, int most) {
        if (Math.min(before, after) < 0 || Math.max(before, after) > most) {
            throw x.tape()
                    .wrong(operation + ": needs " + needs + ", got " + before + " and " + after
                            + " for axis " + axis + " of " + x.shape());
        }
    }
}
