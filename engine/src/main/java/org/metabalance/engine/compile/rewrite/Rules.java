package org.metabalance.engine.compile.rewrite;

import static org.metabalance.engine.op.Binary.ADD;
import static org.metabalance.engine.op.Binary.DIV;
import static org.metabalance.engine.op.Binary.MUL;
import static org.metabalance.engine.op.Binary.SUB;
import static org.metabalance.engine.op.Unary.NEG;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Convolution;
import org.metabalance.engine.op.Custom;
import org.metabalance.engine.op.MatMul;
import org.metabalance.engine.op.Movement;
import org.metabalance.engine.op.Movement.Expand;
import org.metabalance.engine.op.Movement.Permute;
import org.metabalance.engine.op.Movement.Reshape;
import org.metabalance.engine.op.Op;
import org.metabalance.engine.op.Reduce;
import org.metabalance.engine.op.StopGradient;
import org.metabalance.engine.op.Unary;
import org.metabalance.engine.op.Where;

/**
 * What makes a program shorter: each rule is one identity, read from left to right.
 *
 * <p>An identity of real numbers is not one of floating-point numbers. A rule stands here only if no
 * finite value can become infinite, NaN, zero or subnormal by it, or differ by more than rounding; where
 * that takes a condition, the condition is the rule's. So a division stays one, and no factor is pulled
 * out of a sum. Two things are nobody's promise, here as in the document of conventions: the sign of a
 * sum that is zero, and 0 x, which is 0 even where x is not finite, so that what is multiplied by 0 is
 * dead and costs nothing.
 */
final class Rules {
    private static final String FOLDED = "f(numbers) = a number";
    private static final String ZERO_PRODUCT = "0 B = 0";
    private static final String TRANSPOSED = "the product reads the transpose";

    private Rules() {}

    /** Returns a tensor that equals {@code op} of {@code in} and is simpler, or null. */
    static Tensor apply(Simplify s, Op op, Tensor[] in) {
        return switch (op) {
            case Unary unary -> unary(s, unary, in[0]);
            case Binary binary -> binary(s, binary, in[0], in[1]);
            case Where w -> where(s, in[0], in[1], in[2]);
            case Reduce.Sum sum -> sum(s, sum, in[0]);
            case Reduce.Max max -> max(s, max, in[0]);
            case Movement movement -> MovementRules.apply(s, movement, in);
            case MatMul product -> matmul(s, product, in[0], in[1]);
            case MatMul.Sparse product -> s.isZero(in[0]) || product.matrix().entries() == 0
                    ? s.by(ZERO_PRODUCT, s.fill(0, product.shape(List.of(in[0].shape()))))
                    : null;
            case Convolution convolution -> s.isZero(in[0]) || s.isZero(in[1])
                    ? s.by(ZERO_PRODUCT,
                            s.fill(0, convolution.shape(List.of(in[0].shape(), in[1].shape()))))
                    : null;
            case StopGradient stop -> s.by("stopGradient is for derivatives alone", in[0]);
            case Custom custom -> s.by("an operation of one's own is its value", in[in.length - 1]);
            default -> null;
        };
    }

    private static Tensor unary(Simplify s, Unary op, Tensor x) {
        if (s.uniform(x) != null) {
            return s.by(FOLDED, s.fill(op.apply(s.uniform(x)), x.shape()));
        }
        if (op == NEG && x.op() == NEG) {
            return s.by("-(-x) = x", x.input(0));
        }
        // the sign of a difference that is zero: +0 of both, but -0 of the negation
        if (op == NEG && x.op() == SUB && s.signless(x)) {
            return s.by("-(a - b) = b - a", s.emit(SUB, x.input(1), x.input(0)));
        }
        return x.op() instanceof Expand
                ? s.by("f(repeat x) = repeat f(x)", s.expand(s.emit(op, x.input(0)), x.shape()))
                : null;
    }

    private static Tensor binary(Simplify s, Binary op, Tensor a, Tensor b) {
        Double ua = s.uniform(a);
        Double ub = s.uniform(b);
        if (ua != null && ub != null) {
            return s.by(FOLDED, s.fill(op.apply(ua, ub), a.shape()));
        }
        if (ua != null && (op == ADD || op == MUL)) {
            return s.by("a number goes to the right", s.emit(op, b, a));
        }
        Tensor simpler = switch (op) {
            case ADD -> add(s, a, b);
            case SUB -> sub(s, a, b);
            case MUL -> mul(s, a, b, ub);
            case DIV -> div(s, a, b, ub);
            case POW -> ub == null ? null : power(s, a, ub);
            default -> null;
        };
        return simpler != null ? simpler : hoist(s, op, a, b);
    }

    private static Tensor add(Simplify s, Tensor a, Tensor b) {
        // -0 + 0 is 0: only -0 is neutral
        if (s.is(b, -0.0) || s.is(b, 0) && s.signless(a)) {
            return s.by("x + 0 = x", a);
        }
        if (b.op() == NEG) {
            return s.by("a + (-b) = a - b", s.emit(SUB, a, b.input(0)));
        }
        return a.op() == NEG ? s.by("-a + b = b - a", s.emit(SUB, b, a.input(0))) : null;
    }

    private static Tensor sub(Simplify s, Tensor a, Tensor b) {
        if (s.is(b, 0) || s.is(b, -0.0) && s.signless(a)) {
            return s.by("x - 0 = x", a);
        }
        if (s.is(a, -0.0) || s.is(a, 0) && s.signless(b)) {
            return s.by("0 - x = -x", s.emit(NEG, b));
        }
        return b.op() == NEG ? s.by("a - (-b) = a + b", s.emit(ADD, a, b.input(0))) : null;
    }

    private static Tensor mul(Simplify s, Tensor a, Tensor b, Double ub) {
        if (ub != null) {
            if (ub == 0 || ub == 1) {
                return ub == 1 ? s.by("x 1 = x", a) : s.by("x 0 = 0", b);
            }
            if (ub == -1) {
                return s.by("x (-1) = -x", s.emit(NEG, a));
            }
            if (a.op() == NEG) {
                return s.by("(-x) c = x (-c)", s.emit(MUL, a.input(0), s.fill(-ub, b.shape())));
            }
            if (a.op() == MUL && s.uniform(a.input(1)) != null
                    && Factors.mayMerge(s, s.uniform(a.input(1)), ub)) {
                return s.by("(x c) d = x (c d)",
                        s.emit(MUL, a.input(0), s.fill(ub * s.uniform(a.input(1)), b.shape())));
            }
            return null;
        }
        if (a.op() == NEG) {
            return s.by("(-a) b = -(a b)", s.emit(NEG, s.emit(MUL, a.input(0), b)));
        }
        return b.op() == NEG
                ? s.by("a (-b) = -(a b)", s.emit(NEG, s.emit(MUL, a, b.input(0))))
                : null;
    }

    /** A division stays one, unless the reciprocal is exact: then the product is the same number. */
    private static Tensor div(Simplify s, Tensor a, Tensor b, Double ub) {
        return ub != null && Factors.hasExactReciprocal(s, ub)
                ? s.by("x / 2^k = x 2^-k", s.emit(MUL, a, s.fill(1 / ub, b.shape())))
                : null;
    }

    /**
     * Small whole exponents as products. The cube: where the square is infinite, zero or subnormal the
     * cube is infinite or zero.
     */
    private static Tensor power(Simplify s, Tensor a, double b) {
        if (b == 0) {
            return s.by("x^0 = 1", s.fill(1, a.shape()));
        }
        if (b == 1) {
            return s.by("x^1 = x", a);
        }
        if (b == 2) {
            return s.by("x^2 = x x", s.emit(MUL, a, a));
        }
        if (b == 3) {
            return s.by("x^3 = x x x", s.emit(MUL, s.emit(MUL, a, a), a));
        }
        return b == -1 ? s.by("x^-1 = 1 / x", s.emit(DIV, s.fill(1, a.shape()), a)) : null;
    }

    /** f(repeat a, repeat b) = repeat f(a, b), also where one of the two is the same everywhere. */
    private static Tensor hoist(Simplify s, Binary op, Tensor a, Tensor b) {
        Shape inner = a.op() instanceof Expand && s.uniform(a) == null
                ? a.input(0).shape()
                : b.op() instanceof Expand && s.uniform(b) == null ? b.input(0).shape() : null;
        if (inner == null) {
            return null;
        }
        Tensor small = narrow(s, a, inner);
        Tensor smallB = narrow(s, b, inner);
        return small == null || smallB == null ? null
                : s.by("f(repeat a, repeat b) = repeat f(a, b)",
                        s.expand(s.emit(op, small, smallB), a.shape()));
    }

    private static Tensor narrow(Simplify s, Tensor t, Shape inner) {
        if (s.uniform(t) != null) {
            return s.fill(s.uniform(t), inner);
        }
        return t.op() instanceof Expand && t.input(0).shape().equals(inner) ? t.input(0) : null;
    }

    private static Tensor where(Simplify s, Tensor condition, Tensor a, Tensor b) {
        if (s.uniform(condition) != null) {
            return s.by("where of a known condition", s.uniform(condition) != 0 ? a : b);
        }
        return a == b ? s.by("where(c, x, x) = x", a) : null;
    }

    private static Tensor sum(Simplify s, Reduce.Sum op, Tensor x) {
        Shape to = x.shape().without(op.axes(), false);
        if (s.uniform(x) != null) {
            double count = 1;
            for (int axis : op.axes()) {
                count *= x.dim(axis);
            }
            return s.by(FOLDED, s.fill(count == 0 ? 0 : s.uniform(x) * count, to));
        }
        if (x.size() == to.size() && x.size() > 0) {
            return s.by("a sum of one number is that number", s.emit(new Reshape(to), x));
        }
        if (x.op() == NEG) {
            return s.by("sum(-x) = -sum(x)", s.emit(NEG, s.emit(op, x.input(0))));
        }
        return x.op() instanceof Expand ? sumOfRepeated(s, op, x, to) : null;
    }

    /** The sum along a repeated axis is a multiple, by a whole number: out of range only if the sum is. */
    private static Tensor sumOfRepeated(Simplify s, Reduce.Sum op, Tensor x, Shape to) {
        Tensor inner = x.input(0);
        double times = 1;
        Shape reduced = x.shape();
        for (int axis : op.axes()) {
            if (inner.dim(axis) != x.dim(axis)) {
                times *= x.dim(axis);
                reduced = reduced.with(axis, 1);
            }
        }
        if (reduced.equals(x.shape())) {
            return null;
        }
        Tensor sum = s.emit(op, s.emit(new Expand(reduced), inner));
        return s.by("sum(repeat x n times) = n x", s.emit(MUL, sum, s.fill(times, to)));
    }

    private static Tensor max(Simplify s, Reduce.Max op, Tensor x) {
        Shape to = x.shape().without(op.axes(), false);
        if (s.uniform(x) != null) {
            return s.by(FOLDED, s.fill(s.uniform(x), to));
        }
        return x.size() == to.size()
                ? s.by("the maximum of one number is that number", s.emit(new Reshape(to), x))
                : null;
    }

    private static Tensor matmul(Simplify s, MatMul op, Tensor a, Tensor b) {
        if (s.isZero(a) || s.isZero(b)) {
            return s.by(ZERO_PRODUCT, s.fill(0, op.shape(List.of(a.shape(), b.shape()))));
        }
        if (swapsLastTwo(a)) {
            return s.by(TRANSPOSED,
                    s.emit(new MatMul(!op.transposeA(), op.transposeB()), a.input(0), b));
        }
        if (swapsLastTwo(b)) {
            return s.by(TRANSPOSED,
                    s.emit(new MatMul(op.transposeA(), !op.transposeB()), a, b.input(0)));
        }
        return sharesRight(op, a, b) ? rowsOfAll(s, op, a, b) : null;
    }

    /** Whether all products of a batch have one right operand, and the left ones lie side by side. */
    private static boolean sharesRight(MatMul op, Tensor a, Tensor b) {
        boolean dense = !(a.op() instanceof Movement) || a.op() instanceof Reshape;
        return !op.transposeA() && dense && b.op() instanceof Expand && a.rank() > 2
                && b.size() > 0 && a.size() > 0
                && b.input(0).size() == b.dim(-2) * b.dim(-1);
    }

    /** One product of the rows of all matrices. */
    private static Tensor rowsOfAll(Simplify s, MatMul op, Tensor a, Tensor b) {
        Shape to = op.shape(List.of(a.shape(), b.shape()));
        int k = a.dim(-1);
        int rows = to.size() / to.dim(-1);
        Tensor left = s.emit(new Reshape(Shape.of(rows, k)), a);
        Tensor right = s.emit(new Reshape(Shape.of(b.dim(-2), b.dim(-1))), b.input(0));
        return s.by("products with one matrix are one product",
                s.emit(new Reshape(to), s.emit(new MatMul(false, op.transposeB()), left, right)));
    }

    private static boolean swapsLastTwo(Tensor t) {
        if (!(t.op() instanceof Permute(List<Integer> order))) {
            return false;
        }
        int rank = order.size();
        for (int i = 0; i < rank - 2; i++) {
            if (order.get(i) != i) {
                return false;
            }
        }
        return rank >= 2 && order.get(rank - 1) == rank - 2;
    }
}
