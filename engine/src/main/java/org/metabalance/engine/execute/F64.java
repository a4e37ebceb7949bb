package org.metabalance.engine.execute;

/** Numbers of the F64 machine; {@link F32} is its twin for the other type. */
final class F64 {
    private F64() {}

    static double of(double x) {
        return x;
    }
}
