package org.metabalance.meta.transport;

import java.util.List;
import java.util.function.UnaryOperator;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Custom;
import org.metabalance.meta.bilevel.solver.LinearSolver;

/**
 * Entropy-regularised optimal transport by Sinkhorn's iterations in the log domain (Cuturi, NeurIPS 2013, arXiv
 * 1306.0895): the plan with marginals mu and nu that minimises sum pi C - eps H(pi). From u = v = 0,
 *
 * <pre>
 *   u_i &lt;- eps (log(mu_i + 1e-8) - LSE_j (v_j - C_ij) / eps)
 *   v_j &lt;- eps (log(nu_j + 1e-8) - LSE_i (u_i - C_ij) / eps)
 *   pi_ij = exp((u_i + v_j - C_ij) / eps)
 * </pre>
 *
 * <p>A program has no branches, so all iterations are recorded. With a tolerance the potentials stay what they
 * are once sum_i |u_i - u_i before| has fallen below it: value and derivative are then those of a loop that is
 * left. The last update is of v, so columns have their marginals exactly, and rows as nearly as it converged.
 *
 * <p>The plan is a pure function of cost and marginals, to be differentiated to any order, see {@link
 * Derivative}. Marginals must be positive; total masses that differ have no plan, and what comes out then has the
 * mass of nu.
 *
 * @param eps the weight of the entropy, above 0, in units of the cost
 * @param iterations how many at most, at least 1
 * @param tolerance 0 to make all iterations
 * @param derivative how the plan is differentiated
 */
public record Sinkhorn(double eps, int iterations, double tolerance, Derivative derivative) {
    /** Added to the marginals, as in the code of Guo et al. (arXiv 2208.02951). */
    private static final double FLOOR = 1e-8;

    /** How a plan is differentiated. */
    public sealed interface Derivative {}

    /** Through all iterations: exact for the plan that they made, converged or not. */
    record Unrolled() implements Derivative {}

    /**
     * By the implicit function theorem: where the plan has its marginals, they move with the potentials by a
     * linear system, whose solution takes no memory of the iterations. Exact for a plan that has converged.
     * Derivatives with respect to the marginals are along changes that keep the masses of both equal; what is
     * added to all of them alike is of no meaning.
     *
     * @param solver of A x = b, with A symmetric and its eigenvalues in [0, 1]. {@link
     *     org.metabalance.meta.bilevel.solver.Neumann} at rate 1 is linear in b, so that the derivative can be
     *     differentiated again, and each of its terms has the cost and the convergence of an iteration
     */
    record Implicit(LinearSolver solver) implements Derivative {}

    /** Checks the numbers. */
    public Sinkhorn {
        require(eps > 0 && Double.isFinite(eps), "eps must be positive", eps);
        require(iterations >= 1, "iterations must be positive", iterations);
        require(tolerance >= 0, "the tolerance must not be negative", tolerance);
    }

    /** All iterations, differentiated through. */
    public Sinkhorn(double eps, int iterations) {
        this(eps, iterations, 0, unrolled());
    }

    /** Returns differentiation through the iterations. */
    public static Derivative unrolled() {
        return new Unrolled();
    }

    /** Returns differentiation at the fixed point. */
    public static Derivative implicit(LinearSolver solver) {
        return new Implicit(solver);
    }

    /** Returns these iterations with another derivative. */
    public Sinkhorn with(Derivative other) {
        return new Sinkhorn(eps, iterations, tolerance, other);
    }

    /** Returns these iterations, left when they have converged. */
    public Sinkhorn withTolerance(double other) {
        return new Sinkhorn(eps, iterations, other, derivative);
    }

    /**
     * Returns the plan, [m, n].
     *
     * @param cost [m, n]
     * @param mu the mass of every row, [m], positive
     * @param nu the mass of every column, [n], positive, of the same sum
     * @throws IllegalArgumentException if shapes do not fit
     */
    public Tensor plan(Tensor cost, Tensor mu, Tensor nu) {
        require(cost.rank() == 2, "the cost must be [m, n]", cost.shape());
        require(mu.shape().equals(Shape.of(cost.dim(0))),
                "the rows' marginals must be [" + cost.dim(0) + "]", mu.shape());
        require(nu.shape().equals(Shape.of(cost.dim(1))),
                "the columns' marginals must be [" + cost.dim(1) + "]", nu.shape());
        return switch (derivative) {
            case Unrolled() -> cost.tape().scope("sinkhorn", () -> iterated(cost, mu, nu));
            case Implicit(LinearSolver solver) -> new Custom(
                    "sinkhorn",
                    x -> iterated(x.get(0), x.get(1), x.get(2)),
                    (g, x, plan) -> adjoints(g, plan, solver)).on(cost, mu, nu);
        };
    }

    /** Returns sum pi C, one number: the cost of the plan, without its entropy. */
    public Tensor distance(Tensor cost, Tensor mu, Tensor nu) {
        return plan(cost, mu, nu).mul(cost).sum();
    }

    private Tensor iterated(Tensor cost, Tensor mu, Tensor nu) {
        Tape tape = cost.tape();
        Tensor closeness = cost.div(-eps);
        Tensor logMu = mu.add(FLOOR).log();
        Tensor logNu = nu.add(FLOOR).log();
        // potentials over eps
        Tensor u = tape.zeros(mu.shape());
        Tensor v = tape.zeros(nu.shape());
        Tensor open = tape.ones();
        for (int i = 0; i < iterations; i++) {
            Tensor nextU = logMu.sub(closeness.add(v).logSumExp(1));
            Tensor nextV = logNu.sub(closeness.add(nextU.unsqueeze(1)).logSumExp(0));
            if (tolerance > 0) {
                Tensor moved = nextU.sub(u).abs().sum().mul(eps).stopGradient();
                u = Tensor.where(open.expand(u.shape()), nextU, u);
                v = Tensor.where(open.expand(v.shape()), nextV, v);
                open = open.mul(moved.ge(tolerance));
            } else {
                u = nextU;
                v = nextV;
            }
        }
        return closeness.add(u.unsqueeze(1)).add(v).exp();
    }

    /**
     * With G the cotangent and P the plan, dP = P (du + dv - dC) / eps and the marginals of dP are dmu and dnu.
     * So dmu and dnu receive x and y with
     *
     * <pre>
     *   diag(P 1) x + P y = (G P) 1       P' x + diag(P' 1) y = (G P)' 1
     * </pre>
     *
     * and dC receives P (x + y - G) / eps. Eliminated is y; rows are scaled by the root of their mass, so that
     * what is left is I - Q Q'. Its null vector is the root of the masses, which is put back: that chooses one
     * of the solutions, which differ by a constant that x gains and y loses.
     */
    private List<Tensor> adjoints(Tensor g, Tensor plan, LinearSolver solver) {
        Tensor weighted = g.mul(plan);
        Tensor rows = plan.sum(1);
        Tensor columns = plan.sum(0);
        Tensor root = rows.sqrt();
        Tensor unit = root.div(rows.sum().sqrt());
        Tensor q = plan.div(root.unsqueeze(1)).div(columns.sqrt());
        Tensor right = weighted.sum(1).div(root)
                .sub(product(q, weighted.sum(0).div(columns.sqrt())));
        UnaryOperator<Tensor> both = both(q);
        Tensor scaled = solver.solve(
                x -> List.of(x.get(0).sub(both.apply(x.get(0))).add(unit.mul(unit.dot(x.get(0))))),
                List.of(right)).get(0);
        Tensor x = scaled.div(root);
        Tensor y = weighted.sum(0).sub(product(plan.transpose(), x)).div(columns);
        Tensor toCost = plan.mul(x.unsqueeze(1).add(y).sub(g)).div(eps);
        return List.of(toCost, x, y);
    }

    /** x to Q Q' x. With few rows, one product of matrices costs less than to read Q twice in every step. */
    private static UnaryOperator<Tensor> both(Tensor q) {
        Tensor across = q.transpose();
        if (q.dim(0) <= q.dim(1)) {
            Tensor square = q.matmul(across);
            return x -> product(square, x);
        }
        return x -> product(q, product(across, x));
    }

    private static Tensor product(Tensor matrix, Tensor vector) {
        return matrix.matmul(vector.unsqueeze(1)).squeeze(1);
    }

    private static void require(boolean holds, String rule, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("sinkhorn: " + rule + ", got " + got);
        }
    }
}
