package org.metabalance.meta.bilevel.solver;

import java.util.List;
import java.util.function.UnaryOperator;
import org.metabalance.engine.Tensor;

/**
 * A solver of a linear system that knows its matrix by products alone: what {@link Implicit} needs. All
 * iterations are recorded in a row. There are no branches, and nothing stops early; so a solver must
 * leave an exact solution alone, and a right side of zeros too ({@link Vectors#quotient}).
 */
public interface LinearSolver {

    /**
     * Records the solution v of A v = b.
     *
     * @param a returns A times a vector, which counts as a constant; A is a Hessian, so symmetric, though
     *     perhaps not positive definite
     * @param b a vector, in parts of any shapes
     * @return v, in parts of the same shapes
     */
    List<Tensor> solve(UnaryOperator<List<Tensor>> a, List<Tensor> b);

    /** Returns the name that results record, with all its numbers: {@code conjugate-gradient-8}. */
    String label();
}
