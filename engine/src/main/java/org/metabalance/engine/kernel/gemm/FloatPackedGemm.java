package org.metabalance.engine.kernel.gemm;

import org.metabalance.engine.kernel.FloatKernels;

/**
 * The matrix product for processors with sixteen vector registers: B goes through packed panels of two
 * vectors, A is packed too if its rows are adjacent, and tiles have {@link FloatTiles6 six rows}. What is
 * left over at the edges is done by the other tiles. On EPYC, Zen 3, 128 x 512 x 256 with B transposed
 * runs at 81 GFLOP/s so and at 68 in strided tiles, 128 x 64 x 64 at 80 and 63, 784 x 512 x 128 with A
 * transposed at 75 and 64; where another process uses the core's other half, up to twice as fast.
 */
final class FloatPackedGemm {

    /** Rows from which on a panel is read often enough to pay for packing it. */
    private static final int FEWEST_ROWS = 5 * FloatTiles6.ROWS;

    /** Rows of A packed at a time: with 256 columns 180 KB, which the L2 cache holds. */
    private static final int MOST_ROWS = 22 * FloatTiles6.ROWS;

    private static final int LANES = FloatLanes.LANES;

    private FloatPackedGemm() {}

    /** Whether this is the way to compute a product of m rows and n columns. */
    static boolean suits(int m, int n) {
        return VectorWidth.SIXTEEN_REGISTERS && LANES >= 4 && m >= FEWEST_ROWS && n >= 2 * LANES;
    }

    /** C (+)= A B for k of at most {@link FloatGemm#K_BLOCK}; see {@link FloatKernels#gemm}. */
    static void multiply(
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aCol,
            float[] b,
            int bAt,
            int bRow,
            int bCol,
            float[] c,
            int cAt,
            int cRow,
            boolean add) {
        int most = aCol == 1 ? m : MOST_ROWS;
        for (int i = 0; i < m;) {
            int rows = m - i < most + FEWEST_ROWS ? m - i : most;
            panels(
                    rows, n, k, a, aAt + i * aRow, aRow, aCol, b, bAt, bRow, bCol, c,
                    cAt + i * cRow, cRow, add);
            i += rows;
        }
    }

    private static void panels(
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aCol,
            float[] b,
            int bAt,
            int bRow,
            int bCol,
            float[] c,
            int cAt,
            int cRow,
            boolean add) {
        float[] panel = FloatScratch.own().panel;
        float[] slivers = aCol == 1 ? null : slivers(m, k, a, aAt, aCol);
        int row = 0;
        for (int j = 0; j < n; j += row) {
            int vectors = vectors(n, n - j);
            row = vectors * LANES;
            int last = Math.min(row, n - j) - LANES;
            int ci = cAt + j;
            FloatPacking.pack(k, vectors, last, b, bAt + j * bCol, bRow, bCol, panel);
            int i = 0;
            for (; vectors == 2 && i <= m - FloatTiles6.ROWS; i += FloatTiles6.ROWS) {
                if (slivers == null) {
                    FloatTiles6.tile6x2(
                            k, a, aAt + i * aRow, aRow, panel, c, ci + i * cRow, cRow, last, add);
                } else {
                    int at = sliver(i, k) + i - first(i, m);
                    FloatSlivers6.tile6x2(
                            k, slivers, at, aRow, panel, c, ci + i * cRow, cRow, last, add);
                }
            }
            FloatGemm.rows(
                    m - i, vectors, k, a, aAt + i * aRow, aRow, aCol, panel, 0, row, row - LANES, c,
                    ci + i * cRow, cRow, last, add);
        }
    }

    private static float[] slivers(int m, int k, float[] a, int aAt, int aCol) {
        float[] slivers = FloatScratch.own().slivers(sliver(m, k));
        for (int i = 0; i <= m - FloatTiles6.ROWS; i += FloatTiles6.ROWS) {
            FloatPacking.packRows(
                    k, FloatSlivers6.ROWS_OF_SLIVER, a, aAt + first(i, m), aCol, slivers,
                    sliver(i, k));
        }
        return slivers;
    }

    /** Where the sliver of the tile at row i begins. */
    private static int sliver(int i, int k) {
        return i / FloatTiles6.ROWS * FloatSlivers6.ROWS_OF_SLIVER * k;
    }

    /** The first row in the sliver of the tile at row i: there must be as many rows as it takes. */
    private static int first(int i, int m) {
        return Math.min(i, m - FloatSlivers6.ROWS_OF_SLIVER);
    }

    // A vector that columns do not fill needs a neighbour in its panel to overlap.
    private static int vectors(int n, int columns) {
        int left = (columns + LANES - 1) / LANES;
        return left == 3 && n % LANES != 0 ? 3 : Math.min(left, 2);
    }
}
