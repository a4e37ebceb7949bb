package org.metabalance.meta.method.deferred;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.loss.LabelMargins;
import org.metabalance.meta.method.loss.LossFor;
import org.metabalance.meta.method.loss.TrainingLoss;

class DeferredTest {
    private static final EncodedTable TEST = Blobs.rows(4, 50, 5);

    private static double[][] fit(Method method) {
        return method.fit(Blobs.problem(2, 1)).probabilities(TEST);
    }

    private static Deferred ldam(double margin, double deferral, double beta) {
        return new Deferred(
                Deferred.ldamDrw().about(), new LabelMargins(margin),
                new Deferred.Reweighted(beta), deferral);
    }

    @Test
    void rowsFromTheStartAreARepetition() {
        Deferred always = Deferred.drs().withDeferral(0);
        double recall = recall(always);
        assertTrue(recall > recall(Methods.find("plain").orElseThrow()) + .1, "recall " + recall);
        close(fit(Methods.find("plain").orElseThrow()), fit(Deferred.drs().withDeferral(1)));
    }

    private static double recall(Method method) {
        double[][] p = fit(method);
        double right = 0;
        for (int row : TEST.indicesOf(1)) {
            right += p[row][1] > .5 ? 1 : 0;
        }
        return right / TEST.classCounts()[1];
    }

    @Test
    void everyLossWithANameIsWeighted() {
        for (TrainingLoss loss : TrainingLoss.all()) {
            double[][] p = fit(Deferred.drw().with(loss).withDeferral(.5));
            assertTrue(Double.isFinite(p[0][0]), loss.name());
        }
    }

    @Test
    void aLossThatIsNoMeanOverRowsIsResampledAlone() {
        LossFor own = train -> (logits, labels) -> logits.square().mean();
        assertTrue(Double.isFinite(fit(Deferred.drs().with(own))[0][0]));
        assertTrue(assertThrows(
                IllegalArgumentException.class, () -> fit(Deferred.drw().with(own))).getMessage()
                .startsWith("drw: needs a loss of every row, which can be weighted; make yours a"
                        + " RowLoss, got "));
    }

    @Test
    void rangesAreChecked() {
        assertEquals(
                "deferred: the share of epochs before must be from 0 to 1, got 1.5",
                assertThrows(IllegalArgumentException.class,
                        () -> Deferred.drw().withDeferral(1.5)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> new LabelMargins(-1));
    }

    private static void close(double[][] expected, double[][] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], actual[i], 1e-3);
        }
    }

    @Test
    void withoutMarginsAndWeightsItIsPlain() {
        close(
                fit(Methods.find("plain").orElseThrow()),
                fit(ldam(0, 1, 0.9999)));
        // beta 0 weighs all classes alike
        close(
                fit(Methods.find("plain").orElseThrow()),
                fit(ldam(0, 0, 0)));
    }

    @Test
    void weightsFromTheStartAreClassWeights() {
        // beta so close to 1 that the effective number of rows is their number
        close(
                fit(Methods.find("class-weights").orElseThrow()),
                fit(ldam(0, 0, 1 - 1e-9)));
    }

    @Test
    void weightsComeInTheLastFifth() {
        assertEquals(160, Deferred.ldamDrw().epochsBefore(200));
        assertEquals(24, Deferred.ldamDrw().epochsBefore(30));
        assertEquals(0, Deferred.ldamDrw().epochsBefore(1));
    }

    @Test
    void isNotEndedBeforeItsWeightsHaveHadTheirTime() {
        boolean plainIsEndedEarlier = false;
        for (int seed = 1; seed <= 5; seed++) {
            // at so large a rate the best epoch comes soon
            Problem fixed = Blobs.problem(2, seed);
            Problem problem = fixed.with(
                    new Budget(new Budget.UntilStalled(140, 28, 2800), fixed.batch(), .5));
            long phase = 140;
            long updates = ldam(.5, 1, .9999).fit(problem).updates();
            assertTrue(updates >= phase + 3 * 14, "updates " + updates);
            plainIsEndedEarlier |= Methods.find("plain").orElseThrow().fit(problem)
                    .updates() < phase + 3 * 14;
        }
        assertTrue(plainIsEndedEarlier);
    }
}
