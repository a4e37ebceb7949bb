package org.metabalance.meta.method;

import org.metabalance.engine.Rng;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.data.DataSet;
import org.metabalance.meta.sampler.Sampler;
import org.metabalance.nn.VariableTree;

/**
 * MetaBalance (arXiv 2106.09643). Every episode starts at theta, takes inner steps on a batch of the
 * inner view, and measures the outer loss on a batch of the outer view; theta follows the gradient of
 * the outer loss, plus {@code leak} times the inner one, through the inner steps. Predictions are
 * made with theta itself.
 *
 * @param options how
 */
public record MetaBalance(String name, Options options) implements Method {

    /**
     * The settings of the method.
     *
     * @param innerView what the inner loss sees of the training rows
     * @param outerView what the outer loss sees of the training rows
     * @param innerRate alpha, the step size of the inner gradient descent
     * @param innerSteps inner steps in an episode
     * @param innerBatch rows of an inner batch; 0 takes the task's
     * @param outerBatch rows of an outer batch; 0 takes the task's
     * @param leak lambda, the weight of the inner loss at theta
     * @param episodes M: how many episodes an update of theta averages
     * @param hypergradient how the outer loss is differentiated through the inner steps
     */
    public record Options(
            Sampler innerView,
            Sampler outerView,
            double innerRate,
            int innerSteps,
            int innerBatch,
            int outerBatch,
            double leak,
            int episodes,
            Hypergradient hypergradient) {
        /** Checks the numbers. */
        public Options {
            if (innerSteps < 0 || innerBatch < 0 || outerBatch < 0 || episodes < 1) {
                throw new IllegalArgumentException(
                        "metabalance: steps and batches must not be negative and episodes positive,"
                                + " got %d, %d, %d and %d"
                                        .formatted(innerSteps, innerBatch, outerBatch, episodes));
            }
            if (!(innerRate >= 0 && Double.isFinite(innerRate))
                    || !(leak >= 0 && Double.isFinite(leak))) {
                throw new IllegalArgumentException(
                        "metabalance: inner rate and leak must not be negative, got %s and %s"
                                .formatted(innerRate, leak));
            }
        }

        /** Returns these options with another hypergradient. */
        public Options with(Hypergradient other) {
            return new Options(
                    innerView, outerView, innerRate, innerSteps, innerBatch, outerBatch, leak,
                    episodes, other);
        }
    }

    @Override
    public String summary() {
        return "inner steps on the natural rows, outer loss on balanced ones, gradient "
                + (options.hypergradient() == Hypergradient.EXACT
                        ? "through the inner steps"
                        : "past the inner steps (first order, as the published code)");
    }

    @Override
    public String source() {
        return "arXiv 2106.09643";
    }

    @Override
    public Trained fit(Task task) {
        Rng rng = Rng.of(task.seed());
        Network network = Network.of(task);
        VariableTree weights = Streams.weights(network, rng);
        DataSet inner = options.innerView().resample(task.train(),
                rng.stream(Streams.INNER_RESAMPLE));
        DataSet outer = options.outerView().resample(task.train(), rng.stream(Streams.RESAMPLE));
        Episode episode = new Episode(task, weights, inner, outer, options);
        return Training.run(task, network, weights, options.hypergradient().label(),
                episode::update);
    }
}
