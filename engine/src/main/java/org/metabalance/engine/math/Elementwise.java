package org.metabalance.engine.math;

import java.util.List;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Custom;
import org.metabalance.engine.op.Leaf;

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
     * infinite; NaN stays NaN, with slope 1, and a bound that is NaN makes NaN.
     */
    public static Tensor clamp(Tensor x, double min, double max) {
        return clamp(x, x.tape().constant(min), x.tape().constant(max));
    }

    /**
     * Returns {@code min} where x is less, {@code max} where it is greater, otherwise x; {@code max} where
     * the bounds are the wrong way round. Each element's gradient goes to the one that it is. A bound that
     * is NaN makes NaN.
     */
    public static Tensor clamp(Tensor x, Tensor min, Tensor max) {
        Tensor least = Tensor.where(orNone(x.lt(min), min), min, x);
        return Tensor.where(orNone(least.gt(max), max), max, least);
    }

    /** 1 where a bound is passed or NaN, of which a number known here need not be asked. */
    private static Tensor orNone(Tensor passed, Tensor bound) {
        boolean number = bound.op() instanceof Leaf.Constant(NdArray value) && value.size() == 1
                && !Double.isNaN(value.item());
        return number ? passed : passed.add(bound.ne(bound));
    }

    /**
     * Returns the root of the sum of both squares, of which none overflows; infinite where one is infinite,
     * NaN with it or not. All slopes are 0 where both are 0, or one is infinite.
     */
    public static Tensor hypot(Tensor a, Tensor b) {
        Tensor largest = a.abs().maximum(b.abs());
        Tensor infinite = a.abs().eq(Double.POSITIVE_INFINITY)
                .maximum(b.abs().eq(Double.POSITIVE_INFINITY));
        Tensor usable = largest.gt(0).mul(largest.lt(Double.POSITIVE_INFINITY));
        // what both are divided by cancels, so it is a constant
        Tensor scale = Tensor.where(usable, largest, a.tape().ones()).stopGradient();
        Tensor squares = finite(a, infinite).div(scale).square()
                .add(finite(b, infinite).div(scale).square());
        Tensor root = Guards.root(squares).mul(scale);
        return Tensor.where(infinite, a.tape().constant(Double.POSITIVE_INFINITY), root);
    }

    /**
     * Returns a - b trunc(a / b), exactly, with the sign of a: the remainder of C and Java, where {@link
     * Tensor#remainder} has the sign of b. Its slopes are 1 and -trunc(a / b), also where it jumps.
     */
    public static Tensor fmod(Tensor a, Tensor b) {
        Tensor divisor = b.abs();
        return Tensor.where(a.lt(0), a.neg().remainder(divisor).neg(), a.remainder(divisor));
    }

    private static Tensor finite(Tensor x, Tensor infinite) {
        return Tensor.where(infinite, x.tape().zeros(), x);
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
