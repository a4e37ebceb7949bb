package org.metabalance.meta.method;

import org.metabalance.meta.data.Examples;
import org.metabalance.meta.metric.Merit;
import org.metabalance.nn.Model;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.AdamW;
import org.metabalance.nn.optimize.Optimizer;

/**
 * What a method is to learn.
 *
 * @param train the examples to learn from
 * @param validation the examples to select on; disjoint from {@code train}
 * @param models builds the model
 * @param budget how much training there is
 * @param seed decides everything random
 * @param progress told how far training is
 */
public record Problem(
        Examples train,
        Examples validation,
        ModelFor models,
        Budget budget,
        long seed,
        Progress progress) {
    /**
     * Checks that the parts fit.
     *
     * @throws IllegalArgumentException if the parts have not the same features and classes
     */
    public Problem {
        if (!train.like(validation)) {
            throw new IllegalArgumentException(
                    "problem: both parts need the same features and classes, got %s and %s"
                            .formatted(train, validation));
        }
    }

    /** Told how far training is. */
    @FunctionalInterface
    public interface Progress {
        /** The share of the work that is done, 0 to 1, as far as is known: it may end earlier. */
        void at(double done);

        /**
         * Begins one training of several that a method makes, as one of an ensemble or of what is tuned; what its
         * problem is watched by is told on, as of this training. It ends when this does.
         *
         * @param training what it is called
         * @param from its share of the work
         * @param to its end
         */
        default Progress begin(String training, double from, double to) {
            begins(training);
            return new Part(this, training, from, to);
        }

        /**
         * Another training has begun: what is told from now on is of that.
         *
         * @param training what it is called; of one within another, both, with {@code ": "} between
         */
        default void begins(String training) {}

        /**
         * Of several trainings one has become the model; the others do not count.
         *
         * @param training as it was called
         */
        default void chose(String training) {}

        /**
         * An epoch has been judged.
         *
         * @param updates made so far
         * @param probabilities of the validation examples, {@code [examples, classes]}
         */
        default void judged(long updates, double[][] probabilities) {}

        /**
         * An update has been made.
         *
         * @param inner the inner loss; NaN for a method of one level
         * @param outer the outer loss, or the training loss of a method of one level
         */
        default void losses(double inner, double outer) {}

        /**
         * Training has begun.
         *
         * @param view what sees the examples: {@code training}; of MetaBalance {@code inner} and {@code outer}
         * @param examples that are drawn from, as resampled
         */
        default void saw(String view, Examples examples) {}

        /**
         * An epoch has ended.
         *
         * @param epoch its number, from 0
         * @param merit on the validation examples
         * @param best whether it is kept, as no earlier one was as good
         */
        default void ended(int epoch, Merit merit, boolean best) {}

        /** Returns whether training is to end after this epoch, as no time is left. */
        default boolean over() {
            return false;
        }
    }

    /** Tells another all that it is told. */
    public static class Forwarding implements Progress {
        private final Progress to;

        /** Creates what tells {@code to}. */
        public Forwarding(Progress to) {
            this.to = to;
        }

        @Override
        public void at(double done) {
            to.at(done);
        }

        @Override
        public void begins(String training) {
            to.begins(training);
        }

        @Override
        public void chose(String training) {
            to.chose(training);
        }

        @Override
        public void judged(long updates, double[][] probabilities) {
            to.judged(updates, probabilities);
        }

        @Override
        public void losses(double inner, double outer) {
            to.losses(inner, outer);
        }

        @Override
        public void saw(String view, Examples examples) {
            to.saw(view, examples);
        }

        @Override
        public void ended(int epoch, Merit merit, boolean best) {
            to.ended(epoch, merit, best);
        }

        @Override
        public boolean over() {
            return to.over();
        }
    }

    /** One training of several: its share of the work, and its name before those of trainings within it. */
    private static final class Part extends Forwarding {
        private final String name;
        private final double from;
        private final double to;

        Part(Progress whole, String name, double from, double to) {
            super(whole);
            this.name = name;
            this.from = from;
            this.to = to;
        }

        @Override
        public void at(double done) {
            super.at(Math.min(1, from + done * (to - from)));
        }

        @Override
        public void begins(String training) {
            super.begins(name + ": " + training);
        }

        @Override
        public void chose(String training) {
            super.chose(name + ": " + training);
        }
    }

    /** Returns a problem with the usual model and budget and nobody watching. */
    public static Problem of(Examples train, Examples validation, long seed) {
        return new Problem(
                train, validation, ModelFor.DEFAULT, Budget.DEFAULT, seed, done -> {});
    }

    /** Returns this problem with other models. */
    public Problem with(ModelFor other) {
        return new Problem(train, validation, other, budget, seed, progress);
    }

    /** Returns this problem with another budget. */
    public Problem with(Budget other) {
        return new Problem(train, validation, models, other, seed, progress);
    }

    /** Returns this problem with exactly so many epochs. */
    public Problem withEpochs(int epochs) {
        return with(budget.withEpochs(epochs));
    }

    /** Returns this problem with somebody watching. */
    public Problem watchedBy(Progress other) {
        return new Problem(train, validation, models, budget, seed, other);
    }

    /** Returns whether training is to end now, with the best so far: no time is left, or it is interrupted. */
    public boolean over() {
        return Thread.currentThread().isInterrupted() || progress.over();
    }

    /** Returns the model. */
    public Model model() {
        return models.of(train);
    }

    /** Returns the optimizer that all methods use for the weights: Adam at the budget's rate, AdamW with weight decay. */
    public Optimizer optimizer() {
        if (budget.weightDecay() > 0) {
            return AdamW.of(budget.learningRate()).withWeightDecay(budget.weightDecay());
        }
        return Adam.of(budget.learningRate());
    }

    /** Returns how many examples an update sees. */
    public int batch() {
        return budget.batch();
    }

    /** Returns what the budget means for the training examples. */
    public Budget.Plan plan() {
        return budget.plan(train.size());
    }

    /** Returns the number of epochs, at most. */
    public int epochs() {
        return plan().most();
    }

    /** Returns the number of updates in an epoch: the same for every method, whatever it resamples. */
    public int updatesPerEpoch() {
        return plan().updatesPerEpoch();
    }
}
