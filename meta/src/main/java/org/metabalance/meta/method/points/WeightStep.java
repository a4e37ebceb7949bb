package org.metabalance.meta.method.points;

import java.util.Objects;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.loss.Normalization;

/**
 * How the weights of the points, all at least 0, are learned.
 *
 * @param rule what a step is; default {@link Rule#DESCENT}
 * @param step how long a step of the descent is; default {@link StepRule#NORMALISED}
 * @param size of a step of the descent, above 0; default .1
 * @param normalization what the weighted training loss is divided by; default {@link
 *     Normalization#WEIGHT_SUM}: N_x + sum w_j
 */
public record WeightStep(Rule rule, StepRule step, double size, Normalization normalization) {

    /** How weights follow their hypergradient. */
    public enum Rule {
        /** Weights begin at 1 and descend: w - size times the hypergradient, 0 if that is negative. */
        DESCENT,
        /**
         * Learning to reweight (arXiv 1803.09050): a batch's weights are max(-hypergradient, 0),
         * scaled so that their mean is 1; all 0 if none is positive. The update of the network uses
         * them at once. Here the hypergradient is taken at the previous weights, which so small a
         * virtual step hardly distinguishes from weights 0, and which leaves points a gradient too.
         */
        REWEIGHT
    }

    /** The defaults. */
    public static final WeightStep DEFAULT = new WeightStep(
            Rule.DESCENT, StepRule.NORMALISED, .1, Normalization.WEIGHT_SUM);

    /** Checks the size. */
    public WeightStep {
        Objects.requireNonNull(normalization, "normalization");
        if (!(size > 0 && Double.isFinite(size))) {
            throw new IllegalArgumentException(
                    "weight step: the size must be positive, got " + size);
        }
    }

    /** Returns this with another rule. */
    public WeightStep withRule(Rule other) {
        return new WeightStep(other, step, size, normalization);
    }

    /**
     * Returns the new weights of a batch, [m].
     *
     * @param weights [m]
     * @param gradient of the hold-out loss with respect to them, [m]
     */
    Tensor changed(Tensor weights, Tensor gradient) {
        return switch (rule) {
            case DESCENT -> weights.sub(step.scaled(gradient, gradient.abs()).mul(size)).maximum(0);
            case REWEIGHT -> {
                Tensor wanted = gradient.neg().maximum(0);
                Tensor mean = wanted.mean();
                yield wanted.div(Tensor.where(mean.gt(0), mean, mean.tape().ones()));
            }
        };
    }
}
