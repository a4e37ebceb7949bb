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
}
