package org.metabalance.meta.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;

class IndexStreamTest {

    @Test
    void everyRoundHasEveryRowOnceWhateverTheBatchSize() {
        qt().forAll(integers().between(1, 40), integers().between(1, 100), longs().all())
                .checkAssert((rows, batch, seed) -> {
                    int rounds = 6;
                    IndexStream stream = new IndexStream(rows, Rng.of(seed));
                    int[] drawn = draw(stream, rows * rounds, batch);
                    int[] all = IntStream.range(0, rows).toArray();
                    for (int round = 0; round < rounds; round++) {
                        assertArrayEquals(
                                all,
                                Arrays.stream(drawn, round * rows, (round + 1) * rows).sorted()
                                        .toArray());
                    }
                    // what was drawn depends on the seed, not on the size of the batches
                    assertArrayEquals(
                            drawn, draw(new IndexStream(rows, Rng.of(seed)), drawn.length, 1));
                });
    }

    @Test
    void roundsAndSeedsHaveOrdersOfTheirOwn() {
        int[] drawn = draw(new IndexStream(50, Rng.of(1)), 100, 10);
        assertFalse(
                Arrays.equals(Arrays.copyOf(drawn, 50), Arrays.copyOfRange(drawn, 50, 100)));
        assertFalse(Arrays.equals(drawn, draw(new IndexStream(50, Rng.of(2)), 100, 10)));
    }

    @Test
    void noRowsAndTooManyAreRefused() {
        assertEquals(
                "batches: needs at least one row, got none",
                assertThrows(
                        IllegalArgumentException.class, () -> new IndexStream(0, Rng.of(1)))
                        .getMessage());
        // 2^24 + 1 is no 32-bit float
        new IndexStream(IndexStream.MAX_ROWS, Rng.of(1))
                .fill(NdArray.zeros(DType.F32, Shape.of(1)));
        IndexStream many = new IndexStream(IndexStream.MAX_ROWS + 1, Rng.of(1));
        assertThrows(
                IllegalArgumentException.class,
                () -> many.fill(NdArray.zeros(DType.F32, Shape.of(1))));
        many.fill(NdArray.zeros(DType.F64, Shape.of(1)));
    }

    private static int[] draw(IndexStream stream, int count, int batch) {
        int[] drawn = new int[Math.ceilDiv(count, batch) * batch];
        NdArray array = NdArray.zeros(DType.F32, Shape.of(batch));
        for (int from = 0; from < drawn.length; from += batch) {
            stream.fill(array);
            for (int i = 0; i < batch; i++) {
                drawn[from + i] = (int) array.get(i);
            }
        }
        return Arrays.copyOf(drawn, count);
    }
}
