package org.metabalance.meta.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MeritTest {
    private static final int[] LABELS = {0, 1, 0, 1};

    private static double[][] probabilities(double... ofOne) {
        double[][] rows = new double[ofOne.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {1 - ofOne[i], ofOne[i]};
        }
        return rows;
    }

    @Test
    void averagePrecisionComesFirstThenTheLowerLoss() {
        Merit unsure = Merit.of(probabilities(.4, .6, .45, .55), LABELS);
        Merit sure = Merit.of(probabilities(.1, .9, .1, .9), LABELS);
        Merit wrong = Merit.of(probabilities(.01, .99, .6, .5), LABELS);
        assertEquals(1, unsure.averagePrecision());
        assertEquals(-Math.log(.9), sure.logLoss(), 1e-12);
        assertTrue(sure.betterThan(unsure));
        assertFalse(unsure.betterThan(sure));
        assertFalse(sure.betterThan(sure));
        // its loss is lower than that of the first, its ranking is worse
        assertTrue(wrong.logLoss() < unsure.logLoss());
        assertTrue(unsure.betterThan(wrong));
    }

    @Test
    void scoresThatAreNotFiniteAreWorseThanAll() {
        Merit none = Merit.of(probabilities(.1, Double.NaN, .1, .9), LABELS);
        assertEquals(Merit.NONE, none);
        assertTrue(Merit.of(probabilities(1, 0, 1, 0), LABELS).betterThan(none));
    }

    @Test
    void severalClassesAreAveraged() {
        double[][] rows = {{.8, .1, .1}, {.2, .5, .3}, {.3, .3, .4}};
        Merit merit = Merit.of(rows, new int[] {0, 1, 2});
        assertEquals(1, merit.averagePrecision());
        assertEquals(-(Math.log(.8) + Math.log(.5) + Math.log(.4)) / 3, merit.logLoss(), 1e-12);
    }

    @Test
    void aSureMistakeCostsNoMoreThanF32CanTell() {
        assertEquals(
                -Math.log(Math.ulp(1f)), LogLoss.of(probabilities(1), new int[] {0}), 1e-12);
    }

    @Test
    void rowsWithoutAPositiveOneCannotChoose() {
        assertEquals(
                "average precision, which models are chosen by, is not defined on 2 rows of which"
                        + " none is positive",
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Merit.of(probabilities(.1, .2), new int[2])).getMessage());
    }
}
