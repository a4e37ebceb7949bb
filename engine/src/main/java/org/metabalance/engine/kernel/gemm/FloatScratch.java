package org.metabalance.engine.kernel.gemm;

import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.FloatOrder;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/** A thread's working memory for products: allocated at its first use, then kept. */
final class FloatScratch {

    private static final int LANES = FloatLanes.LANES;
    private static final int WIDEST = FloatTiles.MOST_VECTORS * LANES;

    private static final ThreadLocal<FloatScratch> OWN = ThreadLocal.withInitial(FloatScratch::new);

    /** The result of one tile whose columns do not fill a vector. */
    final FloatMatrix tile = dense(new float[FloatTiles.MOST_ROWS * LANES], LANES);

    /** A panel of a product that is computed transposed; it has fewer rows than there are lanes. */
    final FloatMatrix product = dense(new float[LANES * WIDEST], WIDEST);

    /** Inner products with four rows, for each halving of their sums. */
    final float[] dots = new float[4 * 40];

    // Packed panels of one, two and three vectors, of at most a block of k, in the same memory.
    private final FloatMatrix[] panels = new FloatMatrix[1 + FloatTiles.MOST_VECTORS];

    private FloatMatrix slivers = dense(new float[0], 1);
    private float[] vector = new float[0];

    private FloatScratch() {
        float[] panel = new float[FloatOrder.K_BLOCK * WIDEST];
        for (int vectors = 1; vectors < panels.length; vectors++) {
            panels[vectors] = dense(panel, vectors * LANES);
        }
    }

    private static FloatMatrix dense(float[] data, int columns) {
        return FloatMatrix.dense(data, 0, data.length / columns, columns);
    }

    /** The calling thread's own. */
    static FloatScratch own() {
        return OWN.get();
    }

    /** Room for a panel of B, one block of k by so many vectors. */
    FloatMatrix panel(int vectors) {
        return panels[vectors];
    }

    /** Room for packed rows of A, contents unspecified; rows within a sliver are adjacent. */
    FloatMatrix slivers(int size) {
        if (slivers.data().length < size) {
            slivers = dense(new float[size], 1);
        }
        return slivers;
    }

    /** Room for a column of B, contents unspecified. */
    float[] vector(int size) {
        if (vector.length < size) {
            vector = new float[size];
        }
        return vector;
    }
}
