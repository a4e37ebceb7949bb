package org.metabalance.meta.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;

class ImbalanceTest {
    private static int[] balanced(int classes, int each) {
        return IntStream.range(0, classes * each).map(i -> i % classes).toArray();
    }

    private static int[] counts(Imbalance imbalance, int classes, int each) {
        return imbalance.of(balanced(classes, each), classes, Rng.of(1)).counts();
    }

    /** The counts of CIFAR-10-LT at ratio 100, as LDAM's code makes them. */
    @Test
    void exponentialIsTheUsualLongTail() {
        assertArrayEquals(
                new int[] {5000, 2997, 1796, 1077, 645, 387, 232, 139, 83, 50},
                counts(new Imbalance.Exponential(100), 10, 5000));
        assertArrayEquals(
                new int[] {1000, 599, 359, 215, 129, 77, 46, 27, 16, 10},
                counts(new Imbalance.Exponential(100), 10, 1000));
        assertArrayEquals(new int[] {7, 7, 7}, counts(new Imbalance.Exponential(1), 3, 7));
    }

    @Test
    void aStepHasLargeClassesAndSmallOnes() {
        assertArrayEquals(
                new int[] {100, 100, 10, 10}, counts(new Imbalance.Step(10, .5), 4, 100));
        assertArrayEquals(
                new int[] {100, 100, 100, 1}, counts(new Imbalance.Step(1000, .1), 4, 100));
    }

    @Test
    void theCountsOfMetaBalanceAreThoseOfItsPaper() {
        Imbalance.Part severe = Imbalance.SEVERE.of(balanced(10, 5000), 10, Rng.of(1));
        assertEquals(5045, severe.indices().length);
        assertEquals(1000, severe.ratio());
        assertEquals(1, severe.ranking()[0]);
        Imbalance.Part moderate = Imbalance.MODERATE.of(balanced(10, 5000), 10, Rng.of(1));
        assertArrayEquals(
                new int[] {31, 5000, 46, 37, 6, 14, 43, 16, 41, 19}, moderate.counts());
        assertArrayEquals(new int[] {1, 2, 6, 8, 3, 0, 9, 7, 5, 4}, moderate.ranking());
        assertEquals(
                "imbalance: needs of the class at place 1 5000 examples, the data has 400",
                assertThrows(DataException.class, () -> counts(Imbalance.MODERATE, 10, 400))
                        .getMessage());
        assertThrows(DataException.class, () -> counts(Imbalance.SEVERE, 9, 5000));
    }

    @Test
    void thePartHasWhatItSaysAndTheSeedDecidesWhich() {
        int[] labels = balanced(5, 200);
        Imbalance tail = new Imbalance.Exponential(20);
        Imbalance.Part part = tail.shuffled(labels, 5, Rng.of(3));
        int[] found = new int[5];
        for (int i = 0; i < part.indices().length; i++) {
            found[labels[part.indices()[i]]]++;
            assertEquals(i > 0, i > 0 && part.indices()[i] > part.indices()[i - 1]);
        }
        assertArrayEquals(part.counts(), found);
        assertEquals(200, part.counts()[part.ranking()[0]]);
        assertEquals(10, part.counts()[part.ranking()[4]]);
        assertArrayEquals(
                part.indices(), tail.shuffled(labels, 5, Rng.of(3)).indices());
        Imbalance.Part other = tail.of(labels, part.ranking(), Rng.of(4));
        assertArrayEquals(part.counts(), other.counts());
        assertFalse(Arrays.equals(part.indices(), other.indices()));
    }

    @Test
    void aSetThatIsNotBalancedKeepsTheProfile() {
        int[] labels = IntStream.concat(
                IntStream.generate(() -> 0).limit(50), IntStream.generate(() -> 1).limit(400))
                .toArray();
        Imbalance half = new Imbalance.Exponential(2);
        assertArrayEquals(new int[] {50, 25}, half.of(labels, 2, Rng.of(1)).counts());
        assertArrayEquals(
                new int[] {50, 100}, half.of(labels, new int[] {1, 0}, Rng.of(1)).counts());
        assertThrows(DataException.class, () -> half.of(labels, 3, Rng.of(1)));
        assertThrows(IllegalArgumentException.class, () -> new Imbalance.Exponential(.5));
        assertThrows(IllegalArgumentException.class, () -> new Imbalance.Counts(List.of(3, 0)));
    }
}
