package org.metabalance.meta.method.holdout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.points.Batches;

class CrossFitTest {
    private static EncodedTable rows(int... counts) {
        int[] labels = IntStream.range(0, counts.length)
                .flatMap(c -> IntStream.generate(() -> c).limit(counts[c])).toArray();
        return EncodedTable.numeric(new float[labels.length], labels, counts.length);
    }

    private static int[] heldOut(CrossFit.Part part) {
        return Arrays.stream(part.heldOut()).flatMapToInt(Arrays::stream).sorted().toArray();
    }

    @Test
    void manyRareRowsAreDividedOnce() {
        EncodedTable train = rows(3000, 300);
        CrossFit parts = CrossFit.of(train, HoldOut.DEFAULT, Rng.of(1));
        assertEquals(1, parts.size());
        assertEquals(990, parts.of(7).heldOut()[0].length);
        assertEquals(99, parts.of(7).heldOut()[1].length);
        assertPartition(train, parts.of(7));
    }

    @Test
    void fewRareRowsTakeTurns() {
        EncodedTable train = rows(1000, 20);
        CrossFit parts = CrossFit.of(train, HoldOut.DEFAULT.withCrossFitBelow(30), Rng.of(1));
        assertEquals(3, parts.size());
        int[] times = new int[train.rows()];
        for (int epoch = 0; epoch < 3; epoch++) {
            assertPartition(train, parts.of(epoch));
            for (int row : heldOut(parts.of(epoch))) {
                times[row]++;
            }
            int rare = parts.of(epoch).heldOut()[1].length;
            assertTrue(rare == 6 || rare == 7, "held out " + rare);
        }
        assertTrue(Arrays.stream(times).allMatch(n -> n == 1));
        assertArrayEquals(heldOut(parts.of(0)), heldOut(parts.of(3)));
        assertArrayEquals(new int[] {333, 6}, parts.heldOutCounts());
    }

    @Test
    void aSingleRowAndAnEmptyClassAreNeverHeldOut() {
        for (int below : new int[] {0, 1000}) {
            EncodedTable train = rows(20, 1, 0, 2);
            CrossFit parts = CrossFit.of(train, HoldOut.DEFAULT.withCrossFitBelow(below),
                    Rng.of(1));
            for (int epoch = 0; epoch < parts.size(); epoch++) {
                assertPartition(train, parts.of(epoch));
                assertEquals(0, parts.of(epoch).heldOut()[1].length);
                assertEquals(0, parts.of(epoch).heldOut()[2].length);
                assertEquals(1, parts.of(epoch).heldOut()[3].length);
            }
        }
    }

    private static void assertPartition(EncodedTable train, CrossFit.Part part) {
        int[] all = IntStream.concat(Arrays.stream(part.rows()), Arrays.stream(heldOut(part)))
                .sorted().toArray();
        assertArrayEquals(IntStream.range(0, train.rows()).toArray(), all);
        for (int c = 0; c < part.heldOut().length; c++) {
            for (int row : part.heldOut()[c]) {
                assertEquals(c, train.label(row));
            }
        }
    }

    @Test
    void batchesTakeRareRowsFirstAndShareByNumber() {
        assertArrayEquals(new int[] {240, 16}, HeldOutRows.counts(256, new int[] {1000, 16}));
        assertArrayEquals(new int[] {128, 128}, HeldOutRows.counts(256, new int[] {1000, 900}));
        assertArrayEquals(new int[] {10, 0, 3}, HeldOutRows.counts(256, new int[] {10, 0, 3}));
        assertArrayEquals(new int[] {1, 1, 1}, HeldOutRows.counts(1, new int[] {5, 5, 5}));
        assertEquals(new Batches(64, 64), Batches.of(128, 1000, 1000));
        assertEquals(new Batches(96, 32), Batches.of(128, 3000, 1000));
        assertEquals(new Batches(127, 1), Batches.of(128, 100000, 2));
        assertEquals(new Batches(1, 1), Batches.of(1, 10, 10));
        assertEquals(new Batches(128, 0), Batches.of(128, 10, 0));
    }

    @Test
    void classesStandForTheirShares() {
        double[] natural = {.99, .01};
        int[] counts = {200, 16};
        assertArrayEquals(natural,
                HeldOutRows.shares(HoldOut.Ratio.NATURAL, natural, counts), 1e-15);
        assertArrayEquals(new double[] {.5, .5},
                HeldOutRows.shares(HoldOut.Ratio.BALANCED, natural, counts), 1e-15);
        assertArrayEquals(new double[] {1, 0},
                HeldOutRows.shares(HoldOut.Ratio.NATURAL, natural, new int[] {5, 0}), 1e-15);
    }
}
