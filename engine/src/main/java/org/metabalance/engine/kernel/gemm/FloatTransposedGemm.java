package org.metabalance.engine.kernel.gemm;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.FloatOrder;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * The product for a C of fewer columns than lanes: C' = B' A', one panel of it after another, each
 * transposed into C.
 */
final class FloatTransposedGemm implements Runnable {

    private final FloatMatrix c;
    private final boolean accumulate;

    /** For each panel of C' those of the blocks of k, which are added to C one after another. */
    private final List<FloatPanel[]> panels = new ArrayList<>();

    FloatTransposedGemm(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean accumulate) {
        this.c = c;
        this.accumulate = accumulate;
        int[] cuts = FloatOrder.blocks(a.columns());
        int i = 0;
        for (int vectors : FloatBlockedGemm.panels(c.rows())) {
            int end = Math.min(i + vectors * FloatLanes.LANES, c.rows());
            FloatPanel[] blocks = new FloatPanel[cuts.length - 1];
            for (int block = 0; block < blocks.length; block++) {
                int from = cuts[block];
                int to = cuts[block + 1];
                blocks[block] = new FloatPanel(
                        b.part(from, to, 0, b.columns()).transposed(),
                        a.part(i, end, from, to).transposed(),
                        null,
                        false,
                        false);
            }
            panels.add(blocks);
            i = end;
        }
    }

    @Override
    public void run() {
        FloatMatrix product = FloatScratch.own().product;
        int i = 0;
        for (FloatPanel[] blocks : panels) {
            boolean add = accumulate;
            for (FloatPanel block : blocks) {
                block.into(product);
                FloatPacking.unpackTransposed(block.columns(), product, c, i, add);
                add = true;
            }
            i += blocks[0].columns();
        }
    }
}
