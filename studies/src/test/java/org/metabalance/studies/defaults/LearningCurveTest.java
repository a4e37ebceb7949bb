package org.metabalance.studies.defaults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.meta.method.Budget.UntilStalled;

class LearningCurveTest {
    /** Updates; AP and loss of the half that chooses best at 200, and of the other, best at 300. */
    private static final LearningCurve CURVE = new LearningCurve(new double[][] {
        {100, .5, 1, .1, 1}, {200, .8, 1, .2, 1}, {300, .7, 1, .9, 1}, {400, .7, 1, .3, 1},
        {500, .8, .5, .4, 1}
    });

    @Test
    void theOtherHalfIsMeasuredWhereOneHalfChooses() {
        // by the first half 200, later 500 at the lower loss; by the second 300
        assertEquals(
                new LearningCurve.Outcome((.2 + .7) / 2, 400),
                CURVE.of(new UntilStalled(400, 400, 400)));
        assertEquals(
                new LearningCurve.Outcome((.4 + .7) / 2, 500),
                CURVE.of(new UntilStalled(500, 500, 500)));
    }

    @Test
    void patienceEndsIt() {
        // one half has been patient from 200 to 400, the other from 300 to 500
        assertEquals(
                new LearningCurve.Outcome((.2 + .7) / 2, 450),
                CURVE.of(new UntilStalled(100, 200, 600)));
        assertEquals(
                new LearningCurve.Outcome((.4 + .7) / 2, 500),
                CURVE.of(new UntilStalled(500, 200, 600)));
    }

    @Test
    void everyClassIsHalved() {
        int[] labels = IntStream.range(0, 100).map(i -> i < 71 ? 0 : i < 90 ? 1 : 2).toArray();
        List<int[]> halves = LearningCurve.halves(labels, 3, 5);
        List<Integer> all = new ArrayList<>();
        for (int[] half : halves) {
            int[] counts = new int[3];
            for (int row : half) {
                counts[labels[row]]++;
                all.add(row);
            }
            assertTrue(Math.abs(counts[0] - 35.5) < 1 && Math.abs(counts[1] - 9.5) < 1,
                    Arrays.toString(counts));
            assertEquals(5, counts[2]);
        }
        assertArrayEquals(
                IntStream.range(0, 100).toArray(),
                all.stream().mapToInt(Integer::intValue).sorted().toArray());
    }
}
