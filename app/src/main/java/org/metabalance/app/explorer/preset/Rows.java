package org.metabalance.app.explorer.preset;

import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;

/** Two classes in the plane that overlap, of which class 1 is the rarer one. */
record Rows(NdArray x, NdArray labels) {
    /**
     * Draws rows.
     *
     * @param positives how many are of class 1; they come first
     */
    static Rows of(int count, int positives, long seed) {
        Rng rng = Rng.of(seed);
        float[] x = new float[2 * count];
        float[] labels = new float[count];
        for (int i = 0; i < count; i++) {
            float side = i < positives ? 1 : -0.5f;
            labels[i] = i < positives ? 1 : 0;
            x[2 * i] = side + 0.8f * (float) rng.normal(2L * i);
            x[2 * i + 1] = 0.5f * side + 0.8f * (float) rng.normal(2L * i + 1);
        }
        return new Rows(NdArray.of(x, count, 2), NdArray.of(labels));
    }
}
