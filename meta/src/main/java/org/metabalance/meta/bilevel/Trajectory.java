package org.metabalance.meta.bilevel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.optimize.Iterate;

/**
 * Inner updates as they were recorded.
 *
 * @param steps every update
 * @param first the inner loss at theta, without the proximal term, which is 0 there; null if there are
 *     neither steps nor a leak
 * @param end where the updates lead
 */
public record Trajectory(List<Step> steps, Tensor first, Iterate end) {

    /**
     * One update.
     *
     * @param from where it begins
     * @param objective the inner loss there, plus the proximal term
     * @param gradient the gradient of the objective, as the rule was given it
     * @param to where it leads
     */
    public record Step(Iterate from, Tensor objective, Parameters gradient, Iterate to) {}

    /**
     * Records the updates of a problem.
     *
     * @param constant whether the gradient of a step (from 0) counts as a constant
     * @param cutAfter whether derivative paths end where a step (from 0) leads
     */
    public static Trajectory of(Bilevel problem, IntPredicate constant, IntPredicate cutAfter) {
        Iterate at = problem.rule().start(problem.start());
        boolean needsInner = problem.steps() > 0 || problem.leak() != 0;
        Tensor first = needsInner ? problem.inner().loss(at.parameters(), 0) : null;
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < problem.steps(); i++) {
            Parameters theta = at.parameters();
            Tensor loss = i == 0 ? first : problem.inner().loss(theta, i);
            Tensor objective = objective(problem, loss, theta);
            Parameters gradient = theta.with(Gradients.gradient(objective, theta.tensors()));
            if (constant.test(i)) {
                gradient = gradient.map(Tensor::stopGradient);
            }
            Iterate to = problem.rule().update(at, gradient);
            steps.add(new Step(at, objective, gradient, to));
            at = cutAfter.test(i) ? to.map(Tensor::stopGradient) : to;
        }
        return new Trajectory(steps, first, at);
    }

    /** The inner loss plus the proximal term at {@code theta}. */
    public static Tensor objective(Bilevel problem, Tensor loss, Parameters theta) {
        if (problem.proximal() == 0) {
            return loss;
        }
        Tensor squares = null;
        for (String name : theta.names()) {
            Tensor square = theta.get(name).sub(problem.start().get(name)).square().sum();
            squares = squares == null ? square : squares.add(square);
        }
        return loss.add(squares.mul(problem.proximal() / 2).reshape(loss.shape()));
    }

    /** The outer loss plus the leak. */
    public Tensor total(Bilevel problem, Tensor outer) {
        return problem.leak() == 0 ? outer : outer.add(first.mul(problem.leak()));
    }
}
