package org.metabalance.meta.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.Groups;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.data.TooFewRowsException;

class DivisionTest {
    private static final List<String> CLASSES = List.of("usual", "rare");
    private static final int ROWS = 2000;

    /** One row in ten is rare. */
    private static int[] labels() {
        int[] order = Rng.of(3).permutation(ROWS);
        return Arrays.stream(order).map(i -> i < ROWS / 10 ? 1 : 0).toArray();
    }

    /** 150 groups of very different sizes; in every fifth half of the rows are rare. */
    private static Groups groups(int[] labels) {
        int[] order = Rng.of(4).permutation(ROWS);
        int[] groups = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            int wide = labels[row] == 1 ? 30 : 150;
            groups[row] = (int) ((long) order[row] * order[row] / ROWS * wide / ROWS);
        }
        return new Groups("customer", groups);
    }

    private static void requirePartition(Split split, int rows) {
        int[] all = Stream.of(split.train(), split.validation(), split.test())
                .flatMapToInt(Arrays::stream).sorted().toArray();
        assertArrayEquals(IntStream.range(0, rows).toArray(), all);
    }

    private static double share(int[] part, int[] labels) {
        return Arrays.stream(part).map(row -> labels[row]).average().orElseThrow();
    }

    @Test
    void everyFoldIsTestedOnOnceARepeat() {
        int[] labels = labels();
        Division.Folds folds = new Division.Folds(5, 2, null);
        assertEquals(10, folds.runs(99));
        Set<List<Integer>> tested = new HashSet<>();
        for (int repeat = 0; repeat < 2; repeat++) {
            int[] times = new int[ROWS];
            for (int fold = 0; fold < 5; fold++) {
                Split split = folds.of(labels, CLASSES, repeat * 5 + fold);
                requirePartition(split, ROWS);
                Arrays.stream(split.test()).forEach(row -> times[row]++);
                assertEquals(400, split.test().length);
                assertEquals(1200, split.train().length);
                assertEquals(.1, share(split.test(), labels), 1e-9);
                assertEquals(.1, share(split.validation(), labels), 1e-9);
                tested.add(Arrays.stream(split.test()).boxed().toList());
            }
            assertTrue(Arrays.stream(times).allMatch(count -> count == 1));
        }
        assertEquals(10, tested.size());
        assertEquals("repeat 2, fold 3", folds.name(7));
        assertEquals(Splits.TEST_OVER_TRAIN, folds.testOverTrain(), 1e-12);
    }

    @Test
    void foldsNeedRowsOfEveryClass() {
        int[] few = new int[50];
        Arrays.fill(few, 0, 4, 1);
        assertTrue(assertThrows(TooFewRowsException.class,
                () -> new Division.Folds(5, 1, null).of(few, CLASSES, 0))
                .getMessage().startsWith("class 'rare' has 4 rows, too few for 5 folds"));
        for (int k : new int[] {2, 4}) {
            for (int run = 0; run < k; run++) {
                Split split = new Division.Folds(k, 1, null).of(few, CLASSES, run);
                for (int[] part : List.of(split.train(), split.validation(), split.test())) {
                    assertTrue(Arrays.stream(part).anyMatch(row -> few[row] == 1));
                }
            }
        }
    }

    @Test
    void noGroupIsInTwoParts() {
        int[] labels = labels();
        Groups groups = groups(labels);
        for (Division division : List.of(
                new Division.BySeed(groups), new Division.Folds(5, 2, groups))) {
            Set<List<Integer>> tested = new HashSet<>();
            for (int run = 0; run < 10; run++) {
                Split split = division.of(labels, CLASSES, run);
                requirePartition(split, ROWS);
                Set<Integer> seen = new HashSet<>();
                for (int[] part : List.of(split.train(), split.validation(), split.test())) {
                    Set<Integer> own = new HashSet<>();
                    Arrays.stream(part).forEach(row -> own.add(groups.numbers()[row]));
                    int before = seen.size();
                    seen.addAll(own);
                    assertEquals(before + own.size(), seen.size(), division.name(run));
                    assertEquals(.1, share(part, labels), .04, division.name(run));
                }
                assertEquals(.6, split.train().length / (double) ROWS, .06);
                assertEquals(.2, split.test().length / (double) ROWS, .05);
                assertArrayEquals(split.test(), division.of(labels, CLASSES, run).test());
                tested.add(Arrays.stream(split.test()).boxed().toList());
            }
            assertEquals(10, tested.size(), "seeds must divide differently");
        }
    }

    @Test
    void aClassInTooFewGroupsIsRefused() {
        int[] labels = new int[30];
        Arrays.fill(labels, 0, 10, 1);
        int[] numbers = IntStream.range(0, 30).map(row -> row / 5).toArray();
        String message = assertThrows(DataException.class,
                () -> new Division.BySeed(new Groups("ward", numbers)).of(labels, CLASSES, 0))
                .getMessage();
        assertEquals(
                "class 'rare' is in 2 groups of column 'ward', too few for 3 parts with groups kept together",
                message);
    }

    @Test
    void laterRowsAreTestedOn() {
        int[] labels = labels();
        double[] times = IntStream.range(0, ROWS).mapToDouble(row -> (row * 37 % ROWS) / 20)
                .toArray(); // 20 rows of each time
        Division division = new Division.InTime("day", times, 0);
        Split split = division.of(labels, CLASSES, 4);
        requirePartition(split, ROWS);
        requireOrder(times, split);
        assertEquals(1200, split.train().length);
        assertEquals(400, split.test().length);
        assertEquals(0, division.testOverTrain());
        assertTrue(division.same());
        assertEquals(7, division.runs(7));
    }

    @Test
    void theWindowGrows() {
        int[] labels = labels();
        double[] times = IntStream.range(0, ROWS).mapToDouble(row -> Math.min(row / 7, 250))
                .toArray();
        Division division = new Division.InTime("day", times, 3);
        assertEquals(3, division.runs(7));
        assertFalse(division.same());
        int train = 0;
        for (int run = 0; run < 3; run++) {
            Split split = division.of(labels, CLASSES, run);
            requireOrder(times, split);
            assertTrue(split.train().length > train);
            train = split.train().length;
        }
        assertEquals((1 + 1 / 2.0 + 1 / 3.0) / 3, division.testOverTrain(), 1e-12);
    }

    private static void requireOrder(double[] times, Split split) {
        assertTrue(most(times, split.train()) < least(times, split.validation()));
        assertTrue(most(times, split.validation()) < least(times, split.test()));
    }

    private static double most(double[] times, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> times[row]).max().orElseThrow();
    }

    private static double least(double[] times, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> times[row]).min().orElseThrow();
    }

    @Test
    void tooFewTimesAndAbsentClassesAreRefused() {
        int[] labels = {0, 1, 0, 1, 0, 1};
        assertEquals(
                "column 'day' has 2 different times, too few for 3 parts one after the other",
                assertThrows(DataException.class,
                        () -> new Division.InTime("day", new double[] {1, 1, 1, 2, 2, 2}, 0)
                                .of(labels, CLASSES, 0))
                        .getMessage());
        int[] sorted = {0, 0, 0, 1, 1, 1};
        assertTrue(assertThrows(DataException.class,
                () -> new Division.InTime("day", new double[] {1, 2, 3, 4, 5, 6}, 0)
                        .of(sorted, CLASSES, 0))
                .getMessage()
                .startsWith("by column 'day' no row of class 'usual' is in the validation part"));
    }
}
