package org.metabalance.benchmarks;

import org.metabalance.engine.Rng;

/** Operands. */
final class Operands {
    private Operands() {}

    /**
     * Numbers between 0.5 and 2: in the domain of every function, and neither so small that results
     * are subnormal nor so large that they overflow, both of which take other paths in the processor.
     */
    static float[] floats(long seed, int size) {
        float[] values = new float[size];
        Rng rng = Rng.of(seed);
        for (int i = 0; i < size; i++) {
            values[i] = (float) (0.5 + 1.5 * rng.uniform(i));
        }
        return values;
    }

    /** The same numbers before they are rounded. */
    static double[] doubles(long seed, int size) {
        double[] values = new double[size];
        Rng rng = Rng.of(seed);
        for (int i = 0; i < size; i++) {
            values[i] = 0.5 + 1.5 * rng.uniform(i);
        }
        return values;
    }
}
