package org.metabalance.meta.bilevel;

import org.metabalance.engine.Tensor;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.optimize.Optimizer;

/**
 * A two-level problem: from theta, take {@code steps} inner updates on the inner loss; the outer
 * loss is measured where they lead.
 *
 * <p>With a proximal weight mu above 0 the inner updates go down the inner loss plus mu / 2 |theta' -
 * theta|^2, which holds them near theta (iMAML: Rajeswaran et al., NeurIPS 2019, arXiv 1909.04630)
 * and makes where they lead a function of theta even when they are many.
 *
 * @param start theta, where the inner updates begin
 * @param inner the inner loss; may use other tensors too (points, weights), for which a
 *     hypergradient can then be asked
 * @param rule the inner update rule, with its learning rate
 * @param steps how many inner updates are taken; 0 leaves theta as it is
 * @param outer the outer loss
 * @param leak lambda: how much of the first inner loss, at theta, is added to the outer loss
 * @param proximal mu, the weight of the squared distance from theta in the inner problem
 */
public record Bilevel(
        Parameters start,
        Inner inner,
        Optimizer rule,
        int steps,
        Outer outer,
        double leak,
        double proximal) {

    /** Checks the numbers. */
    public Bilevel {
        if (steps < 0) {
            throw new IllegalArgumentException("bilevel: steps must not be negative, got " + steps);
        }
        if (!(proximal >= 0 && Double.isFinite(proximal))) {
            throw new IllegalArgumentException(
                    "bilevel: the proximal weight must not be negative, got " + proximal);
        }
    }

    /** A problem without proximal term. */
    public Bilevel(
            Parameters start, Inner inner, Optimizer rule, int steps, Outer outer, double leak) {
        this(start, inner, rule, steps, outer, leak, 0);
    }

    /** Returns this problem with another proximal weight. */
    public Bilevel withProximal(double proximal) {
        return new Bilevel(start, inner, rule, steps, outer, leak, proximal);
    }

    /** Records the inner updates alone and returns where they lead. */
    public Parameters adapted() {
        return Trajectory.of(this, step -> true, step -> false).end().theta();
    }

    /** The inner loss. */
    @FunctionalInterface
    public interface Inner {
        /**
         * Returns the loss, one number, of inner step {@code step} (from 0) at {@code parameters}. It
         * is asked for once a step.
         */
        Tensor loss(Parameters parameters, int step);
    }

    /** The outer loss. */
    @FunctionalInterface
    public interface Outer {
        /** Returns the loss, one number, at the parameters that the inner updates lead to. */
        Tensor loss(Parameters adapted);
    }
}
