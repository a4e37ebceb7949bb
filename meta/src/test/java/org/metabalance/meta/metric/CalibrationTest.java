package org.metabalance.meta.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The Brier score and the expected calibration error by hand. */
class CalibrationTest {
    private static final double EXACT = 1e-15;

    @Test
    void brierByHand() {
        assertEquals(
                (.01 + .04 + .25) / 3,
                Brier.binary(new double[] {.9, .2, .5}, new int[] {1, 0, 0}),
                EXACT);
        double[][] both = {{.1, .9}, {.8, .2}, {.5, .5}};
        assertEquals((.02 + .08 + .5) / 3, Brier.multiclass(both, new int[] {1, 0, 0}), EXACT);
        double[][] three = {{.2, .3, .5}};
        assertEquals(.04 + .09 + .25, Brier.multiclass(three, new int[] {2}), EXACT);
    }

    @Test
    void calibrationByHand() {
        // bins of width 1/2: {.1, .3, .5} with one event, {.7, 1} with one event
        double[] probabilities = {.1, .3, .5, .7, 1};
        boolean[] cameTrue = {false, false, true, false, true};
        assertEquals(
                (Math.abs(.9 - 1) + Math.abs(1.7 - 1)) / 5,
                CalibrationError.of(probabilities, cameTrue, 2),
                EXACT);
    }

    @Test
    void binsAreClosedAbove() {
        // 1/3 falls into the first of three bins, 0 too: mean 1/6 against 1/2
        assertEquals(
                2 / 6.0,
                CalibrationError.of(new double[] {0, 1 / 3.0}, new boolean[] {true, false}, 3),
                EXACT);
        // just above, it falls into the second: |0 - 1| and |1/3 - 0|
        assertEquals(
                (1 + .3334) / 2,
                CalibrationError.of(new double[] {0, .3334}, new boolean[] {true, false}, 3),
                EXACT);
    }

    @Test
    void certainAndRightIsPerfect() {
        assertEquals(0, CalibrationError.binary(new double[] {0, 1, 0}, new int[] {0, 1, 0}));
        assertEquals(
                1, CalibrationError.binary(new double[] {1, 0, 1}, new int[] {0, 1, 0}), EXACT);
        double[][] certain = {{1, 0, 0}, {0, 0, 1}};
        assertEquals(0, CalibrationError.confidence(certain, new int[] {0, 2}));
        assertEquals(.5, CalibrationError.confidence(certain, new int[] {1, 2}), EXACT);
    }

    @Test
    void refusesWhatIsNoProbability() {
        for (double wrong : new double[] {Double.NaN, 1.1, -.1}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Brier.binary(new double[] {wrong}, new int[1]));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> CalibrationError.binary(new double[] {wrong}, new int[1]));
        }
        // rounding in 32 bits is forgiven
        assertTrue(Brier.binary(new double[] {1.0000001}, new int[] {1}) < 1e-12);
        assertTrue(CalibrationError.binary(new double[] {1.0000001}, new int[] {1}) < 1e-6);
    }
}
