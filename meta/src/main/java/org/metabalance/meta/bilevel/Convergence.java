package org.metabalance.meta.bilevel;

import org.metabalance.engine.Tensor;

/**
 * How far an implicit hypergradient can be trusted: it is exact where the inner problem is solved and
 * the linear system too. Every value is a scalar on the problem's tape, to be made an output.
 *
 * @param residual |A v - g| / |g| of the linear system A v = g, where A is the Hessian of the inner
 *     objective and g the outer gradient; 0 if g is 0
 * @param innerGradient the norm of the inner objective's gradient where the inner updates lead: 0 at a
 *     solution
 * @param innerGradientAtStart the norm of the same gradient at theta
 */
public record Convergence(Tensor residual, Tensor innerGradient, Tensor innerGradientAtStart) {

    /**
     * Returns 1 if the inner updates have made the gradient of the inner objective at most {@code
     * tolerance} times what it was at theta, else 0: then the inner problem has not converged, and
     * more steps, a larger rate or a larger proximal weight are needed.
     */
    public Tensor innerConverged(double tolerance) {
        return innerGradient.le(innerGradientAtStart.mul(tolerance));
    }

    /** Returns 1 if the residual of the linear system is at most {@code tolerance}, else 0. */
    public Tensor solved(double tolerance) {
        return residual.le(tolerance);
    }
}
