package org.metabalance.meta.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    private static final double EXACT = 1e-15;

    @Test
    void twoClassesByHand() {
        ConfusionMatrix matrix = ConfusionMatrix.binary(6, 3, 27, 4);
        assertEquals(40, matrix.total());
        assertEquals(33 / 40.0, matrix.accuracy(), EXACT);
        assertEquals(.6, matrix.recall(1), EXACT);
        assertEquals(.9, matrix.recall(0), EXACT);
        assertEquals(6 / 9.0, matrix.precision(1), EXACT);
        assertEquals(.75, matrix.balancedAccuracy(), EXACT);
        assertEquals(Math.sqrt(.54), matrix.gMean(), EXACT);
        assertEquals(12 / 19.0, matrix.f1(), EXACT);
        // (6 * 27 - 3 * 4) / sqrt(9 * 10 * 31 * 30)
        assertEquals(150 / Math.sqrt(9 * 10 * 31 * 30), matrix.mcc(), EXACT);
        // observed 33/40, by chance (9 * 10 + 31 * 30) / 1600
        double chance = 1020 / 1600.0;
        assertEquals((33 / 40.0 - chance) / (1 - chance), matrix.kappa(), EXACT);
    }

    @Test
    void threeClassesByHand() {
        ConfusionMatrix matrix = ConfusionMatrix.of(
                new int[] {0, 0, 0, 0, 1, 1, 2}, new int[] {0, 0, 0, 1, 1, 2, 2}, 3);
        assertArrayEquals(new int[] {3, 1, 0}, matrix.counts()[0]);
        assertArrayEquals(new double[] {.75, .5, 1}, matrix.recalls(), EXACT);
        assertEquals(.75, matrix.balancedAccuracy(), EXACT);
        assertEquals(Math.cbrt(.375), matrix.gMean(), EXACT);
        assertEquals((6 / 7.0 + 2 / 4.0 + 2 / 3.0) / 3, matrix.f1(), EXACT);
        // correct 5 of 7; actual 4, 2, 1; predicted 3, 2, 2
        assertEquals((35 - 18) / Math.sqrt((49 - 21.0) * (49 - 17)), matrix.mcc(), EXACT);
        assertEquals((35 - 18) / (49 - 18.0), matrix.kappa(), EXACT);
    }

    @Test
    void onePredictionForAll() {
        ConfusionMatrix matrix = ConfusionMatrix.binary(0, 0, 8, 2);
        assertEquals(.5, matrix.balancedAccuracy());
        assertEquals(0, matrix.gMean());
        assertEquals(0, matrix.f1());
        assertEquals(0, matrix.precision(1));
        assertEquals(0, matrix.mcc());
        assertEquals(0, matrix.kappa());
    }

    @Test
    void oneClassOnly() {
        ConfusionMatrix right = ConfusionMatrix.binary(0, 0, 8, 0);
        assertEquals(Double.NaN, right.recall(1));
        assertEquals(1, right.balancedAccuracy());
        assertEquals(1, right.gMean());
        assertEquals(0, right.f1());
        assertEquals(0, right.mcc());
        assertEquals(0, right.kappa());
        ConfusionMatrix none = ConfusionMatrix.of(new int[2][2]);
        assertEquals(Double.NaN, none.accuracy());
        assertEquals(Double.NaN, none.balancedAccuracy());
        assertEquals(Double.NaN, none.gMean());
        assertEquals(Double.NaN, ConfusionMatrix.of(new int[3][3]).f1());
    }

    @Test
    void absentClassesDoNotCount() {
        ConfusionMatrix matrix = ConfusionMatrix
                .of(new int[][] {{3, 1, 0, 0}, {0, 2, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}});
        assertEquals(.875, matrix.balancedAccuracy(), EXACT);
        assertEquals(Math.sqrt(.75), matrix.gMean(), EXACT);
        assertEquals((6 / 7.0 + 4 / 5.0) / 2, matrix.macroF1(), EXACT);
    }

    @Test
    void largeCountsDoNotOverflow() {
        ConfusionMatrix matrix = ConfusionMatrix.binary(1_000_000_000, 0, 1_000_000_000,
                1_000_000_000);
        assertEquals(1 / Math.sqrt(4) * 1, matrix.mcc(), EXACT);
        assertEquals(3_000_000_000L, matrix.total());
    }

    @Test
    void countsAreItsOwn() {
        int[][] counts = {{1, 2}, {3, 4}};
        ConfusionMatrix matrix = ConfusionMatrix.of(counts);
        counts[0][0] = 9;
        matrix.counts()[1][1] = 9;
        assertEquals(ConfusionMatrix.of(new int[][] {{1, 2}, {3, 4}}), matrix);
        assertEquals(matrix.hashCode(), ConfusionMatrix.of(matrix.counts()).hashCode());
        assertThrows(IllegalArgumentException.class, () -> ConfusionMatrix.of(new int[2][3]));
        assertThrows(
                IllegalArgumentException.class,
                () -> ConfusionMatrix.of(new int[][] {{1, -1}, {0, 0}}));
        assertThrows(
                IllegalArgumentException.class,
                () -> ConfusionMatrix.of(new int[1], new int[2], 2));
    }
}
