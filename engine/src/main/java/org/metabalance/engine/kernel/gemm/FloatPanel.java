package org.metabalance.engine.kernel.gemm;

import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * A panel of C, up to three vectors wide, over a block of k: register tiles that go down the rows. B is
 * read where it lies, or is first packed into adjacent memory. A is read where it lies: its elements are
 * broadcast one at a time, so its strides hardly matter.
 */
final class FloatPanel implements Runnable {

    private static final int LANES = FloatLanes.LANES;

    private final FloatMatrix a;
    private final FloatMatrix b;
    private final FloatMatrix c;
    private final boolean add;
    private final boolean pack;
    private final int vectors;

    /**
     * Binds a panel.
     *
     * @param a all rows, the columns of the block
     * @param b the rows of the block, the columns of the panel: as many as there are lanes at least
     * @param c all rows, the columns of the panel
     * @param add whether the product is added to C
     * @param pack whether B is packed though its columns are adjacent; if they are not, it is in any case
     */
    FloatPanel(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add, boolean pack) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.add = add;
        this.pack = pack || b.columnStride() != 1;
        vectors = (b.columns() + LANES - 1) / LANES;
    }

    int columns() {
        return b.columns();
    }

    @Override
    public void run() {
        into(c);
    }

    /** Computes the panel somewhere else than in C. */
    void into(FloatMatrix result) {
        int last = b.columns() - LANES;
        if (pack) {
            FloatMatrix panel = FloatScratch.own().panel(vectors);
            FloatPacking.pack(vectors, b, panel);
            int panelLast = (vectors - 1) * LANES;
            FloatTiles.run(vectors, a.rows(), a, 0, panel, panelLast, result, 0, last, add);
        } else {
            FloatTiles.run(vectors, a.rows(), a, 0, b, last, result, 0, last, add);
        }
    }
}
