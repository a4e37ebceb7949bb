package org.metabalance.meta.bilevel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.optimize.Optimizer;
import org.metabalance.nn.optimize.Update;

/**
 * Inner updates as they were recorded.
 *
 * @param steps every update
 * @param first the inner loss at theta, without the proximal term, which is 0 there; null if there are
 *     neither steps nor a leak
 * @param end where the updates lead
 */
public record Trajectory(List<Step> steps, Tensor first, Point end) {

    /** What an update changes: parameters, and the state of the rule. */
    public record Point(Parameters theta, Parameters state) {
        public List<Tensor> tensors() {
            List<Tensor> all = new ArrayList<>(theta.tensors());
            all.addAll(state.tensors());
            return all;
        }

        /** The same values, which no derivative path joins to where they come from. */
        public Point cut() {
            return new Point(theta.map(Tensor::stopGradient), state.map(Tensor::stopGradient));
        }
    }

    /**
     * One update.
     *
     * @param from where it begins
     * @param objective the inner loss there, plus the proximal term
     * @param gradient the gradient of the objective, as the rule was given it
     * @param to where it leads
     */
    public record Step(Point from, Tensor objective, Parameters gradient, Point to) {}

    /**
     * Records the updates of a problem.
     *
     * @param constant whether the gradient of a step (from 0) counts as a constant
     * @param cutAfter whether derivative paths end where a step (from 0) leads
     */
    public static Trajectory of(Bilevel problem, IntPredicate constant, IntPredicate cutAfter) {
        Parameters theta = problem.start();
        Point point = new Point(theta, Optimizer.freshState(problem.rule(), theta));
        boolean needsInner = problem.steps() > 0 || problem.leak() != 0;
        Tensor first = needsInner ? problem.inner().loss(theta, 0) : null;
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < problem.steps(); i++) {
            Tensor loss = i == 0 ? first : problem.inner().loss(point.theta(), i);
            Tensor objective = objective(problem, loss, point.theta());
            Parameters gradient = point.theta().with(
                    Gradients.gradient(objective, point.theta().tensors()));
            if (constant.test(i)) {
                gradient = gradient.map(Tensor::stopGradient);
            }
            Update update = problem.rule().update(point.theta(), gradient, point.state());
            Point to = new Point(update.parameters(), update.state());
            steps.add(new Step(point, objective, gradient, to));
            point = cutAfter.test(i) ? to.cut() : to;
        }
        return new Trajectory(steps, first, point);
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
