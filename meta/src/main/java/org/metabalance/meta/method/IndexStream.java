package org.metabalance.meta.method;

import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;

/** Row indices without end: every row once in random order, then all again in another order. */
final class IndexStream {
    private final int rows;
    private final Rng rng;
    private int[] order = {};
    private int next;
    private long round;

    IndexStream(int rows, Rng rng) {
        if (rows == 0) {
            throw new IllegalArgumentException("batches: needs at least one row, got none");
        }
        this.rows = rows;
        this.rng = rng;
    }

    /** Fills {@code batch} with the next indices. */
    void fill(NdArray batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (next == order.length) {
                order = rng.stream(round++).permutation(rows);
                next = 0;
            }
            batch.set(i, order[next++]);
        }
    }
}
