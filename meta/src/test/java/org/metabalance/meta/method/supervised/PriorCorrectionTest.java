package org.metabalance.meta.method.supervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.Rng;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.Threshold;
import org.metabalance.meta.sampler.Natural;
import org.metabalance.meta.sampler.RandomOverSampler;

class PriorCorrectionTest {
    private static Trained fit(String method, Problem problem) {
        return Methods.find(method).orElseThrow().fit(problem);
    }

    @Test
    void correctionsAreLogRatiosOfShares() {
        double[] correction = PriorCorrection.correction(
                Blobs.rows(1, 90, 10), Blobs.rows(1, 90, 90));
        assertArrayEquals(
                new double[] {Math.log(0.9 / 0.5), Math.log(0.1 / 0.5)}, correction, 1e-15);
    }

    /** One epoch, so that which epoch is selected has no part in it. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void probabilitiesAreThoseOfOversamplingTimesTheRatioOfShares(int classes) {
        Problem problem = Blobs.problem(classes, 3).with(new Budget(1, 16, 0.01));
        EncodedTable test = Blobs.test(classes);
        double[][] balanced = fit("oversampling", problem).probabilities(test);
        double[][] corrected = fit("prior-correction", problem).probabilities(test);
        int[] counts = problem.train().classCounts();
        for (int i = 0; i < test.rows(); i++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += balanced[i][c] * counts[c];
            }
            for (int c = 0; c < classes; c++) {
                assertEquals(balanced[i][c] * counts[c] / sum, corrected[i][c], 1e-4);
            }
        }
    }

    @Test
    void calibrationIsMuchBetterAndTheRankingIsTheSame() {
        Problem problem = Blobs.problem(2, 1);
        EncodedTable test = Blobs.test(2);
        Scores balanced = scores(fit("oversampling", problem), test);
        Scores corrected = scores(fit("prior-correction", problem), test);
        assertEquals(balanced.averagePrecision(), corrected.averagePrecision(), 1e-2);
        assertTrue(corrected.brier() < 0.7 * balanced.brier(),
                corrected.brier() + " and " + balanced.brier());
        assertTrue(corrected.ece() < 0.5 * balanced.ece(),
                corrected.ece() + " and " + balanced.ece());
    }

    @Test
    void withoutResamplingThereIsNothingToCorrect() {
        Problem problem = Blobs.problem(3, 1);
        assertArrayEquals(
                fit("plain", problem).probabilities(Blobs.test(3)),
                new PriorCorrection("none", "none", new Natural()).fit(problem)
                        .probabilities(Blobs.test(3)));
        assertArrayEquals(
                new double[] {0, 0},
                PriorCorrection.correction(
                        Blobs.rows(1, 9, 9),
                        new RandomOverSampler().resample(
                                Blobs.rows(1, 9, 9), Rng.of(1))));
    }

    private static Scores scores(Trained trained, EncodedTable test) {
        return Scores.of(trained.probabilities(test), test.labels(), Threshold.DEFAULT);
    }
}
