package org.metabalance.meta.verification;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;

class PairsTest {
    private static final int[] LABELS = {2, 0, 3, 2, 0, 2, 2, 3, 0, 2, 5};

    /** Checks kinds; returns the pairs, each with the smaller number first. */
    private static Set<Integer> checked(Pairs pairs) {
        Set<Integer> seen = new HashSet<>();
        for (int k = 0; k < pairs.size(); k++) {
            int i = pairs.first()[k];
            int j = pairs.second()[k];
            assertTrue(i != j);
            assertEquals(LABELS[i] == LABELS[j] ? 1 : 0, pairs.same()[k]);
            assertTrue(seen.add(Math.min(i, j) * 100 + Math.max(i, j)), "twice");
        }
        return seen;
    }

    @Test
    void everyPairIsThereOnceIfThereAreFew() {
        Pairs pairs = Pairs.of(LABELS, 6, 1000, Rng.of(1));
        assertEquals(55, checked(pairs).size());
        assertEquals(10 + 3 + 1, pairs.sameCount());
    }

    @Test
    void ofManySoManyOfEachKindAreChosenWithoutRepeating() {
        Pairs pairs = Pairs.of(LABELS, 6, 9, Rng.of(1));
        Set<Integer> chosen = checked(pairs);
        assertEquals(18, chosen.size());
        assertEquals(9, pairs.sameCount());
        assertEquals(chosen, checked(Pairs.of(LABELS, 6, 9, Rng.of(1))));
        assertTrue(!chosen.equals(checked(Pairs.of(LABELS, 6, 9, Rng.of(2)))));
    }

    /** Every pair of 55 is chosen about equally often. */
    @Test
    void noPairIsFavoured() {
        int[] times = new int[11 * 100];
        for (int seed = 0; seed < 2000; seed++) {
            checked(Pairs.of(LABELS, 6, 5, Rng.of(seed))).forEach(pair -> times[pair]++);
        }
        for (int i = 0; i < LABELS.length; i++) {
            for (int j = i + 1; j < LABELS.length; j++) {
                double expected = LABELS[i] == LABELS[j] ? 2000 * 5 / 14.0 : 2000 * 5 / 41.0;
                assertEquals(expected, times[i * 100 + j], 80);
            }
        }
    }

    @Test
    void pairsAreOfTheExamplesAskedFor() {
        int[] among = {0, 1, 2, 4, 5};
        Pairs pairs = Pairs.of(among, LABELS, 6, 100, Rng.of(1));
        assertEquals(10, checked(pairs).size());
        assertArrayEquals(
                among,
                IntStream.concat(IntStream.of(pairs.first()), IntStream.of(pairs.second()))
                        .distinct().sorted().toArray());
        assertThrows(
                IllegalArgumentException.class, () -> Pairs.of(LABELS, 6, 0, Rng.of(1)));
    }

    /** 99,999 of one identity have more pairs than an int can count. */
    @Test
    void pairsBeyondTheRangeOfIntsAreFound() {
        int[] labels = new int[100_000];
        labels[99_999] = 1;
        Pairs pairs = Pairs.of(labels, 2, 1000, Rng.of(1));
        assertEquals(1000, pairs.sameCount());
        assertEquals(2000, pairs.size());
        for (int k = 0; k < 1000; k++) {
            assertTrue(pairs.first()[k] > pairs.second()[k] && pairs.second()[k] >= 0);
            assertTrue(pairs.first()[k] < 99_999);
        }
        assertTrue(IntStream.of(pairs.first()).limit(1000).max().orElseThrow() > 99_900);
    }
}
