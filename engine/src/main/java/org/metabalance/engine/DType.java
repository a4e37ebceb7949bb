package org.metabalance.engine;

/** Element type of a tape and of everything on it: {@code F32} to work in, {@code F64} to check in. */
public enum DType {
    /** IEEE 754 single precision, four bytes. */
    F32(Float.BYTES),
    /** IEEE 754 double precision, eight bytes. */
    F64(Double.BYTES);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Returns the size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Returns {@code value} as it is stored in this type. */
    public double round(double value) {
        return this == F32 ? (float) value : value;
    }
}
