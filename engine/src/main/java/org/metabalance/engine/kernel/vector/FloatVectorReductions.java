package org.metabalance.engine.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.FloatOrder;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * Reductions of rows, in the order of {@link FloatOrder}. Where vectors have fewer lanes than it has, they
 * go along a row several times, each time over a strip of its lanes.
 */
final class FloatVectorReductions {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    /** Distance between the elements of a lane of the order. */
    private static final int ROW = FloatOrder.LANES;

    private FloatVectorReductions() {}

    private static float sum(float[] x, int at, int n) {
        int rows = n / ROW;
        float rest = 0;
        for (int i = rows * ROW; i < n; i++) {
            rest += x[at + i];
        }
        return rows == 0 ? rest : sumLanes(x, at, rows) + rest;
    }

    private static float sumLanes(float[] x, int at, int rows) {
        if (rows > FloatOrder.BLOCK) {
            int head = FloatOrder.head(rows);
            return sumLanes(x, at, head) + sumLanes(x, at + head * ROW, rows - head);
        }
        return LANES == ROW ? sumStrip(x, at, rows) : sumStrips(x, at, rows, ROW / LANES);
    }

    private static float sumStrips(float[] x, int at, int rows, int strips) {
        if (strips == 1) {
            return sumStrip(x, at, rows);
        }
        int half = strips / 2;
        return sumStrips(x, at, rows, half) + sumStrips(x, at + half * LANES, rows, half);
    }

    // At most a block: its first two stretches, its last two, and the sum of both.
    private static float sumStrip(float[] x, int at, int rows) {
        FloatVector total = FloatVector.zero(SPECIES);
        int i = at;
        for (int half = 0; half < rows; half += 2 * FloatOrder.STRETCH) {
            FloatVector two = FloatVector.zero(SPECIES);
            int left = Math.min(2 * FloatOrder.STRETCH, rows - half);
            for (int from = 0; from < left; from += FloatOrder.STRETCH) {
                FloatVector sum = FloatVector.zero(SPECIES);
                int end = i + Math.min(FloatOrder.STRETCH, left - from) * ROW;
                for (; i <= end - 4 * ROW; i += 4 * ROW) {
                    FloatVector one = FloatVector.fromArray(SPECIES, x, i)
                            .add(FloatVector.fromArray(SPECIES, x, i + ROW));
                    FloatVector other = FloatVector.fromArray(SPECIES, x, i + 2 * ROW)
                            .add(FloatVector.fromArray(SPECIES, x, i + 3 * ROW));
                    sum = sum.add(one.add(other));
                }
                for (; i < end; i += ROW) {
                    sum = sum.add(FloatVector.fromArray(SPECIES, x, i));
                }
                two = two.add(sum);
            }
            total = total.add(two);
        }
        // written out: a method of ours that the JIT compiler leaves a call, as it did in one JVM of ten,
        // allocates the vector that is passed
        total = total.add(total.rearrange(FloatLanes.BY_ONE));
        total = LANES > 2 ? total.add(total.rearrange(FloatLanes.BY_TWO)) : total;
        total = LANES > 4 ? total.add(total.rearrange(FloatLanes.BY_FOUR)) : total;
        total = LANES > 8 ? total.add(total.rearrange(FloatLanes.BY_EIGHT)) : total;
        return total.lane(0);
    }

    private static float max(float[] x, int at, int n) {
        int i = 0;
        float largest = Float.NEGATIVE_INFINITY;
        if (n >= LANES) {
            // four: a maximum that heeds NaN takes long, and each waits for the one before
            FloatVector m0 = FloatVector.fromArray(SPECIES, x, at);
            FloatVector m1 = m0;
            FloatVector m2 = m0;
            FloatVector m3 = m0;
            for (; i <= n - 4 * LANES; i += 4 * LANES) {
                m0 = m0.max(FloatVector.fromArray(SPECIES, x, at + i));
                m1 = m1.max(FloatVector.fromArray(SPECIES, x, at + i + LANES));
                m2 = m2.max(FloatVector.fromArray(SPECIES, x, at + i + 2 * LANES));
                m3 = m3.max(FloatVector.fromArray(SPECIES, x, at + i + 3 * LANES));
            }
            for (; i <= n - LANES; i += LANES) {
                m0 = m0.max(FloatVector.fromArray(SPECIES, x, at + i));
            }
            // the last vector may overlap those before: a maximum does not mind
            m1 = m1.max(FloatVector.fromArray(SPECIES, x, at + n - LANES));
            return m0.max(m1).max(m2.max(m3)).reduceLanes(VectorOperators.MAX);
        }
        for (; i < n; i++) {
            largest = Math.max(largest, x[at + i]);
        }
        return largest;
    }

    /** {@code z[i] = sum of row i}. */
    static void sumRows(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        int i = 0;
        if (columns < ROW) {
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
