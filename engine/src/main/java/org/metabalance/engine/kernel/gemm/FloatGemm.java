package org.metabalance.engine.kernel.gemm;

import org.metabalance.engine.kernel.FloatKernels;

/**
 * The blocked matrix product: panels of columns, tiles of rows.
 *
 * <p>C is cut into panels of up to three vectors of columns; within a panel, register tiles go down
 * the rows. A panel of B is read where it lies, or is first packed into adjacent memory, when it is
 * transposed (its columns must become lanes) or when it is read often enough to pay for the copy.
 * A is read where it lies: its elements are broadcast one at a time, so its strides hardly matter.
 *
 * <p>Long sums are cut into equal blocks of at most {@link #K_BLOCK}, so that a packed panel stays
 * in the cache; the cuts depend on k alone. With one accumulator per element of C this makes its
 * bits independent of how rows and columns are divided among tiles, panels and threads.
 */
public final class FloatGemm {

    /**
     * Longest stretch of k summed before C is updated: with 48 columns of float, 75 KB of B, which
     * the L2 cache holds while the tiles go down the rows. Between 256 and 512 the speed differs by
     * 1 or 2 %; at 400 the common 784 makes two blocks and 256 one.
     */
    static final int K_BLOCK = 400;

    /** Vectors across the widest register tile. */
    static final int MOST_VECTORS = 3;

    /**
     * Rows of C from which on a panel of B is packed although its columns are adjacent, if B does
     * not fit the L1 cache anyway. With 512 bit vectors (EPYC, Zen 4) a product of 128 x 256 x 512
     * runs at 107 GFLOP/s unpacked and 102 packed, one of 512 x 512 x 512 at 100 and 105; with 256
     * bit vectors, whose panels are half as wide, the first runs at 85 unpacked and 91 packed.
     */
    private static final int ROWS_TO_PACK = VectorWidth.BITS == 512 ? 384 : 64;

    /** Elements of B that fit the L1 cache. */
    private static final int FITS_L1 = 8192;

    private static final int LANES = FloatLanes.LANES;

    private FloatGemm() {}

    /** C (+)= A B for k of at least 1; see {@link FloatKernels#gemm}. */
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
            boolean accumulate) {
        int blocks = (k + K_BLOCK - 1) / K_BLOCK;
        int from = 0;
        for (int block = 1; block <= blocks; block++) {
            int to = (int) ((long) k * block / blocks);
            int aFrom = aAt + from * aCol;
            int bFrom = bAt + from * bRow;
            boolean add = accumulate || from > 0;
            if (FloatPackedGemm.suits(m, n)) {
                FloatPackedGemm.multiply(
                        m, n, to - from, a, aFrom, aRow, aCol, b, bFrom, bRow, bCol, c, cAt, cRow,
                        add);
            } else if (n < LANES) {
                narrow(
                        m, n, to - from, a, aFrom, aRow, aCol, b, bFrom, bRow, bCol, c, cAt, cRow,
                        add);
            } else {
                panels(
                        m, n, to - from, a, aFrom, aRow, aCol, b, bFrom, bRow, bCol, c, cAt, cRow,
                        add);
            }
            from = to;
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
        boolean pack = bCol != 1 || m >= ROWS_TO_PACK && k * n > FITS_L1;
        float[] panel = pack ? FloatScratch.own().panel : b;
        int left = (n + LANES - 1) / LANES;
        for (int j = 0; j < n;) {
            int vectors = vectors(left);
            int last = Math.min(vectors * LANES, n - j) - LANES;
            int ci = cAt + j;
            if (pack) {
                FloatPacking.pack(k, vectors, last, b, bAt + j * bCol, bRow, bCol, panel);
                int row = vectors * LANES;
                rows(
                        m, vectors, k, a, aAt, aRow, aCol, panel, 0, row, row - LANES, c, ci, cRow,
                        last, add);
            } else {
                rows(
                        m, vectors, k, a, aAt, aRow, aCol, b, bAt + j, bRow, last, c, ci, cRow,
                        last, add);
            }
            j += vectors * LANES;
            left -= vectors;
        }
    }

    // Four are split in halves, not into three and one: a tile of one vector is the slowest, and it
    // has no neighbour to overlap where columns do not fill it.
    private static int vectors(int left) {
        return left > 4 || left == 3 ? 3 : Math.min(left, 2);
    }

    /** The tiles of one panel, down the rows. */
    static void rows(
            int m,
            int vectors,
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aCol,
            float[] b,
            int bAt,
            int bRow,
            int bLast,
            float[] c,
            int cAt,
            int cRow,
            int cLast,
            boolean add) {
        for (int i = 0; i < m;) {
            int rows = rows(m - i);
            int ai = aAt + i * aRow;
            int ci = cAt + i * cRow;
            FloatTiles.run(
                    rows, vectors, k, a, ai, aRow, aCol, b, bAt, bRow, bLast, c, ci, cRow, cLast,
                    add);
            i += rows;
        }
    }

    private static int rows(int left) {
        return left >= VectorWidth.TILE_ROWS ? VectorWidth.TILE_ROWS : Integer.highestOneBit(left);
    }

    // Fewer columns than lanes: tiles are computed whole, beside C, and their columns copied. B is
    // read beyond its columns where the array goes on, and padded with zeros where it ends.
    private static void narrow(
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
        FloatScratch scratch = FloatScratch.own();
        float[] tile = scratch.tile;
        boolean pack = bCol != 1 || bAt + (k - 1) * bRow + LANES > b.length;
        float[] panel = pack ? scratch.panel : b;
        int panelAt = pack ? 0 : bAt;
        int panelRow = pack ? LANES : bRow;
        if (pack) {
            FloatPacking.packNarrow(k, n, b, bAt, bRow, bCol, panel);
        }
        for (int i = 0; i < m;) {
            int rows = rows(m - i);
            int ai = aAt + i * aRow;
            FloatTiles.run(
                    rows, 1, k, a, ai, aRow, aCol, panel, panelAt, panelRow, 0, tile, 0, LANES, 0,
                    false);
            FloatPacking.unpackNarrow(rows, n, tile, c, cAt + i * cRow, cRow, add);
            i += rows;
        }
    }
}
