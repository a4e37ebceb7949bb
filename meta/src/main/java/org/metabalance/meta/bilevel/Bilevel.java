package org.metabalance.meta.bilevel;

import java.util.function.Supplier;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.optimize.Optimizer;

/**
 * A two-level problem: from theta, take {@code steps} inner updates on the inner loss; the outer
 * loss is measured where they lead. Immutable.
 *
 * {@snippet :
 * Bilevel problem = new Bilevel(theta, inner, Sgd.of(0.1), 5, outer).leak(0.01).proximal(1);
 * }
 *
 * <p>With a proximal weight mu above 0 the inner updates go down the inner loss plus mu / 2 |theta' -
 * theta|^2, which holds them near theta (iMAML: Rajeswaran et al., NeurIPS 2019, arXiv 1909.04630)
 * and makes where they lead a function of theta even when they are many.
 */
public final class Bilevel {
    private final Parameters start;
    private final Inner inner;
    private final Optimizer rule;
    private final int steps;
    private final Outer outer;
    private final double leak;
    private final double proximal;

    /**
     * Creates a problem without leak and proximal term.
     *
     * @param start theta, where the inner updates begin
     * @param inner the inner loss; may use other tensors too (points, weights), for which a
     *     hypergradient can then be asked
     * @param rule the inner update rule, with its learning rate
     * @param steps how many inner updates are taken; 0 leaves theta as it is
     * @param outer the outer loss
     * @throws IllegalArgumentException if steps are negative
     */
    public Bilevel(Parameters start, Inner inner, Optimizer rule, int steps, Outer outer) {
        this(start, inner, rule, steps, outer, 0, 0);
    }

    private Bilevel(
            Parameters start, Inner inner, Optimizer rule, int steps, Outer outer, double leak,
            double proximal) {
        this.start = start;
        this.inner = inner;
        this.rule = rule;
        this.steps = steps;
        this.outer = outer;
        this.leak = leak;
        this.proximal = proximal;
        if (steps < 0) {
            throw new IllegalArgumentException("bilevel: steps must not be negative, got " + steps);
        }
        if (!(proximal >= 0 && Double.isFinite(proximal))) {
            throw new IllegalArgumentException(
                    "bilevel: the proximal weight must not be negative, got " + proximal);
        }
    }

    /** Returns this problem with {@code lambda} times the first inner loss, at theta, in the outer loss. */
    public Bilevel leak(double lambda) {
        return new Bilevel(start, inner, rule, steps, outer, lambda, proximal);
    }

    /**
     * Returns this problem with {@code mu} / 2 times the squared distance from theta in the inner loss.
     *
     * @throws IllegalArgumentException if the weight is negative
     */
    public Bilevel proximal(double mu) {
        return new Bilevel(start, inner, rule, steps, outer, leak, mu);
    }

    /** Returns theta. */
    public Parameters start() {
        return start;
    }

    /** Returns the inner update rule. */
    public Optimizer rule() {
        return rule;
    }

    /** Returns the number of inner updates. */
    public int steps() {
        return steps;
    }

    /** Returns lambda. */
    public double leak() {
        return leak;
    }

    /** Returns mu. */
    public double proximal() {
        return proximal;
    }

    /** Records the inner loss of step {@code step} (from 0) at {@code parameters}. */
    public Tensor inner(Parameters parameters, int step) {
        return scope("inner loss", () -> inner.loss(parameters, step));
    }

    /** Records the outer loss, without the leak, at {@code adapted}. */
    public Tensor outer(Parameters adapted) {
        return scope("outer loss", () -> outer.loss(adapted));
    }

    /** Returns {@code loss}, the inner one, with the proximal term at {@code parameters}. */
    public Tensor objective(Tensor loss, Parameters parameters) {
        if (proximal == 0) {
            return loss;
        }
        Tensor squares = null;
        for (String name : parameters.names()) {
            Tensor square = parameters.get(name).sub(start.get(name)).square().sum();
            squares = squares == null ? square : squares.add(square);
        }
        return loss.add(squares.mul(proximal / 2).reshape(loss.shape()));
    }

    /** Records under a name; without parameters there is no tape to ask. */
    <T> T scope(String name, Supplier<T> body) {
        return start.isEmpty() ? body.get() : start.tensors().get(0).tape().scope(name, body);
    }

    /** Records the inner updates alone and returns where they lead. */
    public Parameters adapted() {
        return Trajectory.of(this, step -> true, step -> false).end().parameters();
    }

    /** Returns how many inner updates of which rule, and of what. */
    @Override
    public String toString() {
        return "Bilevel: %d inner updates of %s by %s".formatted(
                steps, start.names(), rule.getClass().getSimpleName());
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
