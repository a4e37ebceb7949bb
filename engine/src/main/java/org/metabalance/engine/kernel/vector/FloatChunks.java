package org.metabalance.engine.kernel.vector;

import org.metabalance.engine.kernel.lanes.FloatLanes;

/** A thread's working memory for elementwise functions: allocated at its first use, then kept. */
final class FloatChunks {

    /** Elements in a chunk, a multiple of the lanes. */
    static final int SIZE = 1024;

    private static final ThreadLocal<FloatChunks> OWN = ThreadLocal.withInitial(FloatChunks::new);

    /** Elements of a slice between the loops of a compound function; stays in the L1 cache. */
    final float[] first = new float[SIZE];

    /** Another one. */
    final float[] second = new float[SIZE];

    /** Sums of the second halves of long columns, a panel of four vectors for each halving. */
    final float[] halves = new float[32 * 4 * FloatLanes.LANES];

    /** The sums of columns that do not fill it. */
    final float[] vector = new float[FloatLanes.LANES];

    private FloatChunks() {}

    /** The calling thread's own. */
    static FloatChunks own() {
        return OWN.get();
    }
}
