package org.metabalance.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.metabalance.engine.op.AlongAxis;
import org.metabalance.engine.op.Barrier;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Convolution;
import org.metabalance.engine.op.Custom;
import org.metabalance.engine.op.Indexing;
import org.metabalance.engine.op.Leaf;
import org.metabalance.engine.op.MatMul;
import org.metabalance.engine.op.MaxPool;
import org.metabalance.engine.op.Movement;
import org.metabalance.engine.op.Op;
import org.metabalance.engine.op.Reduce;
import org.metabalance.engine.op.StopGradient;
import org.metabalance.engine.op.Unary;
import org.metabalance.engine.op.Where;

/**
 * How far two correct evaluations of a tape may lie apart: for each node an interval that holds all
 * its elements and a bound on rounding errors, by interval arithmetic. Whole numbers below 2^22 have
 * no error at all, so a graph of them must come out bit for bit.
 */
final class Bounds {
    private static final double WHOLE = 1 << 22;

    /**
     * What is known of all elements of a tensor.
     *
     * @param error absolute error, in multiples of the unit roundoff of the tape's type; infinite if
     *     nothing is known, for example behind a comparison of inexact numbers
     * @param whole whether all are whole numbers
     */
    record Bound(double lo, double hi, double error, boolean whole) {
        static final Bound UNKNOWN = new Bound(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY,
                Double.POSITIVE_INFINITY, false);

        double magnitude() {
            return Math.max(Math.abs(lo), Math.abs(hi));
        }

        boolean known() {
            return error < Double.POSITIVE_INFINITY && magnitude() < Double.POSITIVE_INFINITY;
        }

        private Bound rounded(double carried, boolean staysWhole) {
            if (staysWhole && magnitude() <= WHOLE) {
                return new Bound(lo, hi, 0, true);
            }
            return new Bound(lo, hi, carried + 4 * magnitude(), false);
        }
    }

    private final Map<String, Bound> inputs = new HashMap<>();
    private final Map<Variable, Bound> variables = new IdentityHashMap<>();
    private final List<Bound> known = new ArrayList<>();
    private final Tape tape;

    Bounds(Tape tape) {
        this.tape = tape;
    }

    void input(String name, double lo, double hi, boolean whole) {
        inputs.put(name, new Bound(lo, hi, 0, whole));
    }

    void variable(Variable variable, double lo, double hi, boolean whole) {
        variables.put(variable, new Bound(lo, hi, 0, whole));
    }

    /** Returns the bound of a tensor. */
    Bound of(Tensor t) {
        for (int i = known.size(); i <= t.index(); i++) {
            Bound bound = derive(tape.nodes().get(i));
            known.add(bound.error() < Double.POSITIVE_INFINITY ? bound : Bound.UNKNOWN);
        }
        return known.get(t.index());
    }

    private Bound derive(Tensor t) {
        Bound[] in = t.inputs().stream().map(x -> known.get(x.index())).toArray(Bound[]::new);
        if (t.op() instanceof Leaf leaf) {
            return leaf(leaf);
        }
        Op op = t.op();
        if (!(op instanceof Binary) && !Arrays.stream(in).allMatch(Bound::known)) {
            return Bound.UNKNOWN;
        }
        return switch (op) {
            case Leaf leaf -> leaf(leaf);
            case StopGradient stop -> in[0];
            case Barrier barrier -> in[0];
            case Custom custom -> in[in.length - 1];
            case Unary unary -> unary(unary, in[0]);
            case Binary binary -> binary(binary, in[0], in[1], t.input(0) == t.input(1));
            case Where where -> in[0].error() == 0 ? union(in[1], in[2]) : Bound.UNKNOWN;
            case Reduce.Max max -> in[0];
            case Reduce.Sum sum -> sum(in[0], (double) t.input(0).size() / Math.max(1, t.size()));
            case Movement.Pad pad -> union(in[0], new Bound(0, 0, 0, true));
            case Movement move -> Arrays.stream(in).reduce(Bounds::union).orElseThrow();
            case MatMul product ->
                    sum(
                            binary(Binary.MUL, in[0], in[1], false),
                            t.input(0).dim(product.transposeA() ? -2 : -1));
            case MatMul.Sparse product -> union(new Bound(0, 0, 0, true), sum(
                    binary(Binary.MUL, in[0], values(product.matrix()), false),
                    product.matrix().columns()));
            case Convolution convolution ->
                    sum(binary(Binary.MUL, in[0], in[1], false),
                            ConvolutionTerms.most(convolution, t));
            case Indexing.Gather g ->
                    within(in[1], t.input(0).dim(g.axis())) ? in[0] : Bound.UNKNOWN;
            case Indexing.ScatterAdd s ->
                    within(in[1], s.size())
                            ? union(new Bound(0, 0, 0, true), sum(in[0], t.input(1).size()))
                            : Bound.UNKNOWN;
            case Indexing.GatherElements g ->
                    within(in[1], t.input(0).dim(g.axis())) ? in[0] : Bound.UNKNOWN;
            case Indexing.ScatterAddElements s ->
                    within(in[1], s.size())
                            ? union(new Bound(0, 0, 0, true),
                                    sum(in[0], t.input(0).dim(s.axis())))
                            : Bound.UNKNOWN;
            case AlongAxis.CumulativeSum s -> sum(in[0], t.dim(s.axis()));
            // numbers that are not exact may change places
            case AlongAxis.ArgSort s -> in[0].error() == 0
                    ? new Bound(0, Math.max(0, t.dim(s.axis()) - 1), 0, true)
                    : Bound.UNKNOWN;
            // numbers that are not exact may have another maximum
            case MaxPool.Place place -> in[0].error() == 0
                    ? new Bound(0, place.window().rows() * place.window().columns() - 1, 0, true)
                    : Bound.UNKNOWN;
            case MaxPool.Pick pick -> in[1].error() == 0
                    ? union(in[0], new Bound(0, 0, 0, true))
                    : Bound.UNKNOWN;
            case MaxPool.Put put -> in[1].error() == 0
                    ? union(new Bound(0, 0, 0, true),
                            sum(in[0], put.window().rows() * put.window().columns()))
                    : Bound.UNKNOWN;
            case Indexing.OneHot o ->
                    within(in[0], o.classes()) ? new Bound(0, 1, 0, true) : Bound.UNKNOWN;
        };
    }

    private static Bound values(SparseMatrix matrix) {
        double[] values = matrix.doubles();
        return new Bound(Arrays.stream(values).min().orElse(0),
                Arrays.stream(values).max().orElse(0), 0,
                Arrays.stream(values).allMatch(v -> v == Math.rint(v)));
    }

    private Bound leaf(Leaf leaf) {
        return switch (leaf) {
            case Leaf.Input input -> inputs.get(input.name());
            case Leaf.Read read -> variables.get(read.variable());
            case Leaf.Random random ->
                    random.distribution() == Leaf.Distribution.UNIFORM
                            ? new Bound(0, 1, 0, false)
                            : new Bound(-9, 9, 4, false);
            case Leaf.Constant constant -> {
                double[] data = constant.value().toDoubles();
                double lo = Arrays.stream(data).min().orElse(0);
                double hi = Arrays.stream(data).max().orElse(0);
                boolean whole = Arrays.stream(data).allMatch(v -> v == Math.rint(v))
                        && Math.abs(lo) + Math.abs(hi) < WHOLE;
                yield new Bound(lo, hi, 0, whole);
            }
        };
    }

    private static boolean within(Bound index, int extent) {
        return index.error() == 0 && index.whole() && index.lo() >= 0 && index.hi() < extent;
    }

    private static Bound union(Bound a, Bound b) {
        return new Bound(
                Math.min(a.lo(), b.lo()),
                Math.max(a.hi(), b.hi()),
                Math.max(a.error(), b.error()),
                a.whole() && b.whole());
    }

    private static Bound sum(Bound x, double n) {
        Bound total = new Bound(Math.min(0, n * x.lo()), Math.max(0, n * x.hi()), 0, false);
        return total.rounded(n * x.error() + n * total.magnitude(), x.whole());
    }

    private static Bound unary(Unary op, Bound x) {
        return switch (op) {
            case NEG -> new Bound(-x.hi(), -x.lo(), x.error(), x.whole());
            case ABS -> new Bound(0, x.magnitude(), x.error(), x.whole());
            case RELU -> new Bound(Math.max(0, x.lo()), Math.max(0, x.hi()), x.error(), x.whole());
            case SIGN -> x.error() == 0 ? new Bound(-1, 1, 0, true) : Bound.UNKNOWN;
            case FLOOR, CEIL, ROUND, TRUNC -> x.error() == 0
                    ? new Bound(Math.floor(x.lo()), Math.ceil(x.hi()), 0, true)
                    : Bound.UNKNOWN;
            case ASIN -> x.magnitude() >= 1 ? Bound.UNKNOWN
                    : rising(x, Math::asin, 1 / Math.sqrt(1 - x.magnitude() * x.magnitude()));
            case ACOS -> x.magnitude() >= 1 ? Bound.UNKNOWN
                    : falling(x, Math::acos, 1 / Math.sqrt(1 - x.magnitude() * x.magnitude()));
            case ATAN -> rising(x, Math::atan, 1);
            case SINH -> rising(x, Math::sinh, Math.cosh(x.magnitude()));
            case COSH -> new Bound(1, Math.cosh(x.magnitude()), 0, false)
                    .rounded(Math.sinh(x.magnitude()) * (x.error() + x.magnitude()), false);
            case ASINH -> rising(x, Unary.ASINH::apply, 1);
            case ACOSH -> x.lo() <= 1 ? Bound.UNKNOWN
                    : rising(x, Unary.ACOSH::apply, 1 / Math.sqrt(x.lo() * x.lo() - 1));
            case ATANH -> x.magnitude() >= 1 ? Bound.UNKNOWN
                    : rising(x, Unary.ATANH::apply, 1 / (1 - x.magnitude() * x.magnitude()));
            case ERF -> rising(x, Unary.ERF::apply, 1.2);
            case ERFC -> falling(x, Unary.ERFC::apply, 1.2);
            case SIN, COS -> new Bound(-1, 1, x.error() + 4 + x.magnitude(), false);
            case EXP -> rising(x, Math::exp, Math.exp(x.hi()));
            case EXPM1 -> rising(x, Math::expm1, Math.exp(x.hi()));
            case LOG -> x.lo() <= 0 ? Bound.UNKNOWN : rising(x, Math::log, 1 / x.lo());
            case LOG1P -> x.lo() <= -1 ? Bound.UNKNOWN : rising(x, Math::log1p, 1 / (1 + x.lo()));
            case SQRT ->
                    x.lo() <= 0 ? Bound.UNKNOWN : rising(x, Math::sqrt, 0.5 / Math.sqrt(x.lo()));
            case RSQRT -> {
                if (x.lo() <= 0) {
                    yield Bound.UNKNOWN;
                }
                Bound y = new Bound(1 / Math.sqrt(x.hi()), 1 / Math.sqrt(x.lo()), 0, false);
                yield y.rounded(x.error() * 0.5 * Math.pow(x.lo(), -1.5), false);
            }
            case TANH -> rising(x, Math::tanh, 1);
            case SIGMOID -> rising(x, Unary.SIGMOID::apply, 1);
            case SOFTPLUS -> rising(x, Unary.SOFTPLUS::apply, 1);
        };
    }

    private static Bound rising(Bound x, DoubleUnaryOperator f, double slope) {
        Bound y = new Bound(f.applyAsDouble(x.lo()), f.applyAsDouble(x.hi()), 0, false);
        // whole or not, the argument may have been rounded on its way into the function
        return y.rounded(slope * (x.error() + x.magnitude()), false);
    }

    private static Bound falling(Bound x, DoubleUnaryOperator f, double slope) {
        Bound y = new Bound(f.applyAsDouble(x.hi()), f.applyAsDouble(x.lo()), 0, false);
        return y.rounded(slope * (x.error() + x.magnitude()), false);
    }

    private static Bound binary(Binary op, Bound a, Bound b, boolean same) {
        if (op.isComparison()) {
            return comparison(a, b, same);
        }
        if (!a.known() || !b.known()) {
            return Bound.UNKNOWN;
        }
        boolean whole = a.whole() && b.whole();
        double error = a.error() + b.error();
        return switch (op) {
            case ADD -> new Bound(a.lo() + b.lo(), a.hi() + b.hi(), 0, false).rounded(error, whole);
            case SUB -> new Bound(a.lo() - b.hi(), a.hi() - b.lo(), 0, false).rounded(error, whole);
            case MUL ->
                    corners(a, b, Binary.MUL)
                            .rounded(a.error() * b.magnitude() + b.error() * a.magnitude(), whole);
            case DIV -> {
                if (b.lo() <= 0 && b.hi() >= 0) {
                    yield Bound.UNKNOWN;
                }
                double least = Math.min(Math.abs(b.lo()), Math.abs(b.hi()));
                Bound y = corners(a, b, Binary.DIV);
                yield y.rounded((a.error() + b.error() * y.magnitude()) / least, false);
            }
            case POW -> power(a, b);
            case MAXIMUM -> new Bound(Math.max(a.lo(), b.lo()), Math.max(a.hi(), b.hi()),
                    Math.max(a.error(), b.error()), whole);
            case MINIMUM -> new Bound(Math.min(a.lo(), b.lo()), Math.min(a.hi(), b.hi()),
                    Math.max(a.error(), b.error()), whole);
            // jumps, and at b = 0 there is none
            case REMAINDER -> error == 0 && (b.lo() > 0 || b.hi() < 0)
                    ? new Bound(-b.magnitude(), b.magnitude(), 0, whole).rounded(0, whole)
                    : Bound.UNKNOWN;
            case ATAN2 -> {
                double least = Math.min(Math.abs(b.lo()), Math.abs(b.hi()));
                yield b.lo() <= 0 ? Bound.UNKNOWN
                        : new Bound(-Math.PI, Math.PI, 0, false)
                                .rounded((a.error() + b.error()) / least + 1, false);
            }
            default -> throw new IllegalStateException(op + " has no bound");
        };
    }

    private static Bound comparison(Bound a, Bound b, boolean same) {
        boolean exact = same || a.error() == 0 && b.error() == 0;
        // an infinite constant is a bound with no error; a known interval lies beside it
        boolean apart = a.lo() > b.hi() && clear(a, b) || b.lo() > a.hi() && clear(a, b);
        return exact || apart ? new Bound(0, 1, 0, true) : Bound.UNKNOWN;
    }

    private static boolean clear(Bound a, Bound b) {
        double gap = Math.max(a.lo() - b.hi(), b.lo() - a.hi());
        return gap > 1e-5 * (a.error() + b.error() + 1);
    }

    private static Bound corners(Bound a, Bound b, Binary op) {
        double[] at = {
            op.apply(a.lo(), b.lo()), op.apply(a.lo(), b.hi()), op.apply(a.hi(), b.lo()),
            op.apply(a.hi(), b.hi())
        };
        return new Bound(Arrays.stream(at).min().getAsDouble(),
                Arrays.stream(at).max().getAsDouble(), 0, false);
    }

    private static Bound power(Bound a, Bound b) {
        if (b.lo() == b.hi() && b.whole() && b.lo() >= 0 && b.lo() <= 3) {
            double n = b.lo();
            double most = Math.pow(a.magnitude(), n);
            Bound y = new Bound(n == 1 || n == 3 ? -most : 0, Math.max(1, most), 0, false);
            return y.rounded(n * Math.pow(Math.max(1, a.magnitude()), 2) * a.error() + 8 * most,
                    false);
        }
        if (a.lo() <= 0) {
            return Bound.UNKNOWN;
        }
        double log = Math.max(Math.abs(Math.log(a.lo())), Math.abs(Math.log(a.hi())));
        Bound y = corners(a, b, Binary.POW);
        double relative = b.magnitude() * a.error() / a.lo() + log * b.error()
                + 4 * log * b.magnitude();
        return y.rounded(y.magnitude() * relative, false);
    }
}
