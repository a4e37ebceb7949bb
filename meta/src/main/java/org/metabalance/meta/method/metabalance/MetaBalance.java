package org.metabalance.meta.method.metabalance;

import org.metabalance.engine.Rng;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.Exact;
import org.metabalance.meta.bilevel.solver.FirstOrder;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Streams;
import org.metabalance.meta.method.Task;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.sampler.Natural;
import org.metabalance.meta.sampler.Repetition;
import org.metabalance.meta.sampler.Sampler;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Optimizer;
import org.metabalance.nn.optimize.Sgd;

/**
 * MetaBalance (arXiv 2106.09643). Every episode starts at theta, takes inner steps on a batch of the
 * inner view, and measures the outer loss on a batch of the outer view; theta follows the gradient of
 * the outer loss, plus {@code leak} times the inner one, through the inner steps. Predictions are
 * made with theta itself, unless {@link Prediction#ADAPTED} is asked for.
 *
 * @param name as users type it
 * @param options how
 */
public record MetaBalance(String name, Options options) implements Method {

    /** What predictions are made with, and epochs judged by. */
    public enum Prediction {
        /** With theta: the published method. */
        THETA,
        /** With what the inner updates make of theta, on batches of the inner view drawn anew. */
        ADAPTED
    }

    /** How many episodes an epoch has. */
    public enum Budget {
        /** So many that theta is updated as often as the weights of every other method. */
        UPDATES,
        /**
         * One pass over the outer view, as published: theta is updated whenever enough episodes are
         * collected, and what is left over counts for the next epoch.
         */
        EPISODES
    }

    /** The optimizer of theta. */
    @FunctionalInterface
    public interface OuterRule {
        /**
         * Returns the optimizer.
         *
         * @param task what is trained on
         * @param updates how many there will be in all, for schedules
         */
        Optimizer optimizer(Task task, int updates);
    }

    /**
     * The settings of the method.
     *
     * @param innerView what the inner loss sees of the training rows; by default all as they are
     * @param outerView what the outer loss sees of them; by default {@link Repetition}
     * @param innerRule the inner update rule; by default gradient descent with a rate of 0.1
     * @param innerSteps inner steps in an episode; by default 1
     * @param innerBatch rows of an inner batch; 0, the default, takes the task's
     * @param outerBatch rows of an outer batch; 0, the default, takes the task's
     * @param leak lambda, the weight of the inner loss at theta; by default 0.01
     * @param proximal mu, the weight of the squared distance from theta in the inner problem; by default
     *     0. Implicit hypergradients need one.
     * @param episodes M: how many episodes an update of theta averages; by default 1
     * @param budget how many episodes an epoch has; by default {@link Budget#UPDATES}
     * @param hypergradient how the outer loss is differentiated through the inner steps; by default
     *     {@link Hypergradients#EXACT}. An implicit one takes all inner steps of an episode on one batch.
     * @param outerRule the optimizer of theta; by default Adam at the task's rate
     * @param prediction what predictions are made with; by default {@link Prediction#THETA}
     */
    public record Options(
            View innerView,
            View outerView,
            Optimizer innerRule,
            int innerSteps,
            int innerBatch,
            int outerBatch,
            double leak,
            double proximal,
            int episodes,
            Budget budget,
            Hypergradient hypergradient,
            OuterRule outerRule,
            Prediction prediction) {

        /** The default rate of the inner rule. */
        public static final double INNER_RATE = 0.1;

        /** The defaults. */
        public static final Options DEFAULT = new Options(
                new Natural(), new Repetition(), INNER_RATE, 1, 0, 0, 0.01, 1,
                Hypergradients.EXACT);

        /** Checks the numbers. */
        public Options {
            if (innerSteps < 0 || innerBatch < 0 || outerBatch < 0 || episodes < 1) {
                throw new IllegalArgumentException(
                        "metabalance: steps and batches must not be negative and episodes positive,"
                                + " got %d, %d, %d and %d"
                                        .formatted(innerSteps, innerBatch, outerBatch, episodes));
            }
            if (!(leak >= 0 && Double.isFinite(leak))
                    || !(proximal >= 0 && Double.isFinite(proximal))) {
                throw new IllegalArgumentException(
                        "metabalance: leak and proximal weight must not be negative, got %s and %s"
                                .formatted(leak, proximal));
            }
            if (hypergradient.implicit() && proximal == 0) {
                throw new IllegalArgumentException(
                        "metabalance: %s needs a proximal weight above 0, without which the solution"
                                .formatted(hypergradient.label())
                                + " of the inner problem does not depend on theta");
            }
            if (innerView instanceof View.HeldOut && outerView instanceof View.HeldOut) {
                throw new IllegalArgumentException(
                        "metabalance: one view at most can be held out, got two");
            }
        }

        /** Gradient descent on two resampled views; everything else as in {@link #DEFAULT}. */
        public Options(
                Sampler innerView,
                Sampler outerView,
                double innerRate,
                int innerSteps,
                int innerBatch,
                int outerBatch,
                double leak,
                int episodes,
                Hypergradient hypergradient) {
            this(
                    View.of(innerView), View.of(outerView), descent(innerRate), innerSteps,
                    innerBatch, outerBatch, leak, 0, episodes, Budget.UPDATES, hypergradient,
                    (task, updates) -> Adam.of(task.learningRate()), Prediction.THETA);
        }

        private static Optimizer descent(double rate) {
            if (!(rate >= 0 && Double.isFinite(rate))) {
                throw new IllegalArgumentException(
                        "metabalance: the inner rate must not be negative, got " + rate);
            }
            return Sgd.of(rate);
        }

        /** Returns these options with another hypergradient. */
        public Options with(Hypergradient other) {
            return new Options(
                    innerView, outerView, innerRule, innerSteps, innerBatch, outerBatch, leak,
                    proximal, episodes, budget, other, outerRule, prediction);
        }

        /** Returns these options with other views. */
        public Options withViews(View inner, View outer) {
            return new Options(
                    inner, outer, innerRule, innerSteps, innerBatch, outerBatch, leak, proximal,
                    episodes, budget, hypergradient, outerRule, prediction);
        }

        /** Returns these options with another inner rule and number of steps. */
        public Options withInner(Optimizer rule, int steps) {
            return new Options(
                    innerView, outerView, rule, steps, innerBatch, outerBatch, leak, proximal,
                    episodes, budget, hypergradient, outerRule, prediction);
        }

        /** Returns these options with gradient descent of another rate as inner rule. */
        public Options withInnerRate(double rate) {
            return withInner(descent(rate), innerSteps);
        }

        /** Returns these options with other batch sizes; 0 for the task's. */
        public Options withBatches(int inner, int outer) {
            return new Options(
                    innerView, outerView, innerRule, innerSteps, inner, outer, leak, proximal,
                    episodes, budget, hypergradient, outerRule, prediction);
        }

        /** Returns these options with another leak. */
        public Options withLeak(double other) {
            return new Options(
                    innerView, outerView, innerRule, innerSteps, innerBatch, outerBatch, other,
                    proximal, episodes, budget, hypergradient, outerRule, prediction);
        }

        /** Returns these options with another proximal weight. */
        public Options withProximal(double other) {
            return new Options(
                    innerView, outerView, innerRule, innerSteps, innerBatch, outerBatch, leak,
                    other, episodes, budget, hypergradient, outerRule, prediction);
        }

        /** Returns these options with another number of episodes an update, and an epoch. */
        public Options withEpisodes(int other, Budget budget) {
            return new Options(
                    innerView, outerView, innerRule, innerSteps, innerBatch, outerBatch, leak,
                    proximal, other, budget, hypergradient, outerRule, prediction);
        }

        /** Returns these options with another optimizer of theta. */
        public Options withOuterRule(OuterRule other) {
            return new Options(
                    innerView, outerView, innerRule, innerSteps, innerBatch, outerBatch, leak,
                    proximal, episodes, budget, hypergradient, other, prediction);
        }

        /** Returns these options with predictions made otherwise. */
        public Options with(Prediction other) {
            return new Options(
                    innerView, outerView, innerRule, innerSteps, innerBatch, outerBatch, leak,
                    proximal, episodes, budget, hypergradient, outerRule, other);
        }
    }

    @Override
    public String summary() {
        return "inner steps on %s rows, outer loss on %s ones, gradient %s".formatted(
                options.innerView().label(), options.outerView().label(),
                switch (options.hypergradient()) {
                    case Exact exact -> "through the inner steps";
                    case FirstOrder first ->
                            "past the inner steps (first order, as the published code)";
                    case Hypergradient other -> "through the inner steps (" + other.label() + ")";
                });
    }

    @Override
    public String source() {
        return "arXiv 2106.09643";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the hypergradient is implicit and the network has dropout, or
     *     the budget does not suffice for one update
     */
    @Override
    public Trained fit(Task task) {
        Rng rng = Rng.of(task.seed());
        Network network = Network.of(task);
        VariableTree theta = Streams.weights(network, rng);
        View.Pair views = View.Pair.of(options.innerView(), options.outerView(), task.train(), rng);
        Episode episode = new Episode(task, theta, views.inner(), views.outer(), options);
        Adaptation adaptation = options.prediction() == Prediction.ADAPTED
                ? new Adaptation(task, theta, views.inner(), options)
                : null;
        return Training.runEpochs(
                task,
                network,
                adaptation == null ? theta : adaptation.adapted(),
                episode::account,
                epoch -> {
                    long updates = episode.epoch();
                    if (adaptation != null) {
                        adaptation.run();
                    }
                    return updates;
                },
                (epoch, averagePrecision, best) -> {});
    }
}
