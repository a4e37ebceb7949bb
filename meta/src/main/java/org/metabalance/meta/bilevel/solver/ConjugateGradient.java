package org.metabalance.meta.bilevel.solver;

import java.util.List;
import java.util.function.UnaryOperator;
import org.metabalance.engine.Tensor;

/**
 * Conjugate gradients from 0 (Hestenes and Stiefel, 1952), for an inner objective that is convex at the
 * solution, as one with a large enough proximal weight is (iMAML, arXiv 1909.04630). A direction in
 * which A is not positive is not followed, and an exact solution is left alone.
 *
 * @param iterations how many, each with one product
 */
public record ConjugateGradient(int iterations) implements LinearSolver {
    /** Checks the number. */
    public ConjugateGradient {
        Hypergradients.require(
                iterations >= 1, "conjugate gradient: iterations must be positive", iterations);
    }

    @Override
    public List<Tensor> solve(UnaryOperator<List<Tensor>> a, List<Tensor> b) {
        List<Tensor> v = Vectors.scale(b, 0);
        List<Tensor> r = b;
        List<Tensor> p = b;
        Tensor rr = Vectors.dot(r, r);
        for (int i = 0; i < iterations; i++) {
            List<Tensor> ap = a.apply(p);
            Tensor alpha = Vectors.quotient(rr, Vectors.dot(p, ap));
            v = Vectors.add(v, alpha, p);
            r = Vectors.add(r, alpha.neg(), ap);
            Tensor next = Vectors.dot(r, r);
            p = Vectors.add(r, Vectors.quotient(next, rr), p);
            rr = next;
        }
        return v;
    }

    @Override
    public String label() {
        return "conjugate-gradient-" + iterations;
    }
}
