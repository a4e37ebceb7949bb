package org.metabalance.meta.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

    /** Differences 1, 2, 3, 4: t = 2.5 / (sqrt(5 / 3) / 2) = 3.873 with 3 degrees of freedom. */
    @Test
    void againstATableOfStudentsDistribution() {
        PairedDifference test = PairedDifference.of(
                new double[] {2, 4, 6, 8}, new double[] {1, 2, 3, 4});
        assertEquals(2.5, test.difference(), 1e-12);
        assertEquals(Math.sqrt(5.0 / 3) / 2, test.standardError(), 1e-12);
        assertEquals(4, test.pairs());
        assertEquals(0.0305, test.pValue(), 5e-5);
        assertTrue(test.beyondNoise());
        assertFalse(test.reversed().beyondNoise());
        assertEquals(-2.5, test.reversed().difference(), 1e-12);
        assertEquals(test.pValue(), test.reversed().pValue());
    }

    @Test
    void aDifferenceThatNeverVaries() {
        double[] x = {.5, .25, .75};
        assertEquals(1, PairedDifference.of(x, x.clone()).pValue());
        PairedDifference shifted = PairedDifference.of(x, new double[] {.25, 0, .5});
        assertEquals(0, shifted.pValue());
        assertTrue(shifted.beyondNoise());
    }

    @Test
    void tooFewPairsSayNothing() {
        PairedDifference one = PairedDifference.of(new double[] {1}, new double[] {0});
        assertEquals(1, one.difference());
        assertTrue(Double.isNaN(one.pValue()));
        assertFalse(one.beyondNoise());
        PairedDifference none = PairedDifference.of(new double[0], new double[0]);
        assertTrue(Double.isNaN(none.difference()));
        assertFalse(none.beyondNoise() || none.reversed().beyondNoise());
        assertThrows(
                IllegalArgumentException.class,
                () -> PairedDifference.of(new double[2], new double[3]));
    }

    /**
     * SciPy 1.10.1: d = a - b; e = sqrt((1/5 + r) d.var(ddof=1)); 2 stats.t.sf(d.mean() / e, 4), with r = 0
     * the value of stats.ttest_rel(a, b).
     */
    @Test
    void splitsThatShareRowsSayLess() {
        PairedDifference plain = PairedDifference.of(
                new double[] {0.61, 0.58, 0.66, 0.70, 0.63},
                new double[] {0.51, 0.50, 0.59, 0.60, 0.57});
        assertEquals(0.0005107266305633, plain.pValue(), 1e-12);
        assertEquals(0.0011147876731114228, plain.corrected(.1).pValue(), 1e-12);
        PairedDifference third = plain.corrected(1 / 3.0);
        assertEquals(0.003288969448501566, third.pValue(), 1e-12);
        assertEquals(0.01306394529484359, third.standardError(), 1e-12);
        assertEquals(plain.difference(), third.difference());
        assertEquals(plain, plain.corrected(0));
        assertThrows(IllegalArgumentException.class, () -> plain.corrected(-.1));
        assertThrows(IllegalArgumentException.class, () -> plain.corrected(Double.NaN));
    }

    @Test
    void whatIsCertainOrUnknownStaysSo() {
        double[] x = {.5, .25, .75};
        assertEquals(1, PairedDifference.of(x, x.clone()).corrected(.5).pValue());
        assertEquals(
                0, PairedDifference.of(x, new double[] {.25, 0, .5}).corrected(.5).pValue());
        assertTrue(Double.isNaN(
                PairedDifference.of(new double[] {1}, new double[] {0}).corrected(.5).pValue()));
        assertTrue(Double.isNaN(
                PairedDifference.of(new double[0], new double[0]).corrected(.5).pValue()));
    }
}
