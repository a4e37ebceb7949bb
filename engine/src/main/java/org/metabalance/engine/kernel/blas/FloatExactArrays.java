package org.metabalance.engine.kernel.blas;

import java.util.ArrayList;
import java.util.List;

/**
 * Arrays kept by their exact length, because jblas copies arrays whole: a longer array than needed
 * would be copied in full on every call. A program uses few sizes, so few arrays are held.
 */
final class FloatExactArrays {

    private static final int MOST = 64;

    private final List<float[]> arrays = new ArrayList<>();

    /** An array of the given length with unspecified contents, the same one on every call. */
    float[] of(int length) {
        for (int i = 0; i < arrays.size(); i++) {
            if (arrays.get(i).length == length) {
                return arrays.get(i);
            }
        }
        if (arrays.size() == MOST) {
            arrays.removeFirst();
        }
        float[] created = new float[length];
        arrays.add(created);
        return created;
    }
}
