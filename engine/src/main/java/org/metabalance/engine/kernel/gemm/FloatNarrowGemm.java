package org.metabalance.engine.kernel.gemm;

import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * The product over a block of k for a C of fewer columns than lanes: tiles are computed whole, beside C,
 * and their columns copied. B is read beyond its columns where the array goes on, and padded with zeros
 * where it ends.
 */
final class FloatNarrowGemm implements Runnable {

    private static final int LANES = FloatLanes.LANES;

    private final FloatMatrix a;
    private final FloatMatrix b;
    private final FloatMatrix c;
    private final boolean add;
    private final boolean pack;

    FloatNarrowGemm(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.add = add;
        pack = b.columnStride() != 1 || b.at(b.rows() - 1, LANES) > b.data().length;
    }

    @Override
    public void run() {
        FloatScratch scratch = FloatScratch.own();
        FloatMatrix panel = b;
        if (pack) {
            panel = scratch.panel(1);
            FloatPacking.packNarrow(b, panel);
        }
        for (int i = 0; i < c.rows(); i += FloatTiles.MOST_ROWS) {
            int rows = Math.min(FloatTiles.MOST_ROWS, c.rows() - i);
            FloatTiles.run(1, rows, a, i, panel, 0, scratch.tile, 0, 0, false);
            FloatPacking.unpackNarrow(rows, scratch.tile, c, i, add);
        }
    }
}
