package org.metabalance.engine.kernel.gemm;

import java.util.Arrays;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.Workers;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/** Chooses how a matrix product is computed, by its shape alone. */
public final class FloatGemm {

    private static final int LANES = FloatLanes.LANES;

    /**
     * Most columns of C that are computed one after another, as products of A with a vector. With 256
     * bit vectors (EPYC, Zen 3) a product of 128 x 2 x 64 takes 2.8 us so, and 6.8 us in tiles, of
     * which most is padding; one of 128 x 4 x 64 takes 3.8 and 4.4 us.
     */
    private static final int MOST_DOTS = LANES / 4;

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
        boolean aAdjacent = a.columnStride() == 1;
        if (m == 0 || n == 0 || k == 0 && add) {
            return () -> {};
        }
        if (k == 0) {
            return () -> clear(c);
        }
        if (n == 1 && aAdjacent) {
            return () -> FloatDots.run(a, b, c, 0, add);
        }
        if (m == 1 && b.columnStride() != 1) {
            FloatMatrix left = b.transposed();
            FloatMatrix right = a.transposed();
            FloatMatrix product = c.transposed();
            return () -> FloatDots.run(left, right, product, 0, add);
        }
        if (k <= FloatOuter.MOST_COLUMNS && n >= LANES) {
            return () -> FloatOuter.multiply(a, b, c, add);
        }
        if (n <= MOST_DOTS && aAdjacent && k >= LANES) {
            return () -> {
                for (int j = 0; j < n; j++) {
                    FloatDots.run(a, b, c, j, add);
                }
            };
        }
        if (n < LANES && m >= LANES && narrower(m, n, !aAdjacent)) {
            return new FloatTransposedGemm(a, b, c, add);
        }
        return FloatDividedGemm.worthwhile(m, n, k, workers)
                ? new FloatDividedGemm(a, b, c, add, workers)
                : FloatBlockedGemm.of(a, b, c, add);
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
