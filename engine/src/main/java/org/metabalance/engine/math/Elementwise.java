package org.metabalance.engine.math;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Custom;

/** Functions of elements beyond those of {@link Tensor}. All broadcast. */
public final class Elementwise {
    private static final Custom LOG_ADD_EXP = new Custom(
            "logAddExp",
            xs -> {
                Tensor a = xs.get(0);
                Tensor b = xs.get(1);
                Tensor apart = Tensor.where(a.eq(b), a.tape().zeros(), a.sub(b)).abs();
                return a.maximum(b).add(apart.neg().exp().log1p());
            },
            // also at a = b, where the rules of what the value is made of would have no second derivative
            (g, xs, y) -> {
                Tensor apart = difference(xs.get(0), xs.get(1));
                return List.of(g.mul(apart.sigmoid()), g.mul(apart.neg().sigmoid()));
            });

    private Elementwise() {}

    /**
     * Returns {@code min} where x is less, {@code max} where it is greater, otherwise x; {@code max} where
     * the bounds are the wrong way round. The slope is 1 within and at the bounds, 0 beyond. A bound may be
     * infinite; NaN stays NaN, with slope 1.
     */
    public static Tensor clamp(Tensor x, double min, double max) {
        return clamp(x, x.tape().constant(min), x.tape().constant(max));
    }

    /**
     * Returns {@code min} where x is less, {@code max} where it is greater, otherwise x; {@code max} where
     * the bounds are the wrong way round. Each element's gradient goes to the one that it is.
     */
    public static Tensor clamp(Tensor x, Tensor min, Tensor max) {
        Tensor least = Tensor.where(x.lt(min), min, x);
        return Tensor.where(least.gt(max), max, least);
    }

    /**
     * Returns a - b trunc(a / b), exactly, with the sign of a: the remainder of C and Java, where {@link
     * Tensor#remainder} has the sign of b. Its slopes are 1 and -trunc(a / b), also where it jumps.
     */
    public static Tensor fmod(Tensor a, Tensor b) {
        Tensor divisor = b.abs();
        return Tensor.where(a.lt(0), a.neg().remainder(divisor).neg(), a.remainder(divisor));
    }

    /** Returns log(exp(a) + exp(b)) without overflow; of -infinity twice, -infinity. */
    public static Tensor logAddExp(Tensor a, Tensor b) {
        Shape to = a.tape().broadcast("logAddExp", a.shape(), b.shape());
        return LOG_ADD_EXP.on(a.expand(to), b.expand(to));
    }

    /** a - b, and 0 for an infinity less itself. */
    private static Tensor difference(Tensor a, Tensor b) {
        Tensor same = a.eq(b).mul(a.abs().eq(Double.POSITIVE_INFINITY));
        return Tensor.where(same, a.tape().zeros(), a.sub(b));
    }
}
