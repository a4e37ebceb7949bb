package org.metabalance.meta.bilevel.solver;

import java.util.List;
import java.util.function.UnaryOperator;
import org.metabalance.engine.Tensor;

/** Solvers of A v = g that need no more of A than its products; recorded, all iterations in a row. */
public final class LinearSolvers {
    private LinearSolvers() {}

    /** Solves A v = g. */
    @FunctionalInterface
    public interface Solver {
        List<Tensor> solve(UnaryOperator<List<Tensor>> a, List<Tensor> g);
    }

    /**
     * Conjugate gradients from 0 (Hestenes and Stiefel, 1952). A direction in which A is not positive is
     * not followed, and an exact solution is left alone.
     */
    public static List<Tensor> conjugateGradient(
            UnaryOperator<List<Tensor>> a, List<Tensor> g, int iterations) {
        List<Tensor> v = Vectors.scale(g, 0);
        List<Tensor> r = g;
        List<Tensor> p = g;
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

    /** rate (g + B g + B^2 g + ...) with B = I - rate A: the first {@code terms} terms. */
    public static List<Tensor> neumann(
            UnaryOperator<List<Tensor>> a, List<Tensor> g, int terms, double rate) {
        Tensor minusRate = g.get(0).tape().constant(-rate);
        Tensor one = g.get(0).tape().constant(1);
        List<Tensor> term = g;
        List<Tensor> sum = g;
        for (int j = 1; j < terms; j++) {
            term = Vectors.add(term, minusRate, a.apply(term));
            sum = Vectors.add(sum, one, term);
        }
        return Vectors.scale(sum, rate);
    }
}
