package org.metabalance.meta.bilevel.solver;

import java.util.List;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.Trajectory;

/** The gradient of what was recorded, as it stands. */
final class Unrolled {
    private Unrolled() {}

    /** Differentiates with the gradients of the first {@code constant} steps as constants. */
    static Hypergradient.Result result(
            Hypergradient mode, Bilevel problem, List<Tensor> xs, int constant) {
        return Trajectory.of(problem, step -> step < constant, step -> false)
                .result(mode, total -> Gradients.gradient(total, xs));
    }
}
