package org.metabalance.engine.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * Reductions down the columns of a matrix. A column is summed in stretches of {@link #STRETCH}
 * rows, whose sums are then added, so that the rounding error grows with the number of stretches
 * and not of rows. Where columns are no multiple of the lanes, the last vector overlaps the one
 * before.
 */
final class FloatVectorColumns {

    /** Rows summed into one partial sum. */
    static final int STRETCH = 256;

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatVectorColumns() {}

    /** {@code z[j] = sum of column j}. */
    static void sum(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        if (columns < LANES) {
            sumNarrow(x, xAt, rows, columns, z, zAt);
            return;
        }
        int j = 0;
        for (; j <= columns - 4 * LANES; j += 4 * LANES) {
            sumFour(x, xAt + j, rows, columns, z, zAt + j);
        }
        for (; j < columns; j += LANES) {
            int from = Math.min(j, columns - LANES);
            sumOne(x, xAt + from, rows, columns, z, zAt + from);
        }
    }

    private static void sumFour(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        FloatVector t0 = FloatVector.zero(SPECIES);
        FloatVector t1 = FloatVector.zero(SPECIES);
        FloatVector t2 = FloatVector.zero(SPECIES);
        FloatVector t3 = FloatVector.zero(SPECIES);
        int at = xAt;
        for (int from = 0; from < rows; from += STRETCH) {
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = FloatVector.zero(SPECIES);
            FloatVector s2 = FloatVector.zero(SPECIES);
            FloatVector s3 = FloatVector.zero(SPECIES);
            int count = Math.min(STRETCH, rows - from);
            for (int i = 0; i < count; i++) {
                s0 = s0.add(FloatVector.fromArray(SPECIES, x, at));
                s1 = s1.add(FloatVector.fromArray(SPECIES, x, at + LANES));
                s2 = s2.add(FloatVector.fromArray(SPECIES, x, at + 2 * LANES));
                s3 = s3.add(FloatVector.fromArray(SPECIES, x, at + 3 * LANES));
                at += columns;
            }
            t0 = t0.add(s0);
            t1 = t1.add(s1);
            t2 = t2.add(s2);
            t3 = t3.add(s3);
        }
        t0.intoArray(z, zAt);
        t1.intoArray(z, zAt + LANES);
        t2.intoArray(z, zAt + 2 * LANES);
        t3.intoArray(z, zAt + 3 * LANES);
    }

    private static void sumOne(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        FloatVector t = FloatVector.zero(SPECIES);
        int at = xAt;
        for (int from = 0; from < rows; from += STRETCH) {
            FloatVector s = FloatVector.zero(SPECIES);
            int count = Math.min(STRETCH, rows - from);
            for (int i = 0; i < count; i++) {
                s = s.add(FloatVector.fromArray(SPECIES, x, at));
                at += columns;
            }
            t = t.add(s);
        }
        t.intoArray(z, zAt);
    }

    private static void sumNarrow(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        for (int j = 0; j < columns; j++) {
            z[zAt + j] = 0;
        }
        for (int from = 0; from < rows; from += STRETCH) {
            int count = Math.min(STRETCH, rows - from);
            for (int j = 0; j < columns; j++) {
                int at = xAt + from * columns + j;
                z[zAt + j] += sumStrided(x, at, columns, count);
            }
        }
    }

    // Four accumulators, because additions into one wait for each other.
    private static float sumStrided(float[] x, int xAt, int stride, int count) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int at = xAt;
        int i = 0;
        for (; i <= count - 4; i += 4) {
            s0 += x[at];
            s1 += x[at + stride];
            s2 += x[at + 2 * stride];
            s3 += x[at + 3 * stride];
            at += 4 * stride;
        }
        for (; i < count; i++) {
            s0 += x[at];
            at += stride;
        }
        return s0 + s1 + (s2 + s3);
    }

    /** {@code z[j] = max of column j}. */
    static void max(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        if (columns < LANES) {
            for (int j = 0; j < columns; j++) {
                float largest = Float.NEGATIVE_INFINITY;
                for (int i = 0; i < rows; i++) {
                    largest = Math.max(largest, x[xAt + i * columns + j]);
                }
                z[zAt + j] = largest;
            }
            return;
        }
        for (int j = 0; j < columns; j += LANES) {
            int from = Math.min(j, columns - LANES);
            FloatVector m = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
            for (int i = 0; i < rows; i++) {
                m = m.max(FloatVector.fromArray(SPECIES, x, xAt + i * columns + from));
            }
            m.intoArray(z, zAt + from);
        }
    }
}
