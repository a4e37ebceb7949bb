package org.metabalance.meta.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Average precision, ROC-AUC and precision at recall on cases small enough to do by hand. */
class RankingMetricsTest {
    private static final double EXACT = 1e-15;

    @Test
    void workedByHand() {
        // ranking: + - + -; precision 1 at recall 1/2, 2/3 at recall 1; 3 of 4 pairs in order
        double[] scores = {.9, .8, .7, .6};
        int[] labels = {1, 0, 1, 0};
        assertEquals((1 + 2 / 3.0) / 2, AveragePrecision.of(scores, labels), EXACT);
        assertEquals(.75, RocAuc.of(scores, labels), EXACT);
        assertEquals(1, PrecisionAtRecall.of(scores, labels, .5), EXACT);
        assertEquals(2 / 3.0, PrecisionAtRecall.of(scores, labels, .51), EXACT);
    }

    @Test
    void perfectAndReversedRankings() {
        double[] scores = {3, 2, 1, 0};
        assertEquals(1, AveragePrecision.of(scores, new int[] {1, 1, 0, 0}), EXACT);
        assertEquals(1, RocAuc.of(scores, new int[] {1, 1, 0, 0}), EXACT);
        assertEquals(
                (1 / 3.0 + 2 / 4.0) / 2,
                AveragePrecision.of(scores, new int[] {0, 0, 1, 1}),
                EXACT);
        assertEquals(0, RocAuc.of(scores, new int[] {0, 0, 1, 1}), EXACT);
    }

    @Test
    void tiedRowsAreOneGroupInAnyOrder() {
        // one group of + - above a group of + + -: precision 1/2 at recall 1/3, then 3/5 at 1
        double[] scores = {2, 2, 1, 1, 1};
        for (int[] labels : new int[][] {{1, 0, 1, 1, 0}, {0, 1, 0, 1, 1}, {0, 1, 1, 0, 1}}) {
            assertEquals(
                    1 / 3.0 * .5 + 2 / 3.0 * .6, AveragePrecision.of(scores, labels), EXACT);
            // pairs: 1 tied above, 1 in order, 2 reversed, 2 tied below
            assertEquals((.5 + 1 + 0 + 1) / 6, RocAuc.of(scores, labels), EXACT);
        }
    }

    @Test
    void allScoresEqualIsChance() {
        double[] scores = {.3, .3, .3, .3, .3};
        int[] labels = {0, 1, 0, 0, 0};
        assertEquals(.2, AveragePrecision.of(scores, labels), EXACT);
        assertEquals(.5, RocAuc.of(scores, labels), EXACT);
        assertEquals(.2, PrecisionAtRecall.of(scores, labels, 1), EXACT);
    }

    @Test
    void bothZerosAreOneScore() {
        assertEquals(.5, RocAuc.of(new double[] {0.0, -0.0}, new int[] {1, 0}), EXACT);
        assertEquals(.5, RocAuc.of(new double[] {-0.0, 0.0}, new int[] {1, 0}), EXACT);
    }

    @Test
    void infiniteScoresAreScores() {
        double infinity = Double.POSITIVE_INFINITY;
        double[] scores = {infinity, -infinity, 0, -infinity};
        assertEquals(1, AveragePrecision.of(scores, new int[] {1, 0, 1, 0}), EXACT);
        assertEquals(5 / 6.0, RocAuc.of(scores, new int[] {1, 0, 1, 1}), EXACT);
    }

    @Test
    void undefinedWithoutAClass() {
        double[] scores = {.1, .2};
        assertEquals(Double.NaN, AveragePrecision.of(scores, new int[] {0, 0}));
        assertEquals(1, AveragePrecision.of(scores, new int[] {1, 1}));
        assertEquals(Double.NaN, RocAuc.of(scores, new int[] {0, 0}));
        assertEquals(Double.NaN, RocAuc.of(scores, new int[] {1, 1}));
        assertEquals(Double.NaN, PrecisionAtRecall.of(scores, new int[] {0, 0}, .5));
    }

    @Test
    void macroAveragesLeaveAbsentClassesOut() {
        double[][] probabilities = {{.8, .1, .1}, {.3, .6, .1}, {.4, .5, .1}};
        int[] labels = {0, 1, 0};
        assertEquals(1, RocAuc.macro(probabilities, labels), EXACT);
        assertEquals(1, AveragePrecision.macro(probabilities, labels), EXACT);
        assertEquals(Double.NaN, RocAuc.macro(probabilities, new int[3]));
    }

    @Test
    void nanIsAnError() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> RocAuc.of(new double[] {1, Double.NaN}, new int[] {0, 1}));
        assertEquals(
                "roc auc: scores must be numbers, got NaN in row 1 (has training diverged?)",
                e.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> AveragePrecision.of(new double[1], new int[2]));
        assertThrows(
                IllegalArgumentException.class,
                () -> AveragePrecision.of(new double[0], new int[0]));
        assertTrue(
                assertThrows(
                        IllegalArgumentException.class,
                        () -> PrecisionAtRecall.of(new double[1], new int[1], 0))
                        .getMessage()
                        .contains("above 0"));
    }
}
