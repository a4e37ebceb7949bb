package org.metabalance.meta.bilevel;

import java.util.List;
import java.util.Optional;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Parameters;

/**
 * How the outer loss is differentiated through the inner updates. Those that are there stand in the room
 * {@code solver}; one of your own implements this and goes wherever those go: {@link Trajectory#of}
 * records the updates.
 *
 * <p>With one step of gradient descent, theta' = theta - alpha grad L_in(theta), the derivative with
 * respect to theta is (I - alpha H_in(theta)) grad L_out(theta') + lambda grad L_in(theta), where
 * H_in is the Hessian of the inner loss.
 */
public interface Hypergradient {

    /**
     * Records the inner updates, the outer loss and its gradient with respect to {@code start}.
     *
     * @throws IllegalArgumentException if the outer loss does not depend on some parameter
     */
    default Result of(Bilevel problem) {
        return of(problem, problem.start().tensors());
    }

    /**
     * Records the inner updates, the outer loss and its gradient with respect to any tensors: theta,
     * or what the inner loss is made of.
     *
     * @throws IllegalArgumentException if the outer loss does not depend on one of them
     */
    Result of(Bilevel problem, List<Tensor> xs);

    /** Returns the name that results record, with all its numbers: {@code exact}, {@code truncated-2}. */
    String label();

    /**
     * Returns whether this is the gradient at a solution of the inner problem, however it was reached;
     * no, unless an implementation says so. The inner loss is then asked for once more, as step {@code
     * steps}, and must not depend on the step: one batch, no dropout.
     */
    default boolean implicit() {
        return false;
    }

    /**
     * A differentiated problem.
     *
     * @param total the outer loss plus the leak: what was differentiated
     * @param outer the outer loss
     * @param inner the inner loss at theta; null if there are neither steps nor a leak
     * @param adapted where the inner updates lead, as the outer loss was given it
     * @param gradient d total / d x for each x asked for
     * @param mode how it was differentiated
     * @param convergence of an implicit solver
     */
    record Result(
            Tensor total,
            Tensor outer,
            Tensor inner,
            Parameters adapted,
            List<Tensor> gradient,
            Hypergradient mode,
            Optional<Convergence> convergence) {
        /** Returns how it was differentiated, the outer loss, and the shapes of the gradients. */
        @Override
        public String toString() {
            return "Hypergradient %s: outer loss %s, gradients %s".formatted(
                    mode.label(), outer, gradient.stream().map(Tensor::shape).toList());
        }
    }
}
