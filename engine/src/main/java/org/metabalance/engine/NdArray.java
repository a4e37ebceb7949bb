package org.metabalance.engine;

import java.util.Arrays;

/**
 * A dense row-major array on the heap: how numbers enter a tape and leave a program.
 *
 * <p>The storage is a plain {@code float[]} or {@code double[]}, reachable through {@link #floats}
 * and {@link #doubles} without a copy.
 *
 * <pre>{@code
 * NdArray array = NdArray.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
 * array.set(4, 50); // row 1, column 1: 1 * 3 + 1
 * array.reshaped(Shape.of(3, 2)); // [[1.0, 2.0], [3.0, 4.0], [50.0, 6.0]]
 * }</pre>
 */
public final class NdArray {
    private final Shape shape;
    private final float[] floats;
    private final double[] doubles;

    private NdArray(Shape shape, float[] floats, double[] doubles) {
        this.shape = shape;
        this.floats = floats;
        this.doubles = doubles;
        int length = floats != null ? floats.length : doubles.length;
        if (length != shape.size()) {
            throw new IllegalArgumentException(
                    "array: " + shape + " holds " + shape.size() + " elements, got " + length);
        }
    }

    /** Wraps {@code data} (no copy) as an F32 array; without extents, as a vector. */
    public static NdArray of(float[] data, int... dims) {
        return new NdArray(Shape.of(dims.length == 0 ? new int[] {data.length} : dims), data, null);
    }

    /** Wraps {@code data} (no copy) as an F64 array; without extents, as a vector. */
    public static NdArray of(double[] data, int... dims) {
        return new NdArray(Shape.of(dims.length == 0 ? new int[] {data.length} : dims), null, data);
    }

    /** Returns a new array of zeros. */
    public static NdArray zeros(DType dtype, Shape shape) {
        return dtype == DType.F32
                ? new NdArray(shape, new float[shape.size()], null)
                : new NdArray(shape, null, new double[shape.size()]);
    }

    /** Returns a new array with {@code value} everywhere. */
    public static NdArray full(DType dtype, double value, Shape shape) {
        NdArray array = zeros(dtype, shape);
        if (dtype == DType.F32) {
            Arrays.fill(array.floats, (float) value);
        } else {
            Arrays.fill(array.doubles, value);
        }
        return array;
    }

    /** Returns a new array of rank 0. */
    public static NdArray scalar(DType dtype, double value) {
        return full(dtype, value, Shape.SCALAR);
    }

    /** Returns the shape. */
    public Shape shape() {
        return shape;
    }

    /** Returns the element type. */
    public DType dtype() {
        return floats != null ? DType.F32 : DType.F64;
    }

    /** Returns the number of elements. */
    public int size() {
        return shape.size();
    }

    /** Returns the element at a row-major position. */
    public double get(int index) {
        return floats != null ? floats[index] : doubles[index];
    }

    /** Sets the element at a row-major position. */
    public void set(int index, double value) {
        if (floats != null) {
            floats[index] = (float) value;
        } else {
            doubles[index] = value;
        }
    }

    /**
     * Returns the only element.
     *
     * @throws IllegalStateException if there is not exactly one
     */
    public double item() {
        if (size() != 1) {
            throw new IllegalStateException("item: needs exactly one element, got shape " + shape);
        }
        return get(0);
    }

    /**
     * Returns the live storage of an F32 array.
     *
     * @throws IllegalStateException if this is an F64 array
     */
    public float[] floats() {
        if (floats == null) {
            throw new IllegalStateException(
                    "floats: the array is F64; use doubles() or toFloats()");
        }
        return floats;
    }

    /**
     * Returns the live storage of an F64 array.
     *
     * @throws IllegalStateException if this is an F32 array
     */
    public double[] doubles() {
        if (doubles == null) {
            throw new IllegalStateException(
                    "doubles: the array is F32; use floats() or toDoubles()");
        }
        return doubles;
    }

    /** Returns a copy of the elements as floats. */
    public float[] toFloats() {
        if (floats != null) {
            return floats.clone();
        }
        float[] copy = new float[doubles.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (float) doubles[i];
        }
        return copy;
    }

    /** Returns a copy of the elements as doubles. */
    public double[] toDoubles() {
        if (doubles != null) {
            return doubles.clone();
        }
        double[] copy = new double[floats.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = floats[i];
        }
        return copy;
    }

    /** Returns this array if it has that type already, otherwise a converted copy. */
    public NdArray as(DType dtype) {
        if (dtype == dtype()) {
            return this;
        }
        return dtype == DType.F32
                ? new NdArray(shape, toFloats(), null)
                : new NdArray(shape, null, toDoubles());
    }

    /** Returns the same storage under another shape of the same size. */
    public NdArray reshaped(Shape to) {
        return new NdArray(to, floats, doubles);
    }

    /** Returns a copy. */
    public NdArray copy() {
        return floats != null
                ? new NdArray(shape, floats.clone(), null)
                : new NdArray(shape, null, doubles.clone());
    }

    /**
     * Overwrites the elements with those of {@code other}, converting as needed.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public void copyFrom(NdArray other) {
        if (!shape.equals(other.shape)) {
            throw new IllegalArgumentException(
                    "copy: shapes must be equal, got " + shape + " and " + other.shape);
        }
        if (floats != null && other.floats != null) {
            System.arraycopy(other.floats, 0, floats, 0, floats.length);
        } else if (doubles != null && other.doubles != null) {
            System.arraycopy(other.doubles, 0, doubles, 0, doubles.length);
        } else {
            for (int i = 0; i < size(); i++) {
                set(i, other.get(i));
            }
        }
    }

    @Override
    public String toString() {
        int shown = Math.min(size(), 12);
        StringBuilder text = new StringBuilder(dtype() + "" + shape + " {");
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? "" : ", ").append(
                    floats != null ? Float.toString(floats[i]) : Double.toString(doubles[i]));
        }
        return text.append(shown < size() ? ", ...}" : "}").toString();
    }
}
