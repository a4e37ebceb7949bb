package org.metabalance.engine.math;

import org.metabalance.engine.Tensor;

/** Vector norms along axes. Every slope is 0 where the norm is 0. */
public final class Norms {
    private Norms() {}

    /**
     * Returns the p-norm over the axes, (sum of |x|^p)^(1/p); PyTorch's linalg.vector_norm. For p infinite the
     * largest |x|, for p minus infinity the smallest, elements that tie sharing the gradient equally; for p
     * = 0 the number of elements that are not 0, through which no derivative path leads.
     *
     * <p>Below 2 the true slopes of an element at 0 are infinite or do not exist: they are 0 here.
     *
     * @throws IllegalArgumentException if p is NaN, or if it is infinite and there are no elements
     */
    public static Tensor norm(Tensor x, double p, int... axes) {
        Axes.axes("norm", x, axes);
        if (Double.isNaN(p)) {
            throw x.tape().wrong("norm: needs a number p, got NaN");
        }
        if (p == Double.POSITIVE_INFINITY) {
            return x.abs().max(axes);
        }
        if (p == Double.NEGATIVE_INFINITY) {
            return x.abs().min(axes);
        }
        if (p == 0) {
            return x.ne(0).sum(axes);
        }
        if (p == 1) {
            return x.abs().sum(axes);
        }
        if (p == 2) {
            return Guards.root(x.square().sum(axes));
        }
        if (p < 0) {
            // one element that is 0 makes the norm 0, and no infinite power may be seen by a slope
            Tensor zero = x.eq(0);
            Tensor safe = Tensor.where(zero, x.tape().ones(), x.abs());
            Tensor some = zero.sum(axes).mul(x.ne(x).sum(axes).eq(0));
            return Tensor.where(some, x.tape().zeros(), safe.pow(p).sum(axes).pow(1 / p));
        }
        // of even powers the slopes at 0 are what they are
        Tensor powers = p % 2 == 0 ? x.pow(p) : Guards.power(x.abs(), p);
        return Guards.power(powers.sum(axes), 1 / p);
    }

    /** Returns the p-norm over the axes, which stay with extent 1; see {@link #norm(Tensor, double, int...)}. */
    public static Tensor normKeep(Tensor x, double p, int... axes) {
        return norm(x, p, axes).reshape(x.shape().without(x.shape().axes(axes), true));
    }
}
