package org.metabalance.app.page.curve;

import java.util.Arrays;

/** Rows by their scores. */
final class Order {
    private Order() {}

    /** Returns the rows, the lowest score first, of equal ones the first row; scores are not negative. */
    static int[] ascending(float[] scores) {
        long[] keys = new long[scores.length];
        for (int i = 0; i < keys.length; i++) {
            // the bits of floats that are not negative are in the floats' order
            keys[i] = (long) Float.floatToIntBits(scores[i] + 0f) << 32 | i;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }
}
