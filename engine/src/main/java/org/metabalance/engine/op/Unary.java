package org.metabalance.engine.op;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/**
 * Functions of one number, applied to each element: a table of the value y = f(x) and of what x
 * receives when y has cotangent g. A function without a second rule is piecewise constant, and no
 * derivative path leads through it.
 */
public enum Unary implements Op {
    /** -x. */
    NEG(x -> -x, (g, x, y) -> g.neg()),
    /** The exponential. */
    EXP(StrictMath::exp, (g, x, y) -> g.mul(y)),
    /** The natural logarithm; -infinity at 0, NaN below, and an infinite slope at 0. */
    LOG(StrictMath::log, (g, x, y) -> g.div(x)),
    /** log(1 + x), accurate near 0. */
    LOG1P(StrictMath::log1p, (g, x, y) -> g.div(x.add(1))),
    /** exp(x) - 1, accurate near 0; the slope is exp(x), not y + 1, which is 0 far below 0. */
    EXPM1(StrictMath::expm1, (g, x, y) -> g.mul(x.exp())),
    /** The square root; NaN below 0, and an infinite slope at 0. */
    SQRT(Math::sqrt, (g, x, y) -> g.mul(0.5).div(y)),
    /** 1 / sqrt(x); infinite at 0, NaN below. */
    RSQRT(x -> 1 / Math.sqrt(x), (g, x, y) -> g.mul(-0.5).mul(y.mul(y).mul(y))),
    /** The sine, x in radians. */
    SIN(Circular::sin, (g, x, y) -> g.mul(x.cos())),
    /** The cosine, x in radians. */
    COS(Circular::cos, (g, x, y) -> g.mul(x.sin()).neg()),
    /** The arc sine; NaN beyond -1 and 1, where the slope is infinite. */
    ASIN(StrictMath::asin, (g, x, y) -> g.mul(withinOne(x).rsqrt())),
    /** The arc cosine; NaN beyond -1 and 1, where the slope is infinite. */
    ACOS(StrictMath::acos, (g, x, y) -> g.mul(withinOne(x).rsqrt()).neg()),
    /** The arc tangent. */
    ATAN(StrictMath::atan, (g, x, y) -> g.div(x.square().add(1))),
    /** The hyperbolic sine. */
    SINH(StrictMath::sinh, (g, x, y) -> g.mul(x.cosh())),
    /** The hyperbolic cosine. */
    COSH(StrictMath::cosh, (g, x, y) -> g.mul(x.sinh())),
    /** The hyperbolic tangent. */
    TANH(StrictMath::tanh, (g, x, y) -> g.mul(y.mul(y).rsub(1))),
    /** The inverse of the hyperbolic sine. */
    ASINH(Elementary::asinh, (g, x, y) -> g.mul(x.square().add(1).rsqrt())),
    /** The inverse of the hyperbolic cosine; NaN below 1, where the slope is infinite. */
    ACOSH(Elementary::acosh, (g, x, y) -> g.mul(x.square().sub(1).rsqrt())),
    /** The inverse of the hyperbolic tangent; infinite at -1 and 1, NaN beyond. */
    ATANH(Elementary::atanh, (g, x, y) -> g.div(withinOne(x))),
    /** The error function. */
    ERF(Elementary::erf, (g, x, y) -> g.mul(bell(x))),
    /** 1 - erf(x), accurate where that is small. */
    ERFC(Elementary::erfc, (g, x, y) -> g.mul(bell(x)).neg()),
    /** 1 / (1 + exp(-x)). */
    SIGMOID(Unary::sigmoid, (g, x, y) -> g.mul(y.mul(y.rsub(1)))),
    /** max(x, 0), with slope 0 at 0. */
    RELU(x -> Math.max(x, 0), (g, x, y) -> g.mul(y.gt(0))),
    /** log(1 + exp(x)). */
    SOFTPLUS(Unary::softplus, (g, x, y) -> g.mul(x.sigmoid())),
    /** The absolute value, with slope 0 at 0. */
    ABS(Math::abs, (g, x, y) -> g.mul(x.sign())),
    /** -1, 0 or 1. */
    SIGN(Math::signum, null),
    /** The largest integer that is not greater. */
    FLOOR(Math::floor, null),
    /** The smallest integer that is not less. */
    CEIL(Math::ceil, null),
    /** The nearest integer, of two the even one. */
    ROUND(Math::rint, null),
    /** The integer part: towards 0. */
    TRUNC(x -> x < 0 ? Math.ceil(x) : Math.floor(x), null);

    private interface Derivative {
        Tensor of(Tensor g, Tensor x, Tensor y);
    }

    private final DoubleUnaryOperator value;
    private final Derivative derivative;

    Unary(DoubleUnaryOperator value, Derivative derivative) {
        this.value = value;
        this.derivative = derivative;
    }

    private static Tensor withinOne(Tensor x) {
        return x.square().rsub(1);
    }

    /** The slope of the error function. */
    private static Tensor bell(Tensor x) {
        return x.square().neg().exp().mul(2 / Math.sqrt(Math.PI));
    }

    private static double sigmoid(double x) {
        // never the exponential of a large positive number
        double e = StrictMath.exp(-Math.abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /** Returns f(x). */
    public double apply(double x) {
        return value.applyAsDouble(x);
    }

    @Override
    public Tensor adjoint(int i, Tensor g, Tensor y) {
        return differentiable(i) ? derivative.of(g, y.input(0), y) : null;
    }

    @Override
    public boolean differentiable(int i) {
        return derivative != null;
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.get(0);
    }
}
