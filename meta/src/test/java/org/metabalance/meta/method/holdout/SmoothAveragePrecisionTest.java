package org.metabalance.meta.method.holdout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.GradCheck;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.metric.AveragePrecision;

class SmoothAveragePrecisionTest {

    /** Scores 0, 1, ... in random order, of which the first are positive. */
    private static double[] scores(int rows, long seed) {
        return IntStream.of(Rng.of(seed).permutation(rows)).mapToDouble(i -> i).toArray();
    }

    private static double smooth(double[] scores, int positives, double[] weights, double tau) {
        Tape tape = Tape.f64();
        return SmoothAveragePrecision.of(
                tape.constant(Arrays.copyOf(scores, positives)),
                tape.constant(Arrays.copyOfRange(scores, positives, scores.length)),
                weights == null ? null : tape.constant(weights), tau)
                .item();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 30})
    void isAveragePrecisionInTheLimit(int positives) {
        for (long seed = 0; seed < 10; seed++) {
            double[] scores = scores(40, seed);
            int[] labels = IntStream.range(0, 40).map(i -> i < positives ? 1 : 0).toArray();
            double exact = AveragePrecision.of(scores, labels);
            assertEquals(exact, smooth(scores, positives, null, 1e-2), 1e-12);
            double far = Math.abs(exact - smooth(scores, positives, null, 3));
            double near = Math.abs(exact - smooth(scores, positives, null, .1));
            assertTrue(near <= far + 1e-12, near + " at .1, " + far + " at 3");
        }
    }

    @Test
    void aNegativeOfWeightTwoIsTwoNegatives() {
        double[] scores = {.9, .4, .7, .5, .1};
        double[] doubled = {.9, .4, .7, .7, .5, .1};
        assertEquals(
                smooth(doubled, 2, null, .1),
                smooth(scores, 2, new double[] {2, 1, 1}, .1), 1e-15);
        assertEquals(
                smooth(scores, 2, null, .1),
                smooth(scores, 2, new double[] {1, 1, 1}, .1), 1e-15);
    }

    @Test
    void hasDerivatives() {
        double[] positives = {.3, .8, .55};
        double[] negatives = {.1, .75, .5, .35, .2};
        Tensor[] none = new Tensor[1];
        GradCheck.check(
                2, xs -> SmoothAveragePrecision.of(xs.get(0), xs.get(1), none[0], .1),
                NdArray.of(positives, 3), NdArray.of(negatives, 5));
        GradCheck.check(
                1, xs -> SmoothAveragePrecision.of(xs.get(0), xs.get(1), xs.get(2), .05),
                NdArray.of(positives, 3), NdArray.of(negatives, 5),
                NdArray.of(new double[] {1, 2, 1, .5, 3}, 5));
    }

    @Test
    void refusesWhatHasNoRanks() {
        Tape tape = Tape.f64();
        Tensor some = tape.constant(new double[] {1, 2}, 2);
        assertThrows(IllegalArgumentException.class,
                () -> SmoothAveragePrecision.of(some, some, null, 0));
        assertThrows(IllegalArgumentException.class,
                () -> SmoothAveragePrecision.of(tape.zeros(0), some, null, .1));
        assertThrows(IllegalArgumentException.class,
                () -> SmoothAveragePrecision.of(some.reshape(1, 2), some, null, .1));
        assertThrows(IllegalArgumentException.class, () -> new HoldOutLoss.SmoothAp(-1));
    }
}
