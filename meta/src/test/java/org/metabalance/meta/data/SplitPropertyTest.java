package org.metabalance.meta.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;
import static org.quicktheories.generators.SourceDSL.longs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;

class SplitPropertyTest {
    @Test
    void partsAreDisjointCompleteAndStratified() {
        qt().forAll(
                lists().of(integers().between(3, 60)).ofSizeBetween(2, 5),
                integers().between(1, 98),
                integers().between(1, 98),
                longs().all())
                .checkAssert(
                        (counts, first, second, seed) -> {
                            int b = Math.min(second, 99 - first);
                            check(
                                    counts,
                                    seed,
                                    first / 100.0,
                                    b / 100.0,
                                    (100 - first - b) / 100.0);
                        });
    }

    private static void check(List<Integer> counts, long seed, double... shares) {
        int[] labels = IntStream.range(0, counts.size())
                .flatMap(c -> IntStream.generate(() -> c).limit(counts.get(c)))
                .toArray();
        List<String> names = counts.stream().map(String::valueOf).toList();
        int[][] parts = Split.parts(labels, names, Rng.of(seed), shares);
        assertArrayEquals(
                IntStream.range(0, labels.length).toArray(),
                Arrays.stream(parts).flatMapToInt(Arrays::stream).sorted().toArray());
        for (int c = 0; c < counts.size(); c++) {
            for (int p = 0; p < shares.length; p++) {
                int label = c;
                long rows = Arrays.stream(parts[p]).filter(row -> labels[row] == label).count();
                assertTrue(rows >= 1);
                // one away by rounding, and what the two other parts may need to get one row each
                assertEquals(shares[p] * counts.get(c), rows, 3);
            }
        }
    }
}
