package org.metabalance.meta.bilevel;

import org.metabalance.engine.Tensor;
import org.metabalance.nn.Optimizer;
import org.metabalance.nn.Parameters;

/**
 * A two-level problem: from theta, take {@code steps} inner updates on the inner loss; the outer
 * loss is measured where they lead.
 *
 * @param start theta, where the inner updates begin
 * @param inner the inner loss; may use other tensors too (points, weights), for which a
 *     hypergradient can then be asked
 * @param rule the inner update rule, with its learning rate
 * @param steps how many inner updates are taken; 0 leaves theta as it is
 * @param outer the outer loss
 * @param leak lambda: how much of the first inner loss, at theta, is added to the outer loss
 */
public record Bilevel(
        Parameters start, Inner inner, Optimizer rule, int steps, Outer outer, double leak) {

    /** Checks the number of steps. */
    public Bilevel {
        if (steps < 0) {
            throw new IllegalArgumentException("bilevel: steps must not be negative, got " + steps);
        }
    }

    /** The inner loss. */
    @FunctionalInterface
    public interface Inner {
        /** Returns the loss, one number, of inner step {@code step} (from 0) at {@code parameters}. */
        Tensor loss(Parameters parameters, int step);
    }

    /** The outer loss. */
    @FunctionalInterface
    public interface Outer {
        /** Returns the loss, one number, at the parameters that the inner updates lead to. */
        Tensor loss(Parameters adapted);
    }
}
