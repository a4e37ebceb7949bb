package org.metabalance.engine;

/**
 * Named storage that lives on between runs and may be shared by several tapes and programs.
 *
 * <p>A tape {@linkplain Tape#read reads} it as a tensor and may {@linkplain Tape#assign assign} it;
 * the storage array itself is never replaced.
 */
public final class Variable {
    private final String name;
    private final NdArray value;

    /** Creates a variable that starts with a copy of {@code initial}. */
    public Variable(String name, NdArray initial) {
        this.name = name;
        this.value = initial.copy();
    }

    /** Returns the name, used in messages and pictures. */
    public String name() {
        return name;
    }

    /** Returns the shape. */
    public Shape shape() {
        return value.shape();
    }

    /** Returns the element type. */
    public DType dtype() {
        return value.dtype();
    }

    /** Returns the live storage. */
    public NdArray value() {
        return value;
    }

    /**
     * Overwrites the value.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public void set(NdArray newValue) {
        value.copyFrom(newValue);
    }

    @Override
    public String toString() {
        return name + " " + dtype() + value.shape();
    }
}
