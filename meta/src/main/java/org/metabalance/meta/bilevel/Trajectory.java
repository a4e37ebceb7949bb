package org.metabalance.meta.bilevel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.optimize.Iterate;

/**
 * The inner updates of a problem as they were recorded, each in a scope of its own, {@code inner step
 * 1} and so on.
 *
 * @param problem whose they are
 * @param steps every update
 * @param first the inner loss at theta, without the proximal term, which is 0 there; null if there are
 *     neither steps nor a leak
 * @param end where the updates lead
 */
public record Trajectory(Bilevel problem, List<Step> steps, Tensor first, Iterate end) {

    /**
     * One update.
     *
     * @param from where it begins
     * @param loss the inner loss there
     * @param objective the loss plus the proximal term
     * @param gradient the gradient of the objective, as the rule was given it
     * @param to where it leads
     */
    public record Step(
            Iterate from, Tensor loss, Tensor objective, Parameters gradient, Iterate to) {}

    /**
     * Records the updates of a problem.
     *
     * @param constant whether the gradient of a step (from 0) counts as a constant
     * @param cutAfter whether derivative paths end where a step (from 0) leads
     */
    public static Trajectory of(Bilevel problem, IntPredicate constant, IntPredicate cutAfter) {
        Iterate at = problem.rule().start(problem.start());
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < problem.steps(); i++) {
            Iterate from = at;
            int number = i;
            Step step = problem.scope(
                    "inner step " + (i + 1),
                    () -> step(problem, from, number, constant.test(number)));
            steps.add(step);
            at = cutAfter.test(i) ? step.to().map(Tensor::stopGradient) : step.to();
        }
        Tensor first = !steps.isEmpty() ? steps.get(0).loss()
                : problem.leak() == 0 ? null : problem.inner(problem.start(), 0);
        return new Trajectory(problem, steps, first, at);
    }

    private static Step step(Bilevel problem, Iterate from, int number, boolean constant) {
        Parameters theta = from.parameters();
        Tensor loss = problem.inner(theta, number);
        Tensor objective = problem.objective(loss, theta);
        Parameters gradient = theta.with(Gradients.gradient(objective, theta.tensors()));
        if (constant) {
            gradient = gradient.map(Tensor::stopGradient);
        }
        return new Step(from, loss, objective, gradient, problem.rule().update(from, gradient));
    }

    /** Returns {@code outer}, the outer loss, plus the leak. */
    public Tensor total(Tensor outer) {
        return problem.leak() == 0 ? outer : outer.add(first.mul(problem.leak()));
    }

    /**
     * Records the outer loss where the updates lead, and its derivative, in the scope {@code
     * hypergradient}.
     *
     * @param mode how it is differentiated
     * @param gradient from the outer loss plus the leak to its derivative for each x asked for
     */
    public Hypergradient.Result result(
            Hypergradient mode, Function<Tensor, List<Tensor>> gradient) {
        Tensor outer = problem.outer(end.parameters());
        Tensor total = total(outer);
        List<Tensor> derivatives = problem.scope("hypergradient", () -> gradient.apply(total));
        return new Hypergradient.Result(
                total, outer, first, end.parameters(), derivatives, mode, Optional.empty());
    }
}
