package org.metabalance.meta.method;

import java.util.Map;
import java.util.function.Supplier;
import org.metabalance.engine.NdArray;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.Threshold;
import org.metabalance.nn.VariableTree;

/** What the training of all methods has in common: epochs of updates, of which the best one is kept. */
public final class Training {
    private Training() {}

    /** One update of the network's weights. */
    @FunctionalInterface
    public interface Updater {
        /** Makes the update. */
        void update();
    }

    /** All updates of an epoch. */
    @FunctionalInterface
    public interface Epoch {
        /** Makes the updates of epoch {@code number}, from 0; returns how many. */
        long run(int number);
    }

    /** Told how training goes on; may look at the weights, or change them before the next epoch. */
    @FunctionalInterface
    public interface Listener {
        /**
         * An epoch has ended.
         *
         * @param epoch its number, from 0
         * @param averagePrecision on the validation rows; negative infinity if scores are not finite
         * @param best whether its weights are kept, as no earlier epoch was as good
         */
        void ended(int epoch, double averagePrecision, boolean best);
    }

    /**
     * Runs all epochs and returns the network of the one with the best average precision on the
     * validation rows; of equal ones the first.
     *
     * @throws IllegalStateException if no epoch left finite scores
     * @throws IllegalArgumentException if average precision is not defined on the validation rows
     */
    public static TrainedNetwork run(
            Task task, Network network, VariableTree weights, String hypergradient,
            Updater updater) {
        return run(
                task, network, weights, hypergradient, updater,
                (epoch, averagePrecision, best) -> {});
    }

    /** As {@link #run(Task, Network, VariableTree, String, Updater)}, and tells {@code listener}. */
    public static TrainedNetwork run(
            Task task, Network network, VariableTree weights, String hypergradient,
            Updater updater, Listener listener) {
        Epoch epochs = number -> {
            for (int i = 0; i < task.updatesPerEpoch(); i++) {
                updater.update();
            }
            return task.updatesPerEpoch();
        };
        return runEpochs(task, network, weights, () -> hypergradient, epochs, listener);
    }

    /**
     * As {@link #run(Task, Network, VariableTree, String, Updater, Listener)} for methods that make
     * another number of updates.
     *
     * @param weights what epochs are judged by and the best of which is kept
     * @param hypergradient asked for when training has ended
     */
    public static TrainedNetwork runEpochs(
            Task task, Network network, VariableTree weights, Supplier<String> hypergradient,
            Epoch epochs, Listener listener) {
        Scorer scorer = new Scorer(network, weights, task.validation().rows());
        Map<String, NdArray> best = null;
        double bestPrecision = Double.NEGATIVE_INFINITY;
        long updates = 0;
        for (int epoch = 0; epoch < task.epochs(); epoch++) {
            updates += epochs.run(epoch);
            double precision = precision(scorer, task);
            boolean better = precision > bestPrecision;
            if (better) {
                bestPrecision = precision;
                best = weights.values();
            }
            listener.ended(epoch, precision, better);
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
        return TrainedNetwork.of(network, best, hypergradient.get(), updates);
    }

    /**
     * Returns what epochs are selected by: average precision on the validation rows, negative infinity
     * if some score is not finite.
     *
     * @throws IllegalArgumentException if average precision is not defined on the validation rows
     */
    public static double precision(Scorer scorer, Task task) {
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
