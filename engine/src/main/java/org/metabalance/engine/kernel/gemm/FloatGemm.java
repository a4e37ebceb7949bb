package org.metabalance.engine.kernel.gemm;

import java.util.Arrays;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.FloatOrder;
import org.metabalance.engine.kernel.Workers;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/** Chooses how a matrix product is computed, by its shape alone; the order of the sums is not of its choice. */
public final class FloatGemm {

    private static final int LANES = FloatLanes.LANES;

    private FloatGemm() {}

    /**
     * C (+)= A B; see {@link FloatKernels#gemm}.
     *
     * @param workers who help if the product is large
     * @return what computes it
     */
    public static Runnable of(
            FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add, Workers workers) {
        int m = c.rows();
        int n = c.columns();
        int k = a.columns();
        if (m == 0 || n == 0 || k == 0 && add) {
            return () -> {};
        }
        if (k == 0) {
            return () -> clear(c);
        }
        if (FloatOrder.dots(a, b)) {
            return a.columnStride() == 1 && n <= FloatOrder.LANES / 4
                    ? new FloatDots(a, b, c, add)
                    : new FloatDots(b.transposed(), a.transposed(), c.transposed(), add);
        }
        if (FloatOrder.halves(k)) {
            return halves(a, b, c, add, workers);
        }
        // a column is a row of the transposed product, and as adjacent
        return n == 1 && c.rowStride() == 1
                ? inOrder(b.transposed(), a.transposed(), c.transposed(), add, workers)
                : inOrder(a, b, c, add, workers);
    }

    private static Runnable inOrder(
            FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add, Workers workers) {
        int m = c.rows();
        int n = c.columns();
        int k = a.columns();
        if (k <= FloatOuter.MOST_COLUMNS && n >= LANES) {
            return () -> FloatOuter.multiply(a, b, c, add);
        }
        if (n < LANES && m >= LANES && narrower(m, n, a.columnStride() != 1)) {
            return new FloatTransposedGemm(a, b, c, add);
        }
        return FloatDividedGemm.worthwhile(m, n, k, workers)
                ? new FloatDividedGemm(a, b, c, add, workers)
                : FloatBlockedGemm.of(a, b, c, add);
    }

    private static Runnable halves(
            FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add, Workers workers) {
        int m = c.rows();
        int n = c.columns();
        int k = a.columns();
        FloatMatrix rest = FloatMatrix.dense(new float[m * n], 0, m, n);
        Runnable first = of(a.part(0, m, 0, k / 2), b.part(0, k / 2, 0, n), c, add, workers);
        Runnable second = of(a.part(0, m, k / 2, k), b.part(k / 2, k, 0, n), rest, false, workers);
        return () -> {
            first.run();
            second.run();
            add(rest, c);
        };
    }

    private static void add(FloatMatrix x, FloatMatrix c) {
        for (int i = 0; i < c.rows(); i++) {
            int from = x.at(i, 0);
            int to = c.at(i, 0);
            for (int j = 0; j < c.columns(); j++) {
                c.data()[to + j] += x.data()[from + j];
            }
        }
    }

    private static void clear(FloatMatrix c) {
        for (int i = 0; i < c.rows(); i++) {
            Arrays.fill(c.data(), c.at(i, 0), c.at(i, c.columns()), 0);
        }
    }

    // Tiles compute whole vectors. With m of the n x m product along them fewer are wasted. If the
    // elements of a column of A, which become the lanes, are not adjacent, A must be transposed
    // first, which takes half as long as the tiles would.
    private static boolean narrower(int m, int n, boolean adjacent) {
        int rowsOfVectors = n * ((m + LANES - 1) / LANES);
        return adjacent ? 4 * rowsOfVectors <= 3 * m : 4 * rowsOfVectors <= m;
    }
}
