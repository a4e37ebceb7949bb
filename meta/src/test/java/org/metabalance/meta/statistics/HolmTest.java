package org.metabalance.meta.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class HolmTest {
    /** statsmodels 0.13.5: multipletests([.01, .04, .03, .005, .5, .03], method='holm')[1]. */
    @Test
    void isThatOfStatsmodels() {
        assertArrayEquals(
                new double[] {.05, .12, .12, .03, .5, .12},
                Holm.correct(new double[] {.01, .04, .03, .005, .5, .03}), 1e-12);
    }

    @Test
    void whatCouldNotBeTestedDoesNotCount() {
        double nan = Double.NaN;
        assertArrayEquals(
                new double[] {nan, .02, .03, nan},
                Holm.correct(new double[] {nan, .01, .03, nan}), 1e-15);
        assertArrayEquals(new double[] {1, 1}, Holm.correct(new double[] {.9, .8}));
        assertArrayEquals(new double[0], Holm.correct(new double[0]));
    }
}
