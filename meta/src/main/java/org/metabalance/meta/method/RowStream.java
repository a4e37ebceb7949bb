package org.metabalance.meta.method;

import java.util.stream.IntStream;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;

/** Some rows without end: each once in random order, then all again in another order. */
public final class RowStream {
    private final int[] rows;
    private final IndexStream order;
    private final NdArray one = NdArray.scalar(DType.F32, 0);

    /** Creates the stream of {@code rows}: the order depends on {@code rng} alone. */
    public RowStream(int[] rows, Rng rng) {
        this.rows = rows;
        this.order = new IndexStream(rows.length, rng);
    }

    /** Returns the stream of the rows 0 to {@code count} - 1. */
    public static RowStream all(int count, Rng rng) {
        return new RowStream(IntStream.range(0, count).toArray(), rng);
    }

    /** Returns the next row. */
    public int next() {
        order.fill(one);
        return rows[(int) one.item()];
    }

    /** Fills a batch with the next rows. */
    public void fill(NdArray batch) {
        for (int i = 0; i < batch.size(); i++) {
            batch.set(i, next());
        }
    }
}
