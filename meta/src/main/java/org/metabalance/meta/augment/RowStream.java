package org.metabalance.meta.augment;

import java.util.stream.IntStream;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.meta.method.IndexStream;

/** Some rows without end: each once in random order, then all again in another order. */
final class RowStream {
    private final int[] rows;
    private final IndexStream order;
    private final NdArray one = NdArray.scalar(DType.F32, 0);

    RowStream(int[] rows, Rng rng) {
        this.rows = rows;
        this.order = new IndexStream(rows.length, rng);
    }

    /** Returns the stream of the rows 0 to {@code count} - 1. */
    static RowStream all(int count, Rng rng) {
        return new RowStream(IntStream.range(0, count).toArray(), rng);
    }

    /** Returns the next row. */
    int next() {
        order.fill(one);
        return rows[(int) one.item()];
    }

    /** Fills a batch with the next rows. */
    void fill(NdArray batch) {
        for (int i = 0; i < batch.size(); i++) {
            batch.set(i, next());
        }
    }
}
