package org.metabalance.meta.method;

import java.util.function.Supplier;
import org.metabalance.meta.metric.Merit;

/**
 * The training loop of all methods: epochs of updates, of which the best is kept, see {@link BestEpoch}.
 * How many is for the problem's {@link Budget} to say.
 *
 * @param problem what is to be learned
 * @param network what epochs are judged by and the best of which is kept
 * @param listener told how training goes on
 * @param settled patience counts from this epoch, from 0: that in which the last phase of a method begins
 * @param anew whether the epochs before that are forgotten when it begins, so that none of them is kept
 */
public record Training(
        Problem problem, Network network, Listener listener, int settled, boolean anew) {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if the epoch that patience counts from is negative
     */
    public Training {
        if (settled < 0) {
            throw new IllegalArgumentException(
                    "training: the epoch that patience counts from must not be negative, got "
                            + settled);
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
         * @param merit on the validation rows; {@link Merit#NONE} if scores are not finite
         * @param best whether its weights are kept, as no earlier epoch was as good
         */
        void ended(int epoch, Merit merit, boolean best);

        /**
         * An epoch has been scored, before it is judged.
         *
         * @param probabilities of the validation rows, {@code [rows, classes]}
         */
        default void scored(double[][] probabilities) {}
    }

    /** Returns a training of one phase with nobody listening. */
    public static Training of(Problem problem, Network network) {
        return new Training(problem, network, (epoch, merit, best) -> {}, 0, false);
    }

    /** Returns this training with somebody listening. */
    public Training with(Listener other) {
        return new Training(problem, network, other, settled, anew);
    }

    /**
     * Returns this training with patience from {@code epoch} on, in which its last phase begins; the best epoch
     * of an earlier phase may be kept.
     */
    public Training settledFrom(int epoch) {
        return new Training(problem, network, listener, epoch, anew);
    }

    /**
     * Returns this training with patience from {@code epoch} on, in which its last phase begins: with the weights
     * of the best epoch before, as the phases before may have learned too much by then. No earlier epoch is kept,
     * unless training is interrupted before: what comes before is another method's training, and a result of that
     * would tell nothing of this one.
     */
    public Training keptFrom(int epoch) {
        return new Training(problem, network, listener, epoch, true);
    }

    /**
     * Runs epochs, each of as many updates as the problem's budget says.
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
     * @throws IllegalStateException if the scores are not finite after any epoch: the loss diverged
     */
    public TrainedNetwork runEpochs(Supplier<String> hypergradient, Epoch epochs) {
        Budget.Plan plan = problem.plan();
        Scorer scorer = Scorer.probabilities(network, problem.validation());
        BestEpoch best = new BestEpoch(network);
        long updates = 0;
        double done = 0;
        int epoch = 0;
        for (int end = plan.fewest(); epoch < end; epoch++) {
            if (anew && epoch == settled) {
                if (best.values() != null) {
                    network.load(best.values());
                }
                best = new BestEpoch(network);
            }
            updates += epochs.run(epoch);
            double[][] scores = scorer.rows();
            listener.scored(scores);
            Merit merit = Merit.of(scores, problem.validation().labels());
            problem.progress().judged(updates, scores);
            boolean better = best.offer(epoch, merit);
            listener.ended(epoch, merit, better);
            problem.progress().ended(epoch, merit, better);
            // as far as is known now: a better epoch moves the end away
            int patient = Math.max(best.number() + 1, settled) + plan.patience();
            end = Math.clamp(patient, plan.fewest(), plan.most());
            done = Math.max(done, (epoch + 1.0) / end);
            problem.progress().at(done);
            if (epoch + 1 < end && problem.over()) {
                break;
            }
        }
        if (best.values() == null) {
            throw new IllegalStateException(
                    ("training: scores are not finite after any of %d epochs; the loss diverged,"
                            + " a smaller learning rate may help")
                            .formatted(epoch));
        }
        return TrainedNetwork.of(
                network.model(), problem.train().shape(), best.values(), hypergradient.get(),
                updates);
    }
}
