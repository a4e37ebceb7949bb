package org.metabalance.engine.kernel.scalar;

import java.util.Arrays;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.FloatOrder;

/** Products in the order of {@link FloatOrder}. */
final class FloatScalarGemm {

    private static final int LANES = FloatOrder.LANES;

    private FloatScalarGemm() {}

    /** C (+)= A B. */
    static Runnable of(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add) {
        int k = a.columns();
        if (FloatOrder.dots(a, b)) {
            return () -> dots(a, b, c, add);
        }
        if (FloatOrder.halves(k)) {
            FloatMatrix rest = FloatMatrix.dense(
                    new float[c.rows() * c.columns()], 0, c.rows(), c.columns());
            Runnable first = of(
                    a.part(0, a.rows(), 0, k / 2), b.part(0, k / 2, 0, b.columns()), c, add);
            Runnable second = of(
                    a.part(0, a.rows(), k / 2, k), b.part(k / 2, k, 0, b.columns()), rest, false);
            return () -> {
                first.run();
                second.run();
                add(rest, c);
            };
        }
        int[] cuts = FloatOrder.blocks(k);
        float[] sums = new float[c.columns()];
        return () -> {
            for (int block = 1; block < cuts.length; block++) {
                block(a, b, c, cuts[block - 1], cuts[block], add || block > 1, sums);
            }
        };
    }

    private static void add(FloatMatrix x, FloatMatrix c) {
        for (int i = 0; i < c.rows(); i++) {
            put(x.data(), x.at(i, 0), c.data(), c.at(i, 0), c.columns(), true);
        }
    }

    // Multiples of rows of B are added up where B's columns are adjacent (the JIT compiler vectorises that
    // loop); otherwise elements are computed one by one.
    private static void block(
            FloatMatrix a, FloatMatrix b, FloatMatrix c, int from, int to, boolean add,
            float[] sums) {
        for (int i = 0; i < c.rows(); i++) {
            if (b.columnStride() == 1) {
                Arrays.fill(sums, 0);
                for (int p = from; p < to; p++) {
                    addScaled(a.data()[a.at(i, p)], b.data(), b.at(p, 0), sums);
                }
            } else {
                for (int j = 0; j < sums.length; j++) {
                    sums[j] = inOrder(
                            a.data(), a.at(i, from), a.columnStride(), b.data(), b.at(from, j),
                            b.rowStride(), to - from);
                }
            }
            put(sums, 0, c.data(), c.at(i, 0), sums.length, add);
        }
    }

    static void addScaled(float factor, float[] x, int xAt, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.fma(factor, x[xAt + i], sums[i]);
        }
    }

    static void put(float[] x, int xAt, float[] z, int zAt, int n, boolean add) {
        if (add) {
            for (int i = 0; i < n; i++)
                z[zAt + i] += x[xAt + i];
        } else {
            System.arraycopy(x, xAt, z, zAt, n);
        }
    }

    private static float inOrder(
            float[] x, int xAt, int xStep, float[] y, int yAt, int yStep, int n) {
        float sum = 0;
        for (int p = 0; p < n; p++) {
            sum = Math.fma(x[xAt + p * xStep], y[yAt + p * yStep], sum);
        }
        return sum;
    }

    private static void dots(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add) {
        int rows = a.columns() / LANES;
        int rest = a.columns() % LANES;
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.columns(); j++) {
                float sum = inOrder(
                        a.data(), a.at(i, rows * LANES), a.columnStride(), b.data(),
                        b.at(rows * LANES, j), b.rowStride(), rest);
                sum = rows == 0 ? sum : lanes(a, i, b, j, 0, rows) + sum;
                float[] z = c.data();
                int at = c.at(i, j);
                z[at] = add ? z[at] + sum : sum;
            }
        }
    }

    private static float lanes(FloatMatrix a, int i, FloatMatrix b, int j, int from, int rows) {
        if (rows > FloatOrder.BLOCK) {
            int head = FloatOrder.head(rows);
            return lanes(a, i, b, j, from, head) + lanes(a, i, b, j, from + head, rows - head);
        }
        return neighbours(a, i, b, j, from * LANES, rows, LANES);
    }

    private static float neighbours(
            FloatMatrix a, int i, FloatMatrix b, int j, int from, int rows, int lanes) {
        if (lanes == 1) {
            return lane(a, i, b, j, from, rows);
        }
        int half = lanes / 2;
        return neighbours(a, i, b, j, from, rows, half)
                + neighbours(a, i, b, j, from + half, rows, half);
    }

    private static float lane(FloatMatrix a, int i, FloatMatrix b, int j, int from, int rows) {
        if (rows > FloatOrder.STRETCH) {
            int head = FloatOrder.head(rows);
            return lane(a, i, b, j, from, head)
                    + lane(a, i, b, j, from + head * LANES, rows - head);
        }
        return inOrder(
                a.data(), a.at(i, from), LANES * a.columnStride(), b.data(), b.at(from, j),
                LANES * b.rowStride(), rows);
    }
}
