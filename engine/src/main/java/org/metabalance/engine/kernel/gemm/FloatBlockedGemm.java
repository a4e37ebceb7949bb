package org.metabalance.engine.kernel.gemm;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.FloatOrder;
import org.metabalance.engine.kernel.lanes.FloatLanes;
import org.metabalance.engine.kernel.lanes.VectorWidth;

/**
 * The blocked matrix product, cut once, when it is bound, into blocks of k and panels of columns.
 *
 * <p>C is cut into {@linkplain FloatPanel panels} of up to three vectors of columns. A panel of B is
 * packed when it is transposed (its columns must become lanes) or when it is read often enough to pay for
 * the copy. Long sums are cut into the blocks of {@link FloatOrder}, so that a packed panel stays in the
 * cache. With one accumulator per element of C this makes its bits independent of how rows and columns are
 * divided among tiles, panels and threads.
 */
final class FloatBlockedGemm implements Runnable {

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

    private final Runnable[] steps;

    private FloatBlockedGemm(List<Runnable> steps) {
        this.steps = steps.toArray(Runnable[]::new);
    }

    @Override
    public void run() {
        for (Runnable step : steps) {
            step.run();
        }
    }

    /** C (+)= A B for k of at least 1. */
    static Runnable of(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean accumulate) {
        int m = c.rows();
        int n = c.columns();
        int[] cuts = FloatOrder.blocks(a.columns());
        List<Runnable> steps = new ArrayList<>();
        for (int block = 1; block < cuts.length; block++) {
            FloatMatrix left = a.part(0, m, cuts[block - 1], cuts[block]);
            FloatMatrix right = b.part(cuts[block - 1], cuts[block], 0, n);
            boolean add = accumulate || block > 1;
            if (FloatPackedGemm.suits(m, n)) {
                FloatPackedGemm.addSteps(left, right, c, add, steps);
            } else if (n < LANES) {
                steps.add(new FloatNarrowGemm(left, right, c, add));
            } else {
                addPanels(left, right, c, add, steps);
            }
        }
        return steps.size() == 1 ? steps.getFirst() : new FloatBlockedGemm(steps);
    }

    private static void addPanels(
            FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add, List<Runnable> steps) {
        int m = c.rows();
        int n = c.columns();
        int k = b.rows();
        boolean pack = m >= ROWS_TO_PACK && k * n > FITS_L1;
        int from = 0;
        for (int vectors : panels(n)) {
            int to = Math.min(from + vectors * LANES, n);
            steps.add(new FloatPanel(
                    a, b.part(0, k, from, to), c.part(0, m, from, to), add, pack));
            from = to;
        }
    }

    /**
     * How many vectors are in each panel of n columns. Four are split in halves, not into three and one:
     * a tile of one vector is the slowest, and it has no neighbour to overlap where columns do not fill
     * it.
     */
    static List<Integer> panels(int n) {
        List<Integer> panels = new ArrayList<>();
        for (int left = (n + LANES - 1) / LANES; left > 0; left -= panels.getLast()) {
            panels.add(left > 4 || left == 3 ? 3 : Math.min(left, 2));
        }
        return panels;
    }
}
