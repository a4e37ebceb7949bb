package org.metabalance.app.boost;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.catalog.TunedModel;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.Threshold;

class BoostedTreesTest {
    @BeforeAll
    static void runsHere() {
        Optional<String> reason = XGBoostLibrary.unavailable();
        assumeTrue(reason.isEmpty(), () -> "XGBoost cannot run here: " + reason.orElseThrow());
    }

    /** Class c is the rows whose first two features add up to more than others', with noise. */
    private static EncodedTable rows(int classes, long seed, int count) {
        Rng rng = Rng.of(seed);
        float[] features = new float[count * 4];
        int[] labels = new int[count];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) rng.normal(i);
        }
        for (int i = 0; i < count; i++) {
            double sum = features[4 * i] + features[4 * i + 1]
                    + .3 * rng.stream(1).normal(i);
            labels[i] = sum < 1.5 ? 0 : classes == 2 || sum < 2.3 ? 1 : 2;
        }
        return EncodedTable.numeric(features, labels, classes);
    }

    private static Problem problem(int classes) {
        return Problem.of(rows(classes, 1, 600), rows(classes, 2, 400), 1)
                .withEpochs(3);
    }

    @Test
    void ranksFarBetterThanChance() {
        for (int classes : new int[] {2, 3}) {
            EncodedTable test = rows(classes, 3, 500);
            BoostedModel model = new BoostedTrees(3, .1).fit(problem(classes));
            double[][] probabilities = model.probabilities(test);
            for (double[] row : probabilities) {
                assertEquals(classes, row.length);
                double sum = 0;
                for (double p : row) {
                    sum += p;
                }
                assertEquals(1, sum, 1e-5);
            }
            double precision = Scores.of(probabilities, test.labels(), Threshold.DEFAULT)
                    .averagePrecision();
            assertTrue(precision > .75, "AP " + precision);
            assertTrue(model.rounds() > 1 && model.updates() == model.rounds());
        }
    }

    @Test
    void oneProblemGivesOneResult() {
        EncodedTable test = rows(2, 3, 500);
        assertArrayEquals(
                new BoostedTrees(6, .1).fit(problem(2)).probabilities(test),
                new BoostedTrees(6, .1).fit(problem(2)).probabilities(test));
    }

    /** The first tree tells all apart already; those after it make the probabilities better. */
    @Test
    void atTheSamePrecisionTheLowerLossWins() {
        float[] x = new float[200];
        int[] labels = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            labels[i] = i % 4 == 0 ? 1 : 0;
            x[i] = labels[i] + .001f * i;
        }
        EncodedTable rows = EncodedTable.numeric(x, labels, 2);
        BoostedModel model = BoostedTrees.usual().fit(Problem.of(rows, rows, 1));
        Scores scores = Scores.of(model.probabilities(rows), labels, Threshold.DEFAULT);
        assertEquals(1, scores.averagePrecision());
        assertTrue(model.rounds() > 10 && scores.brier() < .01, scores.toString());
    }

    @Test
    void isTunedAsMuchAsTheOthers() {
        assertEquals(6, BoostedTrees.tuned(6).variants().size());
        TunedModel model = BoostedTrees.tuned(6).fit(problem(2));
        assertTrue(model.setting().startsWith("depth "), model.setting());
    }
}
