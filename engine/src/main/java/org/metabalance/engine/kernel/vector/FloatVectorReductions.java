package org.metabalance.engine.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * Reductions of adjacent elements. Four accumulators hide the latency of the additions; their order
 * is fixed by the number of elements.
 */
final class FloatVectorReductions {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatVectorReductions() {}

    static float sum(float[] x, int at, int n) {
        int whole = n - n % LANES;
        float total = whole > 0 ? sumOfVectors(x, at, whole) : 0;
        for (int i = whole; i < n; i++) {
            total += x[at + i];
        }
        return total;
    }

    private static float sumOfVectors(float[] x, int at, int n) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - 4 * LANES; i += 4 * LANES) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, x, at + i));
            s1 = s1.add(FloatVector.fromArray(SPECIES, x, at + i + LANES));
            s2 = s2.add(FloatVector.fromArray(SPECIES, x, at + i + 2 * LANES));
            s3 = s3.add(FloatVector.fromArray(SPECIES, x, at + i + 3 * LANES));
        }
        for (; i < n; i += LANES) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, x, at + i));
        }
        // FloatLanes.sum written out: where the JIT compiler leaves it a call, as it did in one JVM of
        // ten, it allocates the vector that is passed
        FloatVector s = s0.add(s1).add(s2.add(s3));
        s = LANES > 8 ? s.add(s.rearrange(FloatLanes.BY_EIGHT)) : s;
        s = LANES > 4 ? s.add(s.rearrange(FloatLanes.BY_FOUR)) : s;
        s = LANES > 2 ? s.add(s.rearrange(FloatLanes.BY_TWO)) : s;
        return s.add(s.rearrange(FloatLanes.BY_ONE)).lane(0);
    }

    static float max(float[] x, int at, int n) {
        int i = 0;
        float largest = Float.NEGATIVE_INFINITY;
        if (n >= LANES) {
            FloatVector m0 = FloatVector.fromArray(SPECIES, x, at);
            FloatVector m1 = m0;
            for (; i <= n - 2 * LANES; i += 2 * LANES) {
                m0 = m0.max(FloatVector.fromArray(SPECIES, x, at + i));
                m1 = m1.max(FloatVector.fromArray(SPECIES, x, at + i + LANES));
            }
            // the last two vectors may overlap those before: a maximum does not mind
            m0 = m0.max(FloatVector.fromArray(SPECIES, x, at + n - LANES));
            m1 = m1.max(FloatVector.fromArray(SPECIES, x, at + Math.max(0, n - 2 * LANES)));
            return m0.max(m1).reduceLanes(VectorOperators.MAX);
        }
        for (; i < n; i++) {
            largest = Math.max(largest, x[at + i]);
        }
        return largest;
    }

    static float dot(float[] x, int xAt, float[] y, int yAt, int n) {
        int whole = n - n % LANES;
        float total = whole > 0 ? dotOfVectors(x, xAt, y, yAt, whole) : 0;
        for (int i = whole; i < n; i++) {
            total = Math.fma(x[xAt + i], y[yAt + i], total);
        }
        return total;
    }

    private static float dotOfVectors(float[] x, int xAt, float[] y, int yAt, int n) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - 4 * LANES; i += 4 * LANES) {
            s0 = FloatVector.fromArray(SPECIES, x, xAt + i)
                    .fma(FloatVector.fromArray(SPECIES, y, yAt + i), s0);
            s1 = FloatVector.fromArray(SPECIES, x, xAt + i + LANES)
                    .fma(FloatVector.fromArray(SPECIES, y, yAt + i + LANES), s1);
            s2 = FloatVector.fromArray(SPECIES, x, xAt + i + 2 * LANES)
                    .fma(FloatVector.fromArray(SPECIES, y, yAt + i + 2 * LANES), s2);
            s3 = FloatVector.fromArray(SPECIES, x, xAt + i + 3 * LANES)
                    .fma(FloatVector.fromArray(SPECIES, y, yAt + i + 3 * LANES), s3);
        }
        for (; i < n; i += LANES) {
            s0 = FloatVector.fromArray(SPECIES, x, xAt + i)
                    .fma(FloatVector.fromArray(SPECIES, y, yAt + i), s0);
        }
        // written out as in sumOfVectors
        FloatVector s = s0.add(s1).add(s2.add(s3));
        s = LANES > 8 ? s.add(s.rearrange(FloatLanes.BY_EIGHT)) : s;
        s = LANES > 4 ? s.add(s.rearrange(FloatLanes.BY_FOUR)) : s;
        s = LANES > 2 ? s.add(s.rearrange(FloatLanes.BY_TWO)) : s;
        return s.add(s.rearrange(FloatLanes.BY_ONE)).lane(0);
    }

    /** {@code z[i] = sum of row i}. */
    static void sumRows(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        int i = 0;
        if (columns < LANES) {
            // four rows at a time: one row's additions wait for each other
            for (; i <= rows - 4; i += 4) {
                int at = xAt + i * columns;
                float s0 = 0;
                float s1 = 0;
                float s2 = 0;
                float s3 = 0;
                for (int j = 0; j < columns; j++) {
                    s0 += x[at + j];
                    s1 += x[at + columns + j];
                    s2 += x[at + 2 * columns + j];
                    s3 += x[at + 3 * columns + j];
                }
                z[zAt + i] = s0;
                z[zAt + i + 1] = s1;
                z[zAt + i + 2] = s2;
                z[zAt + i + 3] = s3;
            }
        }
        for (; i < rows; i++) {
            z[zAt + i] = sum(x, xAt + i * columns, columns);
        }
    }

    /** {@code z[i] = max of row i}. */
    static void maxRows(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        int i = 0;
        if (columns < LANES) {
            for (; i <= rows - 4; i += 4) {
                int at = xAt + i * columns;
                float m0 = Float.NEGATIVE_INFINITY;
                float m1 = m0;
                float m2 = m0;
                float m3 = m0;
                for (int j = 0; j < columns; j++) {
                    m0 = Math.max(m0, x[at + j]);
                    m1 = Math.max(m1, x[at + columns + j]);
                    m2 = Math.max(m2, x[at + 2 * columns + j]);
                    m3 = Math.max(m3, x[at + 3 * columns + j]);
                }
                z[zAt + i] = m0;
                z[zAt + i + 1] = m1;
                z[zAt + i + 2] = m2;
                z[zAt + i + 3] = m3;
            }
        }
        for (; i < rows; i++) {
            z[zAt + i] = max(x, xAt + i * columns, columns);
        }
    }
}
