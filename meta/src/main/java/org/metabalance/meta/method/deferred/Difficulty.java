package org.metabalance.meta.method.deferred;

import java.util.Arrays;
import org.metabalance.meta.metric.Probabilities;

/** How difficult classes are, and weights by it. */
final class Difficulty {
    private Difficulty() {}

    /**
     * Returns weights that sum to the number of classes, in proportion to max(1 - A_k, floor)^tau.
     *
     * @param accuracies of the classes; NaN where it is not known: then the mean of those that are
     */
    static double[] weights(DifficultyBalanced.Tau tau, double floor, double... accuracies) {
        double mean = Arrays.stream(accuracies).filter(a -> !Double.isNaN(a)).average()
                .orElse(0);
        double[] known = Arrays.stream(accuracies).map(a -> Double.isNaN(a) ? mean : a)
                .toArray();
        double power = tau.of(
                Arrays.stream(known).max().orElseThrow(),
                Arrays.stream(known).min().orElseThrow());
        double[] weights = Arrays.stream(known)
                .map(a -> StrictMath.pow(Math.max(1 - a, floor), power)).toArray();
        double sum = Arrays.stream(weights).sum();
        // without a floor nothing may be difficult
        return Arrays.stream(weights).map(w -> sum == 0 ? 1 : w * weights.length / sum).toArray();
    }

    /** Returns the share of every class's rows for which it is the most probable one; NaN without rows. */
    static double[] accuracies(double[][] probabilities, int[] labels, int classes) {
        int[] rows = new int[classes];
        int[] right = new int[classes];
        for (int i = 0; i < labels.length; i++) {
            int best = Probabilities.mostProbable(probabilities[i]);
            rows[labels[i]]++;
            right[labels[i]] += best == labels[i] ? 1 : 0;
        }
        double[] accuracies = new double[classes];
        Arrays.setAll(accuracies, c -> (double) right[c] / rows[c]);
        return accuracies;
    }
}
