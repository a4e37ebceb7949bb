package org.metabalance.engine.kernel.gemm;

import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.lanes.FloatLanes;
import org.metabalance.engine.kernel.lanes.VectorWidth;

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

    /** C (+)= A B in the part, over its stretch of at most {@link FloatBlockedGemm#K_BLOCK}. */
    static void multiply(FloatPart part) {
        int most = part.a.columnStride() == 1 ? part.bottom - part.top : MOST_ROWS;
        for (int i = part.top; i < part.bottom;) {
            int left = part.bottom - i;
            int rows = left < most + FEWEST_ROWS ? left : most;
            panels(part, i, i + rows);
            i += rows;
        }
    }

    private static void panels(FloatPart part, int top, int bottom) {
        FloatMatrix a = part.a;
        FloatMatrix b = part.b;
        FloatMatrix c = part.c;
        int k = part.k;
        FloatScratch scratch = FloatScratch.own();
        FloatMatrix slivers = a.columnStride() == 1 ? null : slivers(part, top, bottom);
        int row = 0;
        for (int j = part.left; j < part.right; j += row) {
            int vectors = across(part, j);
            row = vectors * LANES;
            int last = Math.min(row, part.right - j) - LANES;
            FloatMatrix panel = scratch.panel(vectors);
            FloatPacking.pack(k, vectors, last, b, b.at(part.from, j), panel);
            int i = top;
            for (; vectors == 2 && i <= bottom - FloatTiles6.ROWS; i += FloatTiles6.ROWS) {
                if (slivers == null) {
                    FloatTiles6.tile6x2(
                            k, a, a.at(i, part.from), panel, c, c.at(i, j), last, part.add);
                } else {
                    int at = sliver(i - top, k) + i - first(i, bottom);
                    FloatSlivers6.tile6x2(k, slivers, at, panel, c, c.at(i, j), last, part.add);
                }
            }
            FloatBlockedGemm.tiles(part, i, bottom, vectors, panel, 0, row - LANES, j, last);
        }
    }

    private static FloatMatrix slivers(FloatPart part, int top, int bottom) {
        FloatMatrix a = part.a;
        FloatMatrix slivers = FloatScratch.own().slivers(sliver(bottom - top, part.k));
        for (int i = top; i <= bottom - FloatTiles6.ROWS; i += FloatTiles6.ROWS) {
            FloatPacking.packRows(
                    part.k, FloatSlivers6.SLIVER, a, a.at(first(i, bottom), part.from), slivers,
                    sliver(i - top, part.k));
        }
        return slivers;
    }

    /** Where the sliver of the tile so many rows down begins. */
    private static int sliver(int down, int k) {
        return down / FloatTiles6.ROWS * FloatSlivers6.SLIVER * k;
    }

    /** The first row in the sliver of the tile at row i: there must be as many rows as it takes. */
    private static int first(int i, int bottom) {
        return Math.min(i, bottom - FloatSlivers6.SLIVER);
    }

    // A vector that columns do not fill needs a neighbour in its panel to overlap.
    private static int across(FloatPart part, int j) {
        int left = (part.right - j + LANES - 1) / LANES;
        return left == 3 && (part.right - part.left) % LANES != 0 ? 3 : Math.min(left, 2);
    }
}
