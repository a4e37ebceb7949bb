package org.metabalance.engine.compile.lower;

import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/**
 * A stretch of memory that holds the elements of one tensor in row-major order: either a place in
 * the arena that a program shares among its intermediate results, or an array of its own (an input,
 * a constant, a variable, an output).
 */
public final class Buffer {
    private final Shape shape;
    private final String label;
    private final Tensor source;
    private final int base;
    private NdArray array;
    private int offset = -1;

    private Buffer(Shape shape, String label, Tensor source, NdArray array, int base) {
        this.shape = shape;
        this.label = label;
        this.source = source;
        this.array = array;
        this.base = base;
    }

    /** Returns a buffer for a result, to be placed in the arena or to become an array. */
    static Buffer intermediate(Shape shape, String label, Tensor source) {
        return new Buffer(shape, label, source, null, 0);
    }

    /** Returns an array as a buffer. */
    public static Buffer of(NdArray array, String label) {
        return new Buffer(array.shape(), label, null, array, 0);
    }

    /** Returns some of the elements of this buffer, which has its place, as one of their own. */
    public Buffer part(int from, Shape shape) {
        Buffer part = new Buffer(shape, label, source, array, base + from);
        part.offset = offset + from;
        return part;
    }

    /** Returns the number of elements. */
    public int size() {
        return shape.size();
    }

    /** Returns the shape of what is held. */
    public Shape shape() {
        return shape;
    }

    /** Returns the tensor for whose sake an instruction fills the buffer, null if none fills it. */
    public Tensor source() {
        return source;
    }

    /** Returns a name for people. */
    public String label() {
        return label;
    }

    /** Returns the array this buffer is, null if it lies in the arena. */
    public NdArray array() {
        return array;
    }

    /** Returns where the buffer begins in the arena or in its array. */
    public int offset() {
        return array != null ? base : offset;
    }

    /** Returns whether the buffer lies in the arena rather than in an array of its own. */
    public boolean inArena() {
        return array == null;
    }

    /** Returns whether the buffer has its place in the arena. */
    public boolean placed() {
        return offset >= 0;
    }

    /** Takes the place in the arena away, so that another can be given. */
    public void displace() {
        offset = -1;
    }

    /** Gives the buffer its place in the arena. */
    public void place(int offset) {
        this.offset = offset;
    }

    /** Makes the buffer an array of its own instead of a place in the arena. */
    public void become(NdArray array) {
        this.array = array;
    }
}
