package org.metabalance.meta.bilevel;

import java.util.List;
import java.util.Optional;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.solver.Checkpoints;
import org.metabalance.meta.bilevel.solver.Differences;
import org.metabalance.meta.bilevel.solver.Implicit;
import org.metabalance.meta.bilevel.solver.Labels;
import org.metabalance.meta.bilevel.solver.LinearSolvers;
import org.metabalance.meta.bilevel.solver.Unrolled;
import org.metabalance.meta.method.metabalance.Inner;
import org.metabalance.nn.Parameters;

/**
 * How the outer loss is differentiated through the inner updates: solvers behind one signature.
 *
 * <p>With one step of gradient descent, theta' = theta - alpha grad L_in(theta), the derivative with
 * respect to theta is (I - alpha H_in(theta)) grad L_out(theta') + lambda grad L_in(theta), where
 * H_in is the Hessian of the inner loss.
 *
 * <table>
 * <caption>K inner steps: what a solver costs</caption>
 * <tr><th>solver</th><th>error</th><th>memory grows with</th></tr>
 * <tr><td>{@link Exact}</td><td>none</td><td>K</td></tr>
 * <tr><td>{@link Checkpointed}</td><td>none</td><td>the root of K; the inner steps run twice</td></tr>
 * <tr><td>{@link Truncated}</td><td>the Hessians of the early steps</td><td>the steps kept</td></tr>
 * <tr><td>{@link FirstOrder}</td><td>all Hessians</td><td>1</td></tr>
 * <tr><td>{@link FiniteDifference}</td><td>of a central difference</td><td>K, parameters only</td></tr>
 * <tr><td>{@link ConjugateGradient}, {@link Neumann}</td><td>of an unsolved inner problem or linear
 * system, see {@link Convergence}</td><td>1</td></tr>
 * </table>
 */
public sealed interface Hypergradient {
    /** Everything, through every inner update: the method as described in arXiv 2106.09643. */
    Hypergradient EXACT = new Exact();

    /** Inner gradients as constants: what the authors' published code computes in effect. */
    Hypergradient FIRST_ORDER = new FirstOrder();

    /** As {@link #EXACT}, with about as many segments as each has steps. */
    Hypergradient EXACT_CHECKPOINTED = new Checkpointed(Checkpointed.ROOT);

    /** Hessian products from central differences, of a length that suits the tape's type. */
    Hypergradient FINITE_DIFFERENCE = new FiniteDifference(FiniteDifference.BY_TYPE);

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

    /** Returns the name as users write it: {@code exact}, {@code truncated-2}. */
    String label();

    /**
     * Returns whether this is the gradient at a solution of the inner problem, however it was reached.
     * The inner loss is then asked for once more, as step {@code steps}, and must not depend on the
     * step: one batch, no dropout.
     */
    default boolean implicit() {
        return this instanceof ConjugateGradient || this instanceof Neumann;
    }

    /**
     * Returns the solver of a {@link #label}.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Hypergradient parse(String label) {
        return Labels.parse(label);
    }

    /** The gradient of everything that was recorded; can itself be differentiated. */
    record Exact() implements Hypergradient {
        @Override
        public Result of(Bilevel problem, List<Tensor> xs) {
            return Unrolled.result(this, problem, xs, 0);
        }

        @Override
        public String label() {
            return "exact";
        }
    }

    /**
     * Inner gradients count as constants, which drops the Hessian: what the authors' published code
     * computes in effect, since it writes the adapted weights into parameter storage.
     */
    record FirstOrder() implements Hypergradient {
        @Override
        public Result of(Bilevel problem, List<Tensor> xs) {
            return Unrolled.result(this, problem, xs, problem.steps());
        }

        @Override
        public String label() {
            return "first-order";
        }
    }

    /**
     * Through the last inner steps only; the gradients of earlier ones count as constants (Shaban et
     * al., AISTATS 2019, arXiv 1810.10667). 0 steps are {@link FirstOrder}, all are {@link Exact}.
     *
     * @param steps how many, from the end
     */
    record Truncated(int steps) implements Hypergradient {
        /** Checks the number. */
        public Truncated {
            Labels.require(steps >= 0, "truncated: steps must not be negative", steps);
        }

        @Override
        public Result of(Bilevel problem, List<Tensor> xs) {
            return Unrolled.result(this, problem, xs, Math.max(0, problem.steps() - steps));
        }

        @Override
        public String label() {
            return "truncated-" + steps;
        }
    }

    /**
     * Everything, but of a segment of inner steps only the end is kept: the rest is computed again when
     * the derivative passes (Griewank 1992; Chen et al., arXiv 1604.06174). The result cannot be
     * differentiated again.
     *
     * @param segments into how many the steps are cut; {@link #ROOT} for the root of their number
     */
    record Checkpointed(int segments) implements Hypergradient {
        /** As many segments as the root of the number of steps, which needs the least memory. */
        public static final int ROOT = 0;

        /** Checks the number. */
        public Checkpointed {
            Labels.require(segments >= 0, "checkpointed: segments must not be negative", segments);
        }

        @Override
        public Result of(Bilevel problem, List<Tensor> xs) {
            int wanted = segments == ROOT ? (int) Math.round(Math.sqrt(problem.steps())) : segments;
            return new Checkpoints(this, problem, wanted).result(xs);
        }

        @Override
        public String label() {
            return "exact-checkpointed" + (segments == ROOT ? "" : "-" + segments);
        }
    }

    /**
     * As {@link Exact}, but the products of the inner loss's second derivatives with a vector w are
     * differences of its gradient, [grad(theta + h w) - grad(theta - h w)] / 2h, as in DARTS (Liu et
     * al., ICLR 2019). The result cannot be differentiated again.
     *
     * @param step the length of h w over 1 + |theta|; {@link #BY_TYPE} for the third root of the
     *     rounding error, 5e-3 in F32 and 6e-6 in F64
     */
    record FiniteDifference(double step) implements Hypergradient {
        /** The length that suits the tape's type. */
        public static final double BY_TYPE = 0;

        /** Checks the number. */
        public FiniteDifference {
            Labels.require(
                    step >= 0 && Double.isFinite(step),
                    "finite difference: the step must not be negative", step);
        }

        @Override
        public Result of(Bilevel problem, List<Tensor> xs) {
            return new Differences(this, problem).result(xs);
        }

        @Override
        public String label() {
            return "finite-difference" + (step == BY_TYPE ? "" : "-" + Labels.text(step));
        }
    }

    /**
     * The implicit function theorem at the solution of the inner problem, with the linear system solved
     * by conjugate gradients: for an inner objective that is convex there, as one with a large enough
     * proximal weight is (iMAML, arXiv 1909.04630). The result cannot be differentiated again.
     *
     * @param iterations of the solver
     */
    record ConjugateGradient(int iterations) implements Hypergradient {
        /** Checks the number. */
        public ConjugateGradient {
            Labels.require(
                    iterations >= 1, "conjugate gradient: iterations must be positive", iterations);
        }

        @Override
        public Result of(Bilevel problem, List<Tensor> xs) {
            return Implicit.result(
                    this, problem, xs, (a, g) -> LinearSolvers.conjugateGradient(a, g, iterations));
        }

        @Override
        public String label() {
            return "conjugate-gradient-" + iterations;
        }
    }

    /**
     * The implicit function theorem with the inverse Hessian replaced by the first terms of rate
     * sum_j (I - rate A)^j (Lorraine et al., AISTATS 2020, arXiv 1911.02590). The series converges if
     * the rate is below 2 over the largest eigenvalue of A, the Hessian with the proximal weight. The
     * result cannot be differentiated again.
     *
     * @param terms of the series
     * @param rate above 0
     */
    record Neumann(int terms, double rate) implements Hypergradient {
        /** Checks the numbers. */
        public Neumann {
            Labels.require(terms >= 1, "neumann: terms must be positive", terms);
            Labels.require(
                    rate > 0 && Double.isFinite(rate), "neumann: the rate must be positive", rate);
        }

        @Override
        public Result of(Bilevel problem, List<Tensor> xs) {
            return Implicit.result(
                    this, problem, xs, (a, g) -> LinearSolvers.neumann(a, g, terms, rate));
        }

        @Override
        public String label() {
            return "neumann-" + terms + "-" + Labels.text(rate);
        }
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
            Optional<Convergence> convergence) {}
}
