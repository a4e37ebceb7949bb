package org.metabalance.engine.execute;

/** Numbers of the F32 machine; {@link F64} is its twin for the other type. */
final class F32 {
    private F32() {}

    static float of(double x) {
        return (float) x;
    }
}
