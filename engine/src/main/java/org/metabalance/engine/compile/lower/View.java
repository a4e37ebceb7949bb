package org.metabalance.engine.compile.lower;

import java.util.Arrays;
import java.util.List;
import org.metabalance.engine.Shape;

/**
 * Elements of a buffer, read in row-major order of {@code dims}: element (i, j, ...) lies at {@code
 * offset + i strides[0] + j strides[1] + ...}. A stride of 0 repeats.
 */
public record View(Buffer buffer, int offset, int[] dims, int[] strides) {

    /** Returns a whole buffer in its own order. */
    public static View of(Buffer buffer, Shape shape) {
        return new View(buffer, 0, shape.dims(), shape.strides());
    }

    /** Returns the number of elements read, repeated ones counted each time. */
    public int size() {
        int size = 1;
        for (int dim : dims) {
            size *= dim;
        }
        return size;
    }

    /** Returns how many elements of the buffer lie from the first one read to the last. */
    public int extent() {
        int last = 0;
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] == 0) {
                return 0;
            }
            last += (dims[i] - 1) * strides[i];
        }
        return last + 1;
    }

    /** Returns whether the elements lie one after another. */
    public boolean contiguous() {
        int expected = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            if (dims[i] != 1 && strides[i] != expected) {
                return false;
            }
            expected *= dims[i];
        }
        return true;
    }

    /** Returns whether this is the whole buffer in its own order. */
    public boolean whole() {
        return contiguous() && offset == 0 && size() == buffer.size();
    }

    /** Returns this view with neighbouring axes merged where the strides allow it. */
    public View collapsed() {
        int[] d = new int[dims.length];
        int[] s = new int[dims.length];
        int rank = 0;
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] == 1) {
                continue;
            }
            if (rank > 0 && s[rank - 1] == dims[i] * strides[i]) {
                d[rank - 1] *= dims[i];
                s[rank - 1] = strides[i];
            } else {
                d[rank] = dims[i];
                s[rank++] = strides[i];
            }
        }
        return new View(buffer, offset, Arrays.copyOf(d, rank), Arrays.copyOf(s, rank));
    }

    View permute(List<Integer> order) {
        int[] d = new int[dims.length];
        int[] s = new int[dims.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = dims[order.get(i)];
            s[i] = strides[order.get(i)];
        }
        return new View(buffer, offset, d, s);
    }

    View expand(Shape to) {
        int[] s = strides.clone();
        for (int i = 0; i < s.length; i++) {
            if (dims[i] != to.dim(i)) {
                s[i] = 0;
            }
        }
        return new View(buffer, offset, to.dims(), s);
    }

    View slice(int axis, int from, int to) {
        int[] d = dims.clone();
        d[axis] = to - from;
        return new View(buffer, offset + from * strides[axis], d, strides);
    }

    /** Returns the same elements under another shape, null if that takes a copy. */
    View reshape(Shape to) {
        if (size() == 0 || contiguous()) {
            return new View(buffer, offset, to.dims(), to.strides());
        }
        View merged = collapsed();
        int[] s = new int[to.rank()];
        int from = merged.dims.length - 1;
        int left = from >= 0 ? merged.dims[from] : 1;
        int stride = from >= 0 ? merged.strides[from] : 0;
        for (int i = to.rank() - 1; i >= 0; i--) {
            int dim = to.dim(i);
            if (dim == 1) {
                continue;
            }
            if (left == 1 && from > 0) {
                from--;
                left = merged.dims[from];
                stride = merged.strides[from];
            }
            if (left % dim != 0) {
                return null;
            }
            s[i] = stride;
            stride *= dim;
            left /= dim;
        }
        return new View(buffer, offset, to.dims(), s);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof View view
                && buffer == view.buffer
                && offset == view.offset
                && Arrays.equals(dims, view.dims)
                && Arrays.equals(strides, view.strides);
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(buffer) + 7 * offset + Arrays.hashCode(dims)
                + Arrays.hashCode(strides);
    }

    @Override
    public String toString() {
        return buffer.label()
                + (whole() ? "" : Arrays.toString(dims) + "/" + Arrays.toString(strides));
    }
}
