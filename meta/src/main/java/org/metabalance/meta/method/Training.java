package org.metabalance.meta.method;

import java.util.function.Supplier;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.Threshold;

/**
 * The training loop of all methods: epochs of updates, of which the one with the best average precision
 * on the validation examples is kept.
 *
 * @param problem what is to be learned
 * @param network what epochs are judged by and the best of which is kept
 * @param listener told how training goes on
 * @param patience after so many epochs without a better one training ends
 */
public record Training(Problem problem, Network network, Listener listener, int patience) {
    /** Never ends training early. */
    public static final int ENDLESS = Integer.MAX_VALUE;

    /** Checks the number. */
    public Training {
        if (patience < 1) {
            throw new IllegalArgumentException(
                    "training: patience must be positive, got " + patience);
        }
    }

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

    /** Returns a training with nobody listening, of all its epochs. */
    public static Training of(Problem problem, Network network) {
        return new Training(problem, network, (epoch, precision, best) -> {}, ENDLESS);
    }

    /** Returns this training with somebody listening. */
    public Training with(Listener other) {
        return new Training(problem, network, other, patience);
    }

    /** Returns this training with an end after so many epochs without a better one. */
    public Training withPatience(int other) {
        return new Training(problem, network, listener, other);
    }

    /**
     * Runs all epochs, each of as many updates as the problem's budget says.
     *
     * @param hypergradient how outer gradients passed through inner updates, or "none"
     * @return the network as it was after the best epoch; of equal ones the first
     * @throws IllegalStateException if no epoch left finite scores
     * @throws IllegalArgumentException if average precision is not defined on the validation rows
     */
    public TrainedNetwork run(String hypergradient, Updater updater) {
        int updates = problem.updatesPerEpoch();
        return runEpochs(() -> hypergradient, number -> {
            for (int i = 0; i < updates; i++) {
                updater.update();
            }
            return updates;
        });
    }

    /**
     * As {@link #run}, for methods that make another number of updates.
     *
     * @param hypergradient asked for when training has ended
     */
    public TrainedNetwork runEpochs(Supplier<String> hypergradient, Epoch epochs) {
        Scorer scorer = new Scorer(network, problem.validation());
        BestEpoch best = new BestEpoch(network);
        long updates = 0;
        for (int epoch = 0; epoch < problem.epochs(); epoch++) {
            updates += epochs.run(epoch);
            double precision = precision(scorer, problem);
            listener.ended(epoch, precision, best.offer(epoch, precision));
            problem.progress().at((epoch + 1.0) / problem.epochs());
            if (Thread.currentThread().isInterrupted() || best.exhausted(epoch, patience)) {
                break;
            }
        }
        if (best.values() == null) {
            throw new IllegalStateException(
                    ("training: scores are not finite after any of %d epochs; the loss diverged,"
                            + " a smaller learning rate may help")
                            .formatted(problem.epochs()));
        }
        return TrainedNetwork.of(
                network.model(), problem.train().shape(), best.values(), hypergradient.get(),
                updates);
    }

    /**
     * Returns what epochs are selected by: average precision on the validation rows, negative infinity
     * if some score is not finite.
     *
     * @param scorer of the problem's validation rows
     * @throws IllegalArgumentException if average precision is not defined on the validation rows
     */
    public static double precision(Scorer scorer, Problem problem) {
        double[][] probabilities = scorer.probabilities();
        for (double[] row : probabilities) {
            for (double p : row) {
                if (!Double.isFinite(p)) {
                    return Double.NEGATIVE_INFINITY;
                }
            }
        }
        int[] labels = problem.validation().labels();
        double precision = Scores.of(probabilities, labels, Threshold.DEFAULT).averagePrecision();
        if (Double.isNaN(precision)) {
            throw new IllegalArgumentException(
                    "training: average precision selects the epoch and is not defined on the"
                            + " validation rows: " + problem.validation());
        }
        return precision;
    }
}
