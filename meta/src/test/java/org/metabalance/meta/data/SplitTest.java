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
import org.metabalance.meta.data.table.Target;

class SplitTest {
    private static final List<String> CLASSES = List.of("good", "bad");

    private static int[] labels(int negatives, int positives) {
        int[] labels = new int[negatives + positives];
        Arrays.fill(labels, negatives, labels.length, 1);
        return labels;
    }

    private static Target target(int[] labels) {
        return new Target(
                "y", CLASSES, labels, IntStream.range(0, labels.length).toArray(), 0);
    }

    @Test
    void cutsByLargestRemainders() {
        double[] shares = {.6, .2, .2};
        assertArrayEquals(new int[] {6, 2, 2}, Split.sizes(10, shares));
        assertArrayEquals(new int[] {1, 1, 1}, Split.sizes(3, shares));
        assertArrayEquals(new int[] {2, 1, 1}, Split.sizes(4, shares));
        assertArrayEquals(new int[] {5, 2, 2}, Split.sizes(9, shares));
        assertArrayEquals(new int[] {7, 2, 2}, Split.sizes(11, shares));
        assertArrayEquals(new int[] {97, 1, 2}, Split.sizes(100, new double[] {.97, .01, .02}));
        assertArrayEquals(new int[] {2, 1, 1}, Split.sizes(4, new double[] {.98, .01, .01}));
        assertArrayEquals(new int[] {1, 2, 2}, Split.sizes(5, new double[] {.02, .49, .49}));
    }

    @Test
    void everyClassIsInEveryPart() {
        int[] labels = labels(100, 3);
        Split split = Split.stratified(target(labels).labels(), target(labels).classes(), .6, .2,
                .2, Rng.of(5));
        assertEquals(61, split.train().length);
        assertEquals(21, split.validation().length);
        assertEquals(21, split.test().length);
        for (int[] part : List.of(split.train(), split.validation(), split.test())) {
            assertEquals(1, Arrays.stream(part).map(row -> labels[row]).sum());
        }
    }

    @Test
    void sameSeedSameParts() {
        Target target = target(labels(40, 10));
        Split a = Split.stratified(target.labels(), target.classes(), .6, .2, .2, Rng.of(1));
        Split b = Split.stratified(target.labels(), target.classes(), .6, .2, .2, Rng.of(1));
        Split c = Split.stratified(target.labels(), target.classes(), .6, .2, .2, Rng.of(2));
        assertArrayEquals(a.train(), b.train());
        assertArrayEquals(a.validation(), b.validation());
        assertArrayEquals(a.test(), b.test());
        assertFalse(Arrays.equals(a.test(), c.test()));
    }

    @Test
    void foldsHoldOutEachRowOnce() {
        int[] labels = labels(23, 7);
        int[][] folds = Split.folds(labels, CLASSES, 5, Rng.of(3));
        assertArrayEquals(
                IntStream.range(0, 30).toArray(),
                Arrays.stream(folds).flatMapToInt(Arrays::stream).sorted().toArray());
        for (int[] fold : folds) {
            assertEquals(6, fold.length);
            int positives = Arrays.stream(fold).map(row -> labels[row]).sum();
            assertEquals(1.5, positives, .5);
        }
        int[] rest = Split.complement(folds[2], 30);
        assertEquals(24, rest.length);
        assertFalse(Arrays.stream(rest).anyMatch(row -> row == folds[2][0]));
    }

    @Test
    void tooSmallClassesSayWhatStillWorks() {
        TooFewRowsException e = assertThrows(
                TooFewRowsException.class,
                () -> Split.stratified(target(labels(9, 2)).labels(),
                        target(labels(9, 2)).classes(), .6, .2, .2, Rng.of(1)));
        assertEquals(
                "class 'bad' has 2 rows, too few for 3 parts. What still works: at most 2 parts, or more rows of 'bad'",
                e.getMessage());
        e = assertThrows(
                TooFewRowsException.class,
                () -> Split.folds(labels(9, 4), CLASSES, 5, Rng.of(1)));
        assertEquals(
                "class 'bad' has 4 rows, too few for 5 folds. What still works: at most 4 folds, or more rows of 'bad'",
                e.getMessage());
        e = assertThrows(
                TooFewRowsException.class,
                () -> Split.parts(labels(9, 1), CLASSES, Rng.of(1), .5, .5));
        assertEquals(
                "class 'bad' has 1 rows, too few for 2 parts. What still works: more rows of 'bad', or merging it with another class",
                e.getMessage());
    }

    @Test
    void refusesSharesThatDoNotAddUp() {
        int[] labels = labels(9, 9);
        for (double[] shares : new double[][] {{}, {.5, .6}, {1.5, -.5}, {Double.NaN, 1}}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Split.parts(labels, CLASSES, Rng.of(1), shares));
        }
    }
}
