package org.metabalance.meta.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
    @Test
    void theThresholdDecides() {
        double[][] probabilities = {{.9, .1}, {.7, .3}, {.6, .4}, {.8, .2}};
        int[] labels = {0, 1, 1, 0};
        Scores half = Scores.of(probabilities, labels, .5);
        assertEquals(0, half.f1());
        assertEquals(1, half.averagePrecision());
        Scores exact = Scores.of(probabilities, labels, .3); // at least: .3 is positive
        assertEquals(1, exact.f1());
        assertEquals(1, exact.mcc(), 1e-15);
        assertEquals(.3, exact.threshold());
        assertEquals((.01 + .49 + .36 + .04) / 4, exact.brier(), 1e-15);
    }

    @Test
    void theMostProbableOfManyClassesIsPredicted() {
        double[][] probabilities = {{.4, .4, .2}, {.1, .2, .7}, {.3, .4, .3}};
        Scores scores = Scores.of(probabilities, new int[] {0, 2, 2}, .5);
        assertArrayEquals(new double[] {1, Double.NaN, .5}, scores.perClassRecall());
        assertEquals(.75, scores.balancedAccuracy());
        assertEquals(Double.NaN, scores.threshold());
        assertEquals(1, scores.confusion().count(2, 1));
    }

    @Test
    void valuesHaveTheNamesOfTheRecord() {
        Scores scores = Scores.of(new double[][] {{.4, .6}, {.7, .3}}, new int[] {1, 0}, .5);
        assertEquals(
                List.of(
                        "averagePrecision",
                        "rocAuc",
                        "balancedAccuracy",
                        "gMean",
                        "f1",
                        "mcc",
                        "brier",
                        "ece"),
                List.copyOf(scores.values().keySet()));
        assertEquals(scores.brier(), scores.values().get("brier"));
    }

    @Test
    void oneClassOnly() {
        Scores scores = Scores.of(new double[][] {{.4, .6}, {.7, .3}}, new int[] {0, 0}, .5);
        assertEquals(Double.NaN, scores.averagePrecision());
        assertEquals(Double.NaN, scores.rocAuc());
        assertEquals(.5, scores.balancedAccuracy());
        assertEquals(.5, scores.gMean());
        assertEquals(0, scores.f1());
        assertEquals(0, scores.mcc());
    }

    @Test
    void refusesWhatDoesNotFit() {
        double[][] one = {{.5, .5}};
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Scores.of(new double[][] {{Double.NaN, .5}}, new int[1], .5));
        assertEquals(
                "scores: probabilities must be in 0 .. 1, got NaN in row 0 (has training diverged?)",
                e.getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> Scores.of(one, new int[1], Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Scores.of(one, new int[2], .5));
        assertThrows(IllegalArgumentException.class, () -> Scores.of(one, new int[] {2}, .5));
        assertThrows(
                IllegalArgumentException.class,
                () -> Scores.of(new double[][] {{1}}, new int[1], .5));
    }
}
