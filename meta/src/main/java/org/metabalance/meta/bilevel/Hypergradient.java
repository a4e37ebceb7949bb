package org.metabalance.meta.bilevel;

import java.util.List;
import java.util.Locale;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Optimizer;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.Update;

/**
 * How the outer loss is differentiated through the inner updates.
 *
 * <p>With one step of gradient descent, theta' = theta - alpha grad L_in(theta), the derivative with
 * respect to theta is (I - alpha H_in(theta)) grad L_out(theta') + lambda grad L_in(theta), where
 * H_in is the Hessian of the inner loss.
 */
public enum Hypergradient {
    /** Everything, through every inner update: the method as described in arXiv 2106.09643. */
    EXACT {
        @Override
        Parameters through(Parameters gradients) {
            return gradients;
        }
    },
    /**
     * Inner gradients count as constants, which drops the Hessian: what the authors' published code
     * computes in effect, since it writes the adapted weights into parameter storage.
     */
    FIRST_ORDER {
        @Override
        Parameters through(Parameters gradients) {
            return gradients.map(Tensor::stopGradient);
        }
    };

    /** What the optimizer of an inner update is given for the gradient of the inner loss. */
    abstract Parameters through(Parameters gradients);

    /**
     * Records the inner updates, the outer loss and its gradient with respect to {@code start}.
     *
     * @throws IllegalArgumentException if the outer loss does not depend on some parameter
     */
    public Result of(Bilevel problem) {
        return of(problem, problem.start().tensors());
    }

    /**
     * Records the inner updates, the outer loss and its gradient with respect to any tensors: theta,
     * or what the inner loss is made of.
     *
     * @throws IllegalArgumentException if the outer loss does not depend on one of them
     */
    public Result of(Bilevel problem, List<Tensor> xs) {
        Parameters theta = problem.start();
        Parameters state = Optimizer.freshState(problem.rule(), theta);
        boolean needsInner = problem.steps() > 0 || problem.leak() != 0;
        Tensor first = needsInner ? problem.inner().loss(theta, 0) : null;
        for (int step = 0; step < problem.steps(); step++) {
            Tensor inner = step == 0 ? first : problem.inner().loss(theta, step);
            List<Tensor> gradients = Gradients.gradient(inner, theta.tensors());
            Update update = problem.rule().update(theta, through(theta.with(gradients)), state);
            theta = update.parameters();
            state = update.state();
        }
        Tensor outer = problem.outer().loss(theta);
        Tensor total = problem.leak() == 0 ? outer : outer.add(first.mul(problem.leak()));
        return new Result(total, outer, first, theta, Gradients.gradient(total, xs), this);
    }

    /** Returns the name as users write it: {@code exact}, {@code first-order}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * A differentiated problem.
     *
     * @param total the outer loss plus the leak: what was differentiated
     * @param outer the outer loss
     * @param inner the inner loss at theta; null if there are neither steps nor a leak
     * @param adapted where the inner updates lead
     * @param gradient d total / d x for each x asked for
     * @param mode how it was differentiated
     */
    public record Result(
            Tensor total,
            Tensor outer,
            Tensor inner,
            Parameters adapted,
            List<Tensor> gradient,
            Hypergradient mode) {}
}
