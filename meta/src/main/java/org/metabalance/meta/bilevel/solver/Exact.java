package org.metabalance.meta.bilevel.solver;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;

/** The gradient of everything that was recorded; can itself be differentiated. */
public record Exact() implements Hypergradient {
    @Override
    public Result of(Bilevel problem, List<Tensor> xs) {
        return Unrolled.result(this, problem, xs, 0);
    }

    @Override
    public String label() {
        return "exact";
    }
}
