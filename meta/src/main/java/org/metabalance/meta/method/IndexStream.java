package org.metabalance.meta.method;

import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;

/** Row indices without end: every row once in random order, then all again in another order. */
public final class IndexStream {
    /** Indices stand in arrays of 32-bit floats, which hold every whole number up to this one. */
    static final int MAX_ROWS = 1 << 24;

    private final int rows;
    private final Rng rng;
    private int[] order = {};
    private int next;
    private long round;

    /**
     * Creates the stream of {@code rows} rows, 1 to 2^24: the order depends on {@code rng} alone.
     *
     * @throws IllegalArgumentException if there is no row, or more than can be told apart
     */
    public IndexStream(int rows, Rng rng) {
        if (rows == 0) {
            throw new IllegalArgumentException("batches: needs at least one row, got none");
        }
        this.rows = rows;
        this.rng = rng;
    }

    /** Fills {@code batch} with the next indices. */
    public void fill(NdArray batch) {
        if (rows > MAX_ROWS && batch.dtype() == DType.F32) {
            throw new IllegalArgumentException(
                    "batches: at most %d rows in a program can be told apart, got %d"
                            .formatted(MAX_ROWS, rows));
        }
        for (int i = 0; i < batch.size(); i++) {
            if (next == order.length) {
                order = null; // two are too much of many rows
                order = rng.stream(round++).permutation(rows);
                next = 0;
            }
            batch.set(i, order[next++]);
        }
    }
}
