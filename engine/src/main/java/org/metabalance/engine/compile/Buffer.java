package org.metabalance.engine.compile;

import org.metabalance.engine.NdArray;

/**
 * A stretch of memory that holds the elements of one tensor in row-major order: either a place in
 * the arena that a program shares among its intermediate results, or an array of its own (an input,
 * a constant, a variable, an output).
 */
public final class Buffer {
    private final int size;
    private final String label;
    private NdArray array;
    private int offset = -1;

    private Buffer(int size, String label, NdArray array) {
        this.size = size;
        this.label = label;
        this.array = array;
    }

    static Buffer intermediate(int size, String label) {
        return new Buffer(size, label, null);
    }

    static Buffer of(NdArray array, String label) {
        return new Buffer(array.size(), label, array);
    }

    /** Returns the number of elements. */
    public int size() {
        return size;
    }

    /** Returns a name for people. */
    public String label() {
        return label;
    }

    /** Returns the array this buffer is, null if it lies in the arena. */
    public NdArray array() {
        return array;
    }

    /** Returns where the buffer begins in the arena, 0 if it has an array of its own. */
    public int offset() {
        return array != null ? 0 : offset;
    }

    boolean inArena() {
        return array == null;
    }

    void place(int offset) {
        this.offset = offset;
    }

    void become(NdArray array) {
        this.array = array;
    }
}
