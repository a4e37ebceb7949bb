package org.metabalance.engine;

import java.util.Arrays;
import java.util.List;

/**
 * The extents of a tensor, outermost first. A scalar has rank 0; an extent may be 0. Immutable.
 *
 * <pre>{@code
 * Shape.broadcast("add", Shape.of(4, 1, 3), Shape.of(2, 1)); // [4, 2, 3]
 * }</pre>
 */
public final class Shape {
    /** The shape of a scalar, {@code []}. */
    public static final Shape SCALAR = new Shape(new int[0]);

    private final int[] dims;
    private final int size;

    private Shape(int[] dims) {
        long product = 1;
        for (int dim : dims) {
            if (dim < 0) {
                throw new IllegalArgumentException(
                        "shape: extents must not be negative, got " + Arrays.toString(dims));
            }
            product *= dim;
            if (product > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "shape: a tensor holds at most 2^31 - 1 elements, got "
                                + Arrays.toString(dims));
            }
        }
        this.dims = dims;
        this.size = (int) product;
    }

    /**
     * Returns the shape with these extents.
     *
     * @throws IllegalArgumentException if an extent is negative or the product exceeds 2^31 - 1
     */
    public static Shape of(int... dims) {
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    /** Returns the shape with these extents. */
    public static Shape of(List<Integer> dims) {
        return of(dims.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Returns the number of axes. */
    public int rank() {
        return dims.length;
    }

    /** Returns the number of elements: the product of the extents, 1 for a scalar. */
    public int size() {
        return size;
    }

    /** Returns the extent of {@code axis}; a negative axis counts from the end. */
    public int dim(int axis) {
        return dims[axis(axis)];
    }

    /** Returns a copy of the extents. */
    public int[] dims() {
        return dims.clone();
    }

    /**
     * Returns {@code axis} counted from the front.
     *
     * @throws IllegalArgumentException if there is no such axis
     */
    public int axis(int axis) {
        int fromFront = axis < 0 ? axis + dims.length : axis;
        if (fromFront < 0 || fromFront >= dims.length) {
            throw new IllegalArgumentException("shape: no axis " + axis + " in " + this);
        }
        return fromFront;
    }

    /**
     * Returns {@code axes} counted from the front, sorted; all axes if none is given.
     *
     * @throws IllegalArgumentException if there is no such axis or one is named twice
     */
    public List<Integer> axes(int... axes) {
        if (axes.length == 0) {
            return java.util.stream.IntStream.range(0, dims.length).boxed().toList();
        }
        List<Integer> sorted = Arrays.stream(axes).map(this::axis).sorted().distinct().boxed()
                .toList();
        if (sorted.size() != axes.length) {
            throw new IllegalArgumentException(
                    "shape: an axis is named twice in " + Arrays.toString(axes) + " for " + this);
        }
        return sorted;
    }

    /** Returns this shape with the extent of {@code axis} replaced. */
    public Shape with(int axis, int dim) {
        int[] changed = dims.clone();
        changed[axis(axis)] = dim;
        return new Shape(changed);
    }

    /** Returns this shape without {@code axes}, or with extent 1 in their place if {@code keep}. */
    public Shape without(List<Integer> axes, boolean keep) {
        int[] left = new int[keep ? dims.length : dims.length - axes.size()];
        int at = 0;
        for (int i = 0; i < dims.length; i++) {
            boolean gone = axes.contains(i);
            if (!gone || keep) {
                left[at++] = gone ? 1 : dims[i];
            }
        }
        return of(left);
    }

    /** Returns the row-major strides, in elements. */
    public int[] strides() {
        int[] strides = new int[dims.length];
        int stride = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= dims[i];
        }
        return strides;
    }

    /**
     * Returns the shape both broadcast to under NumPy's rule: aligned at the last axis, equal or 1.
     *
     * @throws IllegalArgumentException naming {@code operation} if they do not fit
     */
    public static Shape broadcast(String operation, Shape a, Shape b) {
        if (a.equals(b)) {
            return a;
        }
        int rank = Math.max(a.rank(), b.rank());
        int[] dims = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int da = i <= a.rank() ? a.dims[a.rank() - i] : 1;
            int db = i <= b.rank() ? b.dims[b.rank() - i] : 1;
            if (da != db && da != 1 && db != 1) {
                throw new IllegalArgumentException(
                        operation + ": shapes must be equal or broadcast, got " + a + " and " + b);
            }
            dims[rank - i] = da == 1 ? db : da;
        }
        return of(dims);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    @Override
    public String toString() {
        return Arrays.toString(dims);
    }
}
