package org.metabalance.engine.kernel.gemm;

import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.lanes.FloatLanes;
import org.metabalance.engine.kernel.lanes.VectorWidth;

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
final class FloatBlockedGemm {

    /**
     * Longest stretch of k summed before C is updated: with 48 columns of float, 75 KB of B, which
     * the L2 cache holds while the tiles go down the rows. Between 256 and 512 the speed differs by
     * 1 or 2 %; at 400 the common 784 makes two blocks and 256 one.
     */
    static final int K_BLOCK = 400;

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

    private FloatBlockedGemm() {}

    /** C (+)= A B in the part's rectangle, for k of at least 1. */
    static void multiply(FloatPart part, boolean accumulate) {
        int columns = part.right - part.left;
        boolean packed = FloatPackedGemm.suits(part.bottom - part.top, columns);
        int blocks = blocks(part);
        for (int block = 0; block < blocks; block++) {
            block(part, block, blocks, accumulate);
            if (packed) {
                FloatPackedGemm.multiply(part);
            } else if (columns < LANES) {
                narrow(part);
            } else {
                panels(part);
            }
        }
    }

    private static int blocks(FloatPart part) {
        return (part.a.columns() + K_BLOCK - 1) / K_BLOCK;
    }

    private static void block(FloatPart part, int block, int blocks, boolean accumulate) {
        long k = part.a.columns();
        part.from = (int) (k * block / blocks);
        part.k = (int) (k * (block + 1) / blocks) - part.from;
        part.add = accumulate || block > 0;
    }

    private static void panels(FloatPart part) {
        int vectors = (part.right - part.left + LANES - 1) / LANES;
        for (int j = part.left; j < part.right;) {
            int across = across(vectors);
            panel(part, across, j, j);
            j += across * LANES;
            vectors -= across;
        }
    }

    // Four are split in halves, not into three and one: a tile of one vector is the slowest, and it
    // has no neighbour to overlap where columns do not fill it.
    private static int across(int vectors) {
        return vectors > 4 || vectors == 3 ? 3 : Math.min(vectors, 2);
    }

    /** The panel of so many vectors from column j of B on, into C from column {@code to} on. */
    private static void panel(FloatPart part, int vectors, int j, int to) {
        FloatMatrix b = part.b;
        int k = part.k;
        int row = vectors * LANES;
        int last = Math.min(row, part.right - j) - LANES;
        int bAt = b.at(part.from, j);
        if (b.columnStride() != 1
                || part.bottom - part.top >= ROWS_TO_PACK
                        && k * (part.right - part.left) > FITS_L1) {
            FloatMatrix panel = FloatScratch.own().panel(vectors);
            FloatPacking.pack(k, vectors, last, b, bAt, panel);
            tiles(part, part.top, part.bottom, vectors, panel, 0, row - LANES, to, last);
        } else {
            tiles(part, part.top, part.bottom, vectors, b, bAt, last, to, last);
        }
    }

    /**
     * The tiles of one panel, down the rows {@code top ... bottom - 1}.
     *
     * @param panel B, or a part of it packed
     * @param bAt where in its array the panel begins
     * @param bLast how far from there its last vector begins
     * @param to column of C in which the panel begins
     * @param cLast how far from there its last vector begins
     */
    static void tiles(
            FloatPart part,
            int top,
            int bottom,
            int vectors,
            FloatMatrix panel,
            int bAt,
            int bLast,
            int to,
            int cLast) {
        FloatMatrix a = part.a;
        FloatMatrix c = part.c;
        for (int i = top; i < bottom;) {
            int rows = rows(bottom - i);
            FloatTiles.run(
                    rows, vectors, part.k, a, a.at(i, part.from), panel, bAt, bLast, c, c.at(i, to),
                    cLast, part.add);
            i += rows;
        }
    }

    private static int rows(int left) {
        return left >= FloatTiles.MOST_ROWS ? FloatTiles.MOST_ROWS : Integer.highestOneBit(left);
    }

    // Fewer columns than lanes: tiles are computed whole, beside C, and their columns copied. B is
    // read beyond its columns where the array goes on, and padded with zeros where it ends.
    private static void narrow(FloatPart part) {
        FloatMatrix a = part.a;
        FloatMatrix b = part.b;
        FloatMatrix c = part.c;
        int k = part.k;
        FloatScratch scratch = FloatScratch.own();
        FloatMatrix panel = b;
        int bAt = b.at(part.from, 0);
        if (b.columnStride() != 1 || bAt + (k - 1) * b.rowStride() + LANES > b.data().length) {
            panel = scratch.panel(1);
            FloatPacking.packNarrow(k, b, bAt, panel);
            bAt = 0;
        }
        for (int i = part.top; i < part.bottom;) {
            int rows = rows(part.bottom - i);
            FloatTiles.run(
                    rows, 1, k, a, a.at(i, part.from), panel, bAt, 0, scratch.tile, 0, 0, false);
            FloatPacking.unpackNarrow(rows, scratch.tile, c, i, part.add);
            i += rows;
        }
    }

    /** C (+)= A B for a C of fewer columns than lanes: panels of C' = B' A', transposed into C. */
    static void transposed(FloatPart part, FloatMatrix c, boolean accumulate) {
        FloatMatrix product = part.c;
        int blocks = blocks(part);
        int m = c.rows();
        int vectors = (m + LANES - 1) / LANES;
        for (int i = 0; i < m;) {
            int across = across(vectors);
            for (int block = 0; block < blocks; block++) {
                block(part, block, blocks, false);
                panel(part, across, i, 0);
            }
            int end = Math.min(i + across * LANES, m);
            FloatPacking.unpackTransposed(product, c, i, end, accumulate);
            i = end;
            vectors -= across;
        }
    }
}
