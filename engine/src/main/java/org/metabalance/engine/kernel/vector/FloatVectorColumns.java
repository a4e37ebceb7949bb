package org.metabalance.engine.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.FloatOrder;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * Reductions down the columns of a matrix, sums in the order of {@link FloatOrder}. Columns are taken in
 * panels of four vectors, of one, or, if they do not fill one, all at once. The last vector overlaps the
 * one before where columns are no multiple of the lanes.
 */
final class FloatVectorColumns {

    private static final int STRETCH = FloatOrder.STRETCH;

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatVectorColumns() {}

    /** {@code z[j] = sum of column j}. */
    static void sum(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        if (columns < LANES) {
            narrow(x, xAt, rows, columns, z, zAt);
            return;
        }
        int j = 0;
        for (; j <= columns - 4 * LANES; j += 4 * LANES) {
            panel(x, xAt + j, rows, columns, 4 * LANES, z, zAt + j, 0);
        }
        for (; j < columns; j += LANES) {
            int from = Math.min(j, columns - LANES);
            panel(x, xAt + from, rows, columns, LANES, z, zAt + from, 0);
        }
    }

    // Whole vectors all the same, where the array goes on behind the last row.
    private static void narrow(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        if (xAt + (rows - 1) * columns + LANES > x.length) {
            panel(x, xAt, rows, columns, columns, z, zAt, 0);
            return;
        }
        float[] sums = FloatChunks.own().vector;
        panel(x, xAt, rows, columns, LANES, sums, 0, 0);
        System.arraycopy(sums, 0, z, zAt, columns);
    }

    /** The sums of {@code width} columns, after so many halvings. */
    private static void panel(
            float[] x, int xAt, int rows, int columns, int width, float[] z, int zAt, int depth) {
        if (rows > FloatOrder.BLOCK) {
            int head = FloatOrder.head(rows);
            float[] rest = FloatChunks.own().halves;
            int restAt = depth * 4 * LANES;
            panel(x, xAt, head, columns, width, z, zAt, depth + 1);
            panel(x, xAt + head * columns, rows - head, columns, width, rest, restAt, depth + 1);
            for (int j = 0; j < width; j++) {
                z[zAt + j] += rest[restAt + j];
            }
        } else if (width == 4 * LANES) {
            sumFour(x, xAt, rows, columns, z, zAt);
        } else if (width == LANES) {
            sumOne(x, xAt, rows, columns, z, zAt);
        } else {
            for (int j = 0; j < width; j++) {
                z[zAt + j] = sumSingle(x, xAt + j, rows, columns);
            }
        }
    }

    // At most a block: its first two stretches, its last two, and the sum of both.

    private static void sumFour(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        FloatVector t0 = FloatVector.zero(SPECIES);
        FloatVector t1 = FloatVector.zero(SPECIES);
        FloatVector t2 = FloatVector.zero(SPECIES);
        FloatVector t3 = FloatVector.zero(SPECIES);
        int at = xAt;
        for (int half = 0; half < rows; half += 2 * STRETCH) {
            FloatVector u0 = FloatVector.zero(SPECIES);
            FloatVector u1 = FloatVector.zero(SPECIES);
            FloatVector u2 = FloatVector.zero(SPECIES);
            FloatVector u3 = FloatVector.zero(SPECIES);
            int left = Math.min(2 * STRETCH, rows - half);
            for (int from = 0; from < left; from += STRETCH) {
                FloatVector s0 = FloatVector.zero(SPECIES);
                FloatVector s1 = FloatVector.zero(SPECIES);
                FloatVector s2 = FloatVector.zero(SPECIES);
                FloatVector s3 = FloatVector.zero(SPECIES);
                int count = Math.min(STRETCH, left - from);
                int i = 0;
                for (; i <= count - 4; i += 4) {
                    int second = at + columns;
                    int third = second + columns;
                    int fourth = third + columns;
                    s0 = s0.add(FloatVector.fromArray(SPECIES, x, at)
                            .add(FloatVector.fromArray(SPECIES, x, second))
                            .add(FloatVector.fromArray(SPECIES, x, third)
                                    .add(FloatVector.fromArray(SPECIES, x, fourth))));
                    s1 = s1.add(FloatVector.fromArray(SPECIES, x, at + LANES)
                            .add(FloatVector.fromArray(SPECIES, x, second + LANES))
                            .add(FloatVector.fromArray(SPECIES, x, third + LANES)
                                    .add(FloatVector.fromArray(SPECIES, x, fourth + LANES))));
                    s2 = s2.add(FloatVector.fromArray(SPECIES, x, at + 2 * LANES)
                            .add(FloatVector.fromArray(SPECIES, x, second + 2 * LANES))
                            .add(FloatVector.fromArray(SPECIES, x, third + 2 * LANES)
                                    .add(FloatVector.fromArray(SPECIES, x, fourth + 2 * LANES))));
                    s3 = s3.add(FloatVector.fromArray(SPECIES, x, at + 3 * LANES)
                            .add(FloatVector.fromArray(SPECIES, x, second + 3 * LANES))
                            .add(FloatVector.fromArray(SPECIES, x, third + 3 * LANES)
                                    .add(FloatVector.fromArray(SPECIES, x, fourth + 3 * LANES))));
                    at = fourth + columns;
                }
                for (; i < count; i++) {
                    s0 = s0.add(FloatVector.fromArray(SPECIES, x, at));
                    s1 = s1.add(FloatVector.fromArray(SPECIES, x, at + LANES));
                    s2 = s2.add(FloatVector.fromArray(SPECIES, x, at + 2 * LANES));
                    s3 = s3.add(FloatVector.fromArray(SPECIES, x, at + 3 * LANES));
                    at += columns;
                }
                u0 = u0.add(s0);
                u1 = u1.add(s1);
                u2 = u2.add(s2);
                u3 = u3.add(s3);
            }
            t0 = t0.add(u0);
            t1 = t1.add(u1);
            t2 = t2.add(u2);
            t3 = t3.add(u3);
        }
        t0.intoArray(z, zAt);
        t1.intoArray(z, zAt + LANES);
        t2.intoArray(z, zAt + 2 * LANES);
        t3.intoArray(z, zAt + 3 * LANES);
    }

    private static void sumOne(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        FloatVector t = FloatVector.zero(SPECIES);
        int at = xAt;
        for (int half = 0; half < rows; half += 2 * STRETCH) {
            FloatVector u = FloatVector.zero(SPECIES);
            int left = Math.min(2 * STRETCH, rows - half);
            for (int from = 0; from < left; from += STRETCH) {
                FloatVector s = FloatVector.zero(SPECIES);
                int count = Math.min(STRETCH, left - from);
                int i = 0;
                for (; i <= count - 4; i += 4) {
                    s = s.add(FloatVector.fromArray(SPECIES, x, at)
                            .add(FloatVector.fromArray(SPECIES, x, at + columns))
                            .add(FloatVector.fromArray(SPECIES, x, at + 2 * columns)
                                    .add(FloatVector.fromArray(SPECIES, x, at + 3 * columns))));
                    at += 4 * columns;
                }
                for (; i < count; i++) {
                    s = s.add(FloatVector.fromArray(SPECIES, x, at));
                    at += columns;
                }
                u = u.add(s);
            }
            t = t.add(u);
        }
        t.intoArray(z, zAt);
    }

    private static float sumSingle(float[] x, int xAt, int rows, int columns) {
        float total = 0;
        int at = xAt;
        for (int half = 0; half < rows; half += 2 * STRETCH) {
            float two = 0;
            int left = Math.min(2 * STRETCH, rows - half);
            for (int from = 0; from < left; from += STRETCH) {
                float sum = 0;
                int count = Math.min(STRETCH, left - from);
                int i = 0;
                for (; i <= count - 4; i += 4) {
                    sum += x[at] + x[at + columns] + (x[at + 2 * columns] + x[at + 3 * columns]);
                    at += 4 * columns;
                }
                for (; i < count; i++) {
                    sum += x[at];
                    at += columns;
                }
                two += sum;
            }
            total += two;
        }
        return total;
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
        int j = 0;
        for (; j <= columns - 4 * LANES; j += 4 * LANES) {
            maxFour(x, xAt + j, rows, columns, z, zAt + j);
        }
        for (; j < columns; j += LANES) {
            int from = Math.min(j, columns - LANES);
            FloatVector m = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
            for (int i = 0; i < rows; i++) {
                m = m.max(FloatVector.fromArray(SPECIES, x, xAt + i * columns + from));
            }
            m.intoArray(z, zAt + from);
        }
    }

    private static void maxFour(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        FloatVector m0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector m1 = m0;
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        int at = xAt;
        for (int i = 0; i < rows; i++) {
            m0 = m0.max(FloatVector.fromArray(SPECIES, x, at));
            m1 = m1.max(FloatVector.fromArray(SPECIES, x, at + LANES));
            m2 = m2.max(FloatVector.fromArray(SPECIES, x, at + 2 * LANES));
            m3 = m3.max(FloatVector.fromArray(SPECIES, x, at + 3 * LANES));
            at += columns;
        }
        m0.intoArray(z, zAt);
        m1.intoArray(z, zAt + LANES);
        m2.intoArray(z, zAt + 2 * LANES);
        m3.intoArray(z, zAt + 3 * LANES);
    }
}
