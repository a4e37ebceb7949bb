package org.metabalance.meta.method.supervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;

class LdamDrwTest {
    private static final EncodedTable TEST = Blobs.rows(4, 50, 5);

    private static double[][] fit(Method method) {
        return method.fit(Blobs.problem(2, 1)).probabilities(TEST);
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
                fit(new LdamDrw(0, 1, 0.9999)));
        // beta 0 weighs all classes alike
        close(
                fit(Methods.find("plain").orElseThrow()),
                fit(new LdamDrw(0, 0, 0)));
    }

    @Test
    void weightsFromTheStartAreClassWeights() {
        // beta so close to 1 that the effective number of rows is their number
        close(
                fit(Methods.find("class-weights").orElseThrow()),
                fit(new LdamDrw(0, 0, 1 - 1e-9)));
    }

    @Test
    void weightsComeInTheLastFifth() {
        assertEquals(160, new LdamDrw().unweightedEpochs(200));
        assertEquals(24, new LdamDrw().unweightedEpochs(30));
        assertEquals(0, new LdamDrw().unweightedEpochs(1));
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
            long updates = new LdamDrw(.5, 1, .9999).fit(problem).updates();
            assertTrue(updates >= phase + 3 * 14, "updates " + updates);
            plainIsEndedEarlier |= Methods.find("plain").orElseThrow().fit(problem)
                    .updates() < phase + 3 * 14;
        }
        assertTrue(plainIsEndedEarlier);
    }
}
