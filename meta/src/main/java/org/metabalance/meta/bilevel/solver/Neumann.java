package org.metabalance.meta.bilevel.solver;

import java.util.List;
import java.util.function.UnaryOperator;
import org.metabalance.engine.Tensor;

/**
 * The first terms of the series rate sum_j (I - rate A)^j b (Lorraine et al., AISTATS 2020, arXiv
 * 1911.02590). It converges if the rate is below 2 over the largest eigenvalue of A, the Hessian with the
 * proximal weight.
 *
 * @param terms of the series
 * @param rate above 0
 */
public record Neumann(int terms, double rate) implements LinearSolver {
    /** Checks the numbers. */
    public Neumann {
        Hypergradients.require(terms >= 1, "neumann: terms must be positive", terms);
        Hypergradients.require(
                rate > 0 && Double.isFinite(rate), "neumann: the rate must be positive", rate);
    }

    @Override
    public List<Tensor> solve(UnaryOperator<List<Tensor>> a, List<Tensor> b) {
        Tensor minusRate = b.get(0).tape().constant(-rate);
        Tensor one = b.get(0).tape().constant(1);
        List<Tensor> term = b;
        List<Tensor> sum = b;
        for (int j = 1; j < terms; j++) {
            term = Vectors.add(term, minusRate, a.apply(term));
            sum = Vectors.add(sum, one, term);
        }
        return Vectors.scale(sum, rate);
    }

    @Override
    public String label() {
        return "neumann-" + terms + "-" + Hypergradients.text(rate);
    }
}
