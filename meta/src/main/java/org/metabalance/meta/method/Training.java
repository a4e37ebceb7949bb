package org.metabalance.meta.method;

import java.util.Map;
import org.metabalance.engine.NdArray;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.Threshold;
import org.metabalance.nn.VariableTree;

/** What the training of all methods has in common: epochs of updates, of which the best one is kept. */
final class Training {
    private Training() {}

    /** One update of the network's weights. */
    @FunctionalInterface
    interface Updater {
        void update();
    }

    /**
     * Runs all epochs and returns the network of the one with the best average precision on the
     * validation rows; of equal ones the first.
     *
     * @throws IllegalStateException if no epoch left finite scores
     * @throws IllegalArgumentException if average precision is not defined on the validation rows
     */
    static TrainedNetwork run(
            Task task, Network network, VariableTree weights, String hypergradient,
            Updater updater) {
        Scorer scorer = new Scorer(network, weights);
        Map<String, NdArray> best = null;
        double bestPrecision = Double.NEGATIVE_INFINITY;
        long updates = 0;
        for (int epoch = 0; epoch < task.epochs(); epoch++) {
            for (int i = 0; i < task.updatesPerEpoch(); i++) {
                updater.update();
                updates++;
            }
            double precision = precision(scorer, task);
            if (precision > bestPrecision) {
                bestPrecision = precision;
                best = weights.values();
            }
            task.progress().at((epoch + 1.0) / task.epochs());
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        if (best == null) {
            throw new IllegalStateException(
                    ("training: scores are not finite after any of %d epochs; the loss diverged,"
                            + " a smaller learning rate may help")
                            .formatted(task.epochs()));
        }
        return TrainedNetwork.of(network, best, hypergradient, updates);
    }

    private static double precision(Scorer scorer, Task task) {
        double[][] probabilities = scorer.probabilities(task.validation());
        for (double[] row : probabilities) {
            for (double p : row) {
                if (!Double.isFinite(p)) {
                    return Double.NEGATIVE_INFINITY;
                }
            }
        }
        int[] labels = task.validation().labels();
        double precision = Scores.of(probabilities, labels, Threshold.DEFAULT).averagePrecision();
        if (Double.isNaN(precision)) {
            throw new IllegalArgumentException(
                    "training: average precision selects the epoch and is not defined on the"
                            + " validation rows: " + task.validation());
        }
        return precision;
    }
}
