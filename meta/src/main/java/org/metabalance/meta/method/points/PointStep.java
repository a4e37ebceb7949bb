package org.metabalance.meta.method.points;

import org.metabalance.engine.Tensor;

/**
 * How learned points move. Lengths are in units of each feature's standard deviation over the
 * training rows, sigma.
 *
 * <p>Unconstrained points drift off the data and the classifier collapses; normalised steps, the cap
 * and the range keep them.
 *
 * @param rule what a step is; default {@link StepRule#NORMALISED}
 * @param size of a step, above 0; with {@code NORMALISED} .002 to .01 are usual, default .005; with
 *     {@code RAW} it multiplies the gradient
 * @param cap how far a point may get from where it began, in each feature, at least 0; default .1;
 *     infinity for no cap
 * @param range whether points are kept within the range of the training rows, feature by feature;
 *     default yes
 * @param categorical what features that are a choice, not a quantity, do; default {@link
 *     CategoricalFeatures#FROZEN}
 */
public record PointStep(
        StepRule rule, double size, double cap, boolean range, CategoricalFeatures categorical) {

    /** What becomes of features that are a choice: one-hot categories, missing-value indicators. */
    public enum CategoricalFeatures {
        /** They stay as they were initialised, so every point remains a possible row. */
        FROZEN,
        /** They move like numbers: a point may be a mixture of categories. */
        RELAXED
    }

    /** The defaults. */
    public static final PointStep DEFAULT = new PointStep(
            StepRule.NORMALISED, .005, .1, true, CategoricalFeatures.FROZEN);

    /** Checks the numbers. */
    public PointStep {
        if (!(size > 0 && Double.isFinite(size)) || !(cap >= 0)) {
            throw new IllegalArgumentException(
                    "point step: size must be positive and cap not negative, got %s and %s"
                            .formatted(size, cap));
        }
    }

    /** Returns this with another cap. */
    public PointStep withCap(double other) {
        return new PointStep(rule, size, other, range, categorical);
    }

    /** Returns this with another rule and step size. */
    public PointStep withStep(StepRule otherRule, double otherSize) {
        return new PointStep(otherRule, otherSize, cap, range, categorical);
    }

    /**
     * Returns how far the points of a batch move, [m, d], before they are kept in their bounds: -size
     * times sigma^2 times the gradient, which is gradient descent on z / sigma.
     *
     * @param gradient of the hold-out loss with respect to the points, [m, d]
     * @param deviations sigma of each feature, [d]; 0 for features that do not move
     */
    Tensor displacement(Tensor gradient, Tensor deviations) {
        Tensor unitless = gradient.mul(deviations);
        Tensor squares = unitless.square().sum(1);
        return rule.scaled(unitless, squares.sqrt()).mul(deviations).mul(-size);
    }
}
