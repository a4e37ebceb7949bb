package org.metabalance.engine.kernel;

/**
 * The matrix product for processors with sixteen vector registers, where the columns of A are adjacent:
 * B goes through packed panels of two vectors, and tiles have {@link FloatTiles6 six rows}. What is left
 * over at the edges is done by the other tiles. On EPYC, Zen 3, 128 x 512 x 256 with B transposed runs at
 * 81 GFLOP/s so and at 68 in strided tiles, 128 x 64 x 64 at 80 and 63; where another process uses the
 * core's other half, the median is half as long. With A transposed first, too, nothing was gained.
 */
final class FloatPackedGemm {

    /** Rows from which on a panel is read often enough to pay for packing it. */
    private static final int FEWEST_ROWS = 5 * FloatTiles6.ROWS;

    private static final int LANES = FloatLanes.LANES;

    private FloatPackedGemm() {}

    /** Whether this is the way to compute a product of m rows and n columns. */
    static boolean suits(int m, int n, int aCol) {
        return VectorWidth.SIXTEEN_REGISTERS && aCol == 1 && m >= FEWEST_ROWS && n >= 2 * LANES;
    }

    /** C (+)= A B for k of at most {@link FloatGemm#K_BLOCK}; see {@link FloatKernels#gemm}. */
    static void multiply(
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int aRow,
            float[] b,
            int bAt,
            int bRow,
            int bCol,
            float[] c,
            int cAt,
            int cRow,
            boolean add) {
        float[] panel = FloatScratch.own().panel;
        int row = 0;
        for (int j = 0; j < n; j += row) {
            int vectors = vectors(n, n - j);
            row = vectors * LANES;
            int last = Math.min(row, n - j) - LANES;
            int ci = cAt + j;
            FloatPacking.pack(k, vectors, last, b, bAt + j * bCol, bRow, bCol, panel);
            int i = 0;
            if (vectors == 2) {
                for (; i <= m - FloatTiles6.ROWS; i += FloatTiles6.ROWS) {
                    FloatTiles6.tile6x2(
                            k, a, aAt + i * aRow, aRow, panel, c, ci + i * cRow, cRow, last, add);
                }
            }
            FloatGemm.rows(
                    m - i, vectors, k, a, aAt + i * aRow, aRow, 1, panel, 0, row, row - LANES, c,
                    ci + i * cRow, cRow, last, add);
        }
    }

    // A vector that columns do not fill needs a neighbour in its panel to overlap.
    private static int vectors(int n, int columns) {
        int left = (columns + LANES - 1) / LANES;
        return left == 3 && n % LANES != 0 ? 3 : Math.min(left, 2);
    }
}
