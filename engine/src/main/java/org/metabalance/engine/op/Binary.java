package org.metabalance.engine.op;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import org.metabalance.engine.DType;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/**
 * Functions of two numbers, applied element by element to tensors of one shape (broadcasting is an
 * expansion recorded before): a table of the value y = f(a, b) and of what a and b receive when y has
 * cotangent g. Comparisons give 1 or 0; they are piecewise constant, and no derivative path leads
 * through them.
 */
public enum Binary implements Op {
    /** a + b. */
    ADD((a, b) -> a + b, (g, a, b, y) -> g, (g, a, b, y) -> g),
    /** a - b. */
    SUB((a, b) -> a - b, (g, a, b, y) -> g, (g, a, b, y) -> g.neg()),
    /** a b. */
    MUL((a, b) -> a * b, (g, a, b, y) -> g.mul(b), (g, a, b, y) -> g.mul(a)),
    /** a / b; infinite or NaN at b = 0, and so are the slopes. */
    DIV((a, b) -> a / b, (g, a, b, y) -> g.div(b), (g, a, b, y) -> g.mul(y).div(b).neg()),
    /**
     * a to the power b, as in IEEE 754: 1 to any power is 1, to NaN too. Constant exponents (b = 0
     * included) never meet the logarithm of a.
     */
    POW(Power::of, Binary::powerBase, Binary::powerExponent),
    /** The larger one; where both are equal each receives half of the cotangent. */
    MAXIMUM(Math::max, (g, a, b, y) -> g.mul(a.gt(b).add(a.eq(b).mul(0.5))),
            (g, a, b, y) -> g.mul(b.gt(a).add(a.eq(b).mul(0.5)))),
    /** The smaller one; where both are equal each receives half of the cotangent. */
    MINIMUM(Math::min, (g, a, b, y) -> g.mul(a.lt(b).add(a.eq(b).mul(0.5))),
            (g, a, b, y) -> g.mul(b.lt(a).add(a.eq(b).mul(0.5)))),
    /**
     * a - b floor(a / b), exact: has the sign of b; NaN at b = 0. Its slopes are 1 and -floor(a / b), also
     * where it jumps.
     */
    REMAINDER(Binary::remainder, (g, a, b, y) -> g,
            (g, a, b, y) -> g.mul(a.sub(y).div(b).round()).neg()),
    /** The angle of the point (b, a), in radians from -pi to pi, with all slopes 0 at (0, 0). */
    ATAN2(StrictMath::atan2, (g, a, b, y) -> g.mul(bySquares(b, a, b)),
            (g, a, b, y) -> g.mul(bySquares(a, a, b)).neg()),
    /** Whether a = b. */
    EQ((a, b) -> a == b ? 1 : 0),
    /** Whether a differs from b. */
    NE((a, b) -> a != b ? 1 : 0),
    /** Whether a &gt; b. */
    GT((a, b) -> a > b ? 1 : 0),
    /** Whether a &gt;= b. */
    GE((a, b) -> a >= b ? 1 : 0),
    /** Whether a &lt; b. */
    LT((a, b) -> a < b ? 1 : 0),
    /** Whether a &lt;= b. */
    LE((a, b) -> a <= b ? 1 : 0);

    private interface Derivative {
        Tensor of(Tensor g, Tensor a, Tensor b, Tensor y);
    }

    private final DoubleBinaryOperator value;
    private final Derivative left;
    private final Derivative right;

    Binary(DoubleBinaryOperator value, Derivative left, Derivative right) {
        this.value = value;
        this.left = left;
        this.right = right;
    }

    Binary(DoubleBinaryOperator comparison) {
        this(comparison, null, null);
    }

    /** x / (a^2 + b^2), and 0 where that is 0 / 0. */
    private static Tensor bySquares(Tensor x, Tensor a, Tensor b) {
        Tensor squares = a.square().add(b.square());
        Tensor none = squares.eq(0);
        Tensor safe = Tensor.where(none, a.tape().ones(), squares);
        return Tensor.where(none, a.tape().zeros(), x.div(safe));
    }

    private static double remainder(double a, double b) {
        double rest = a % b;
        return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
    }

    private static Tensor powerBase(Tensor g, Tensor a, Tensor b, Tensor y) {
        // At b = 0 the slope is 0 and so are all higher ones, though the powers -1, -2, .. of a small a
        // are infinite: there the exponent is 0 instead, in this rule and in those of its derivatives.
        // Where a is not small the powers are finite, and the formula also gives the slope's own slope
        // with respect to b, 1 / a.
        double small = a.dtype() == DType.F32 ? 0x1p-30 : 0x1p-250;
        Tensor zeros = g.tape().zeros(g.shape());
        Tensor still = Tensor.where(a.abs().gt(small), zeros, b.eq(0));
        return Tensor.where(
                still, zeros, g.mul(b.mul(a.pow(Tensor.where(still, zeros, b.sub(1))))));
    }

    private static Tensor powerExponent(Tensor g, Tensor a, Tensor b, Tensor y) {
        // 0 to the power b stays 0 when b > 0 moves: the slope there is 0, not 0 times -infinity. Its
        // own derivatives lead through the power of 1 that stands in for 0, not through y
        Tensor still = a.eq(0).mul(b.ge(0));
        Tensor safe = Tensor.where(still, g.tape().ones(g.shape()), a);
        return Tensor.where(
                still, g.tape().zeros(g.shape()), g.mul(safe.pow(b)).mul(safe.log()));
    }

    /** Returns f(a, b). */
    public double apply(double a, double b) {
        return value.applyAsDouble(a, b);
    }

    /** Returns whether this is a comparison, with values 0 and 1. */
    public boolean isComparison() {
        return left == null;
    }

    @Override
    public Tensor adjoint(int i, Tensor g, Tensor y) {
        return isComparison() ? null : (i == 0 ? left : right).of(g, y.input(0), y.input(1), y);
    }

    @Override
    public boolean differentiable(int i) {
        return !isComparison();
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return Shapes.same(label(), inputs.get(0), inputs.get(1));
    }
}
