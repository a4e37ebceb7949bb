package org.metabalance.engine.execute;

import org.metabalance.engine.compile.lower.Buffer;

/** The arena of a program, and the arrays that stand outside it. */
final class FloatMemory {
    private final float[] arena;

    FloatMemory(int size) {
        arena = new float[size];
    }

    float[] array(Buffer buffer) {
        return buffer.array() != null ? buffer.array().floats() : arena;
    }
}
