package org.metabalance.engine.kernel.gemm;

import java.util.List;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.lanes.FloatLanes;
import org.metabalance.engine.kernel.lanes.VectorWidth;

/**
 * The matrix product over a block of k for processors with sixteen vector registers: B goes through packed
 * panels of two vectors, A is packed too if its rows are adjacent, and tiles have {@link FloatTiles6 six
 * rows}. What is left over at the edges is done by the other tiles. On EPYC, Zen 3, 128 x 512 x 256 with B
 * transposed runs at 81 GFLOP/s so and at 68 in strided tiles, 128 x 64 x 64 at 80 and 63, 784 x 512 x 128
 * with A transposed at 75 and 64; where another process uses the core's other half, up to twice as fast.
 */
final class FloatPackedGemm implements Runnable {

    /** Rows from which on a panel is read often enough to pay for packing it. */
    private static final int FEWEST_ROWS = 5 * FloatTiles6.ROWS;

    /** Rows of A packed at a time: with 256 columns 180 KB, which the L2 cache holds. */
    private static final int MOST_ROWS = 22 * FloatTiles6.ROWS;

    private static final int LANES = FloatLanes.LANES;

    private final FloatMatrix a;
    private final FloatMatrix b;
    private final FloatMatrix c;
    private final boolean add;
    private final int vectors;

    private FloatPackedGemm(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.add = add;
        vectors = (b.columns() + LANES - 1) / LANES;
    }

    /** Whether this is the way to compute a product of m rows and n columns. */
    static boolean suits(int m, int n) {
        return VectorWidth.SIXTEEN_REGISTERS && LANES >= 4 && m >= FEWEST_ROWS && n >= 2 * LANES;
    }

    /** Adds the steps of a block of k: the panels of one band of rows after those of another. */
    static void addSteps(
            FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add, List<Runnable> steps) {
        int m = c.rows();
        int k = a.columns();
        int most = a.columnStride() == 1 ? m : MOST_ROWS;
        int end;
        for (int i = 0; i < m; i = end) {
            end = m - i < most + FEWEST_ROWS ? m : i + most;
            FloatMatrix band = a.part(i, end, 0, k);
            if (!adjacent(a)) {
                steps.add(() -> pack(band));
            }
            int to;
            for (int from = 0; from < c.columns(); from = to) {
                to = Math.min(from + across(c.columns(), from) * LANES, c.columns());
                steps.add(new FloatPackedGemm(
                        band, b.part(0, k, from, to), c.part(i, end, from, to), add));
            }
        }
    }

    private static boolean adjacent(FloatMatrix a) {
        return a.columnStride() == 1;
    }

    // A vector that columns do not fill needs a neighbour in its panel to overlap.
    private static int across(int n, int from) {
        int left = (n - from + LANES - 1) / LANES;
        return left == 3 && n % LANES != 0 ? 3 : Math.min(left, 2);
    }

    @Override
    public void run() {
        int m = a.rows();
        int k = a.columns();
        int last = b.columns() - LANES;
        FloatScratch scratch = FloatScratch.own();
        FloatMatrix panel = scratch.panel(vectors);
        FloatPacking.pack(vectors, b, panel);
        int i = 0;
        if (vectors == 2 && adjacent(a)) {
            for (; i <= m - FloatTiles6.ROWS; i += FloatTiles6.ROWS) {
                FloatTiles6.tile6x2(k, a, a.at(i, 0), panel, c, c.at(i, 0), last, add);
            }
        } else if (vectors == 2) {
            FloatMatrix slivers = scratch.slivers(sliver(m, k));
            for (; i <= m - FloatTiles6.ROWS; i += FloatTiles6.ROWS) {
                int at = sliver(i, k) + i - first(i, m);
                FloatSlivers6.tile6x2(k, slivers, at, panel, c, c.at(i, 0), last, add);
            }
        }
        FloatTiles.run(
                vectors, m - i, a, i, panel, (vectors - 1) * LANES, c, i, last, add);
    }

    private static void pack(FloatMatrix a) {
        int m = a.rows();
        int k = a.columns();
        FloatMatrix slivers = FloatScratch.own().slivers(sliver(m, k));
        for (int i = 0; i <= m - FloatTiles6.ROWS; i += FloatTiles6.ROWS) {
            FloatPacking.packRows(FloatSlivers6.SLIVER, a, first(i, m), slivers, sliver(i, k));
        }
    }

    /** Where the sliver of the tile at row i begins. */
    private static int sliver(int i, int k) {
        return i / FloatTiles6.ROWS * FloatSlivers6.SLIVER * k;
    }

    /** The first row in the sliver of the tile at row i: there must be as many rows as it takes. */
    private static int first(int i, int m) {
        return Math.min(i, m - FloatSlivers6.SLIVER);
    }
}
