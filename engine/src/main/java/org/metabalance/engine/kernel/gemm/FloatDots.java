package org.metabalance.engine.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.FloatOrder;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * Products of a matrix with adjacent rows and a few columns, one after another: inner products in the order
 * of {@link FloatOrder#dots}. With 256 bit vectors (EPYC, Zen 3) a product of 128 x 2 x 64 takes 2.8 us so,
 * and 6.8 us in tiles, of which most is padding; one of 128 x 4 x 64 takes 3.8 and 4.4 us.
 *
 * <p>Four rows share the loads of the column. A row is summed in the same order as by itself.
 */
final class FloatDots implements Runnable {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    /** Distance between the elements of a lane of the order. */
    private static final int ROW = FloatOrder.LANES;

    private final FloatMatrix a;
    private final FloatMatrix b;
    private final FloatMatrix c;
    private final boolean add;

    /** C (+)= A B; columns of A are adjacent. */
    FloatDots(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.add = add;
    }

    @Override
    public void run() {
        for (int j = 0; j < b.columns(); j++) {
            column(j);
        }
    }

    private void column(int j) {
        int k = a.columns();
        FloatScratch scratch = FloatScratch.own();
        float[] y = b.data();
        int yAt = b.at(0, j);
        if (b.rowStride() != 1) {
            y = scratch.vector(k);
            FloatPacking.gather(k, b.data(), yAt, b.rowStride(), y, 0);
            yAt = 0;
        }
        float[] sums = scratch.dots;
        float[] x = a.data();
        int i = 0;
        for (; i <= c.rows() - 4; i += 4) {
            four(k, x, a.at(i, 0), a.rowStride(), y, yAt, sums);
            for (int r = 0; r < 4; r++) {
                put(c.at(i + r, j), sums[r]);
            }
        }
        for (; i < c.rows(); i++) {
            put(c.at(i, j), one(k, x, a.at(i, 0), y, yAt));
        }
    }

    private void put(int at, float value) {
        float[] z = c.data();
        z[at] = add ? z[at] + value : value;
    }

    private static void four(
            int k, float[] x, int xAt, int xRow, float[] y, int yAt, float[] sums) {
        int rows = k / ROW;
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int p = rows * ROW; p < k; p++) {
            float yp = y[yAt + p];
            s0 = Math.fma(x[xAt + p], yp, s0);
            s1 = Math.fma(x[xAt + xRow + p], yp, s1);
            s2 = Math.fma(x[xAt + 2 * xRow + p], yp, s2);
            s3 = Math.fma(x[xAt + 3 * xRow + p], yp, s3);
        }
        if (rows > 0) {
            fourLanes(rows, x, xAt, xRow, y, yAt, sums, 0);
            s0 += sums[0];
            s1 += sums[1];
            s2 += sums[2];
            s3 += sums[3];
        }
        sums[0] = s0;
        sums[1] = s1;
        sums[2] = s2;
        sums[3] = s3;
    }

    private static void fourLanes(
            int rows, float[] x, int xAt, int xRow, float[] y, int yAt, float[] sums, int to) {
        if (rows > FloatOrder.BLOCK) {
            int head = FloatOrder.head(rows);
            int next = head * ROW;
            fourLanes(head, x, xAt, xRow, y, yAt, sums, to);
            fourLanes(rows - head, x, xAt + next, xRow, y, yAt + next, sums, to + 4);
            addNext(sums, to);
        } else if (LANES == ROW) {
            fourStrips(rows, x, xAt, xRow, y, yAt, sums, to);
        } else {
            fourHalves(rows, x, xAt, xRow, y, yAt, sums, to, ROW / LANES);
        }
    }

    // As in sums along rows: vectors of fewer lanes go over strips of the lanes there are.
    private static void fourHalves(
            int rows, float[] x, int xAt, int xRow, float[] y, int yAt, float[] sums, int to,
            int strips) {
        if (strips == 1) {
            fourStrips(rows, x, xAt, xRow, y, yAt, sums, to);
            return;
        }
        int half = strips / 2;
        int next = half * LANES;
        fourHalves(rows, x, xAt, xRow, y, yAt, sums, to, half);
        fourHalves(rows, x, xAt + next, xRow, y, yAt + next, sums, to + 4, half);
        addNext(sums, to);
    }

    private static void addNext(float[] sums, int to) {
        for (int r = 0; r < 4; r++) {
            sums[to + r] += sums[to + 4 + r];
        }
    }

    // At most a block: its first two stretches, its last two, and the sum of both. The sums of lanes are
    // written out: a method that the JIT compiler leaves a call allocates the vector that is passed.
    private static void fourStrips(
            int rows, float[] x, int xAt, int xRow, float[] y, int yAt, float[] sums, int to) {
        FloatVector t0 = FloatVector.zero(SPECIES);
        FloatVector t1 = FloatVector.zero(SPECIES);
        FloatVector t2 = FloatVector.zero(SPECIES);
        FloatVector t3 = FloatVector.zero(SPECIES);
        int p = 0;
        for (int half = 0; half < rows; half += 2 * FloatOrder.STRETCH) {
            FloatVector u0 = FloatVector.zero(SPECIES);
            FloatVector u1 = FloatVector.zero(SPECIES);
            FloatVector u2 = FloatVector.zero(SPECIES);
            FloatVector u3 = FloatVector.zero(SPECIES);
            int left = Math.min(2 * FloatOrder.STRETCH, rows - half);
            for (int from = 0; from < left; from += FloatOrder.STRETCH) {
                FloatVector v0 = FloatVector.zero(SPECIES);
                FloatVector v1 = FloatVector.zero(SPECIES);
                FloatVector v2 = FloatVector.zero(SPECIES);
                FloatVector v3 = FloatVector.zero(SPECIES);
                int end = p + Math.min(FloatOrder.STRETCH, left - from) * ROW;
                for (; p < end; p += ROW) {
                    FloatVector yp = FloatVector.fromArray(SPECIES, y, yAt + p);
                    v0 = FloatVector.fromArray(SPECIES, x, xAt + p).fma(yp, v0);
                    v1 = FloatVector.fromArray(SPECIES, x, xAt + xRow + p).fma(yp, v1);
                    v2 = FloatVector.fromArray(SPECIES, x, xAt + 2 * xRow + p).fma(yp, v2);
                    v3 = FloatVector.fromArray(SPECIES, x, xAt + 3 * xRow + p).fma(yp, v3);
                }
                u0 = u0.add(v0);
                u1 = u1.add(v1);
                u2 = u2.add(v2);
                u3 = u3.add(v3);
            }
            t0 = t0.add(u0);
            t1 = t1.add(u1);
            t2 = t2.add(u2);
            t3 = t3.add(u3);
        }
        t0 = t0.add(t0.rearrange(FloatLanes.BY_ONE));
        t0 = LANES > 2 ? t0.add(t0.rearrange(FloatLanes.BY_TWO)) : t0;
        t0 = LANES > 4 ? t0.add(t0.rearrange(FloatLanes.BY_FOUR)) : t0;
        t0 = LANES > 8 ? t0.add(t0.rearrange(FloatLanes.BY_EIGHT)) : t0;
        t1 = t1.add(t1.rearrange(FloatLanes.BY_ONE));
        t1 = LANES > 2 ? t1.add(t1.rearrange(FloatLanes.BY_TWO)) : t1;
        t1 = LANES > 4 ? t1.add(t1.rearrange(FloatLanes.BY_FOUR)) : t1;
        t1 = LANES > 8 ? t1.add(t1.rearrange(FloatLanes.BY_EIGHT)) : t1;
        t2 = t2.add(t2.rearrange(FloatLanes.BY_ONE));
        t2 = LANES > 2 ? t2.add(t2.rearrange(FloatLanes.BY_TWO)) : t2;
        t2 = LANES > 4 ? t2.add(t2.rearrange(FloatLanes.BY_FOUR)) : t2;
        t2 = LANES > 8 ? t2.add(t2.rearrange(FloatLanes.BY_EIGHT)) : t2;
        t3 = t3.add(t3.rearrange(FloatLanes.BY_ONE));
        t3 = LANES > 2 ? t3.add(t3.rearrange(FloatLanes.BY_TWO)) : t3;
        t3 = LANES > 4 ? t3.add(t3.rearrange(FloatLanes.BY_FOUR)) : t3;
        t3 = LANES > 8 ? t3.add(t3.rearrange(FloatLanes.BY_EIGHT)) : t3;
        sums[to] = t0.lane(0);
        sums[to + 1] = t1.lane(0);
        sums[to + 2] = t2.lane(0);
        sums[to + 3] = t3.lane(0);
    }

    private static float one(int k, float[] x, int xAt, float[] y, int yAt) {
        int rows = k / ROW;
        float sum = 0;
        for (int p = rows * ROW; p < k; p++) {
            sum = Math.fma(x[xAt + p], y[yAt + p], sum);
        }
        return rows == 0 ? sum : lanes(rows, x, xAt, y, yAt) + sum;
    }

    private static float lanes(int rows, float[] x, int xAt, float[] y, int yAt) {
        if (rows > FloatOrder.BLOCK) {
            int head = FloatOrder.head(rows);
            int next = head * ROW;
            return lanes(head, x, xAt, y, yAt) + lanes(rows - head, x, xAt + next, y, yAt + next);
        }
        return halves(rows, x, xAt, y, yAt, ROW / LANES);
    }

    private static float halves(int rows, float[] x, int xAt, float[] y, int yAt, int strips) {
        if (strips == 1) {
            return strip(rows, x, xAt, y, yAt);
        }
        int half = strips / 2;
        int next = half * LANES;
        return halves(rows, x, xAt, y, yAt, half)
                + halves(rows, x, xAt + next, y, yAt + next, half);
    }

    private static float strip(int rows, float[] x, int xAt, float[] y, int yAt) {
        FloatVector t = FloatVector.zero(SPECIES);
        int p = 0;
        for (int half = 0; half < rows; half += 2 * FloatOrder.STRETCH) {
            FloatVector u = FloatVector.zero(SPECIES);
            int left = Math.min(2 * FloatOrder.STRETCH, rows - half);
            for (int from = 0; from < left; from += FloatOrder.STRETCH) {
                FloatVector v = FloatVector.zero(SPECIES);
                int end = p + Math.min(FloatOrder.STRETCH, left - from) * ROW;
                for (; p < end; p += ROW) {
                    v = FloatVector.fromArray(SPECIES, x, xAt + p)
                            .fma(FloatVector.fromArray(SPECIES, y, yAt + p), v);
                }
                u = u.add(v);
            }
            t = t.add(u);
        }
        t = t.add(t.rearrange(FloatLanes.BY_ONE));
        t = LANES > 2 ? t.add(t.rearrange(FloatLanes.BY_TWO)) : t;
        t = LANES > 4 ? t.add(t.rearrange(FloatLanes.BY_FOUR)) : t;
        t = LANES > 8 ? t.add(t.rearrange(FloatLanes.BY_EIGHT)) : t;
        return t.lane(0);
    }
}
