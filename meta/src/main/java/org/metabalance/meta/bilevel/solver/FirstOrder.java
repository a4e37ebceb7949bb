package org.metabalance.meta.bilevel.solver;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;

/**
 * Inner gradients count as constants, which drops the Hessian: what the authors' published code
 * computes in effect, since it writes the adapted weights into parameter storage.
 */
public record FirstOrder() implements Hypergradient {
    @Override
    public Result of(Bilevel problem, List<Tensor> xs) {
        return Unrolled.result(this, problem, xs, problem.steps());
    }

    @Override
    public String label() {
        return "first-order";
    }
}
