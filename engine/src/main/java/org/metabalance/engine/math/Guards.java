package org.metabalance.engine.math;

import java.util.function.UnaryOperator;
import org.metabalance.engine.Tensor;

/** Functions whose infinite slopes at 0 are replaced by 0. */
final class Guards {
    private Guards() {}

    /** The square root, with all slopes 0 at 0. */
    static Tensor root(Tensor x) {
        return zeroAtZero(x, Tensor::sqrt);
    }

    /** x to the power p, with all slopes 0 at 0. */
    static Tensor power(Tensor x, double p) {
        return zeroAtZero(x, safe -> safe.pow(p));
    }

    private static Tensor zeroAtZero(Tensor x, UnaryOperator<Tensor> f) {
        Tensor zero = x.eq(0);
        // the function sees 1 instead of 0, so that no infinite slope meets a zero factor
        Tensor safe = Tensor.where(zero, x.tape().ones(), x);
        return Tensor.where(zero, x.tape().zeros(), f.apply(safe));
    }
}
