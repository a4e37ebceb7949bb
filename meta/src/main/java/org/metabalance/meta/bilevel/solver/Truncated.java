package org.metabalance.meta.bilevel.solver;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;

/**
 * Through the last inner steps only; the gradients of earlier ones count as constants (Shaban et
 * al., AISTATS 2019, arXiv 1810.10667). 0 steps are {@link FirstOrder}, all are {@link Exact}.
 *
 * @param steps how many, from the end
 */
public record Truncated(int steps) implements Hypergradient {
    /** Checks the number. */
    public Truncated {
        Hypergradients.require(steps >= 0, "truncated: steps must not be negative", steps);
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
