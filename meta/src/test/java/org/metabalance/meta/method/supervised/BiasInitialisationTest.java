package org.metabalance.meta.method.supervised;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;

class BiasInitialisationTest {
    /** The mean logit of class c against class 0, of a network that has learned next to nothing. */
    private static double meanLogit(Method method, int classes, int c) {
        Problem usual = Blobs.problem(classes, 1);
        Problem problem = usual.with(usual.budget().withLearningRate(1e-9));
        double[][] probabilities = method.fit(problem).probabilities(problem.validation());
        double sum = 0;
        for (double[] row : probabilities) {
            sum += Math.log(row[c] / row[0]);
        }
        return sum / probabilities.length;
    }

    @Test
    void beginsWithTheSharesOfTheClasses() {
        for (int classes : new int[] {2, 3}) {
            int[] counts = Blobs.problem(classes, 1).train().classCounts();
            for (int c = 1; c < classes; c++) {
                double shift = meanLogit(new BiasInitialisation(), classes, c)
                        - meanLogit(Resamplings.plain(), classes, c);
                assertEquals(Math.log((double) counts[c] / counts[0]), shift, 1e-4);
            }
        }
    }
}
