package org.metabalance.engine;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
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
import org.metabalance.engine.op.Reduce;
import org.metabalance.engine.op.StopGradient;
import org.metabalance.engine.op.Unary;
import org.metabalance.engine.op.Where;

/**
 * Between which two numbers each element of a tensor lies, whatever the rounding of each operation and
 * the order of each sum, over the whole range of a type: interval arithmetic, each result widened by a
 * few units in the last place, of a subnormal number too. An element of which nothing is known, as that
 * of a quotient by what may be zero, lies between -infinity and infinity.
 */
record Enclosure(double[] lo, double[] hi) {
    private static final double ULPS = 8;

    static Enclosure exactly(double[] x) {
        double[] lo = x.clone();
        double[] hi = x.clone();
        for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(x[i])) {
                lo[i] = Double.NEGATIVE_INFINITY;
                hi[i] = Double.POSITIVE_INFINITY;
            }
        }
        return new Enclosure(lo, hi);
    }

    /** Whether something is known of element i. */
    boolean known(int i) {
        return lo[i] > Double.NEGATIVE_INFINITY || hi[i] < Double.POSITIVE_INFINITY;
    }

    boolean holds(int i, double x) {
        return !known(i) || lo[i] <= x && x <= hi[i];
    }

    /** Returns the enclosure of an operation that is no leaf. */
    static Enclosure of(Tensor t, Enclosure... in) {
        Builder z = new Builder(t.dtype(), t.size());
        switch (t.op()) {
            case StopGradient op -> z.copy(in[0]);
            case Barrier op -> z.copy(in[0]);
            case Custom op -> z.copy(in[in.length - 1]);
            case Movement op -> {
                Interpreter.move(op, t,
                        Arrays.stream(in).map(Enclosure::lo).toArray(double[][]::new),
                        z.lo);
                Interpreter.move(op, t,
                        Arrays.stream(in).map(Enclosure::hi).toArray(double[][]::new),
                        z.hi);
            }
            case Unary op -> z.each(in, (i, x) -> z.unary(i, op, x[0][0], x[0][1]));
            case Binary op ->
                    z.each(in, (i, x) -> z.binary(i, op, x[0][0], x[0][1], x[1][0], x[1][1]));
            case Where op -> z.each(in, (i, x) -> {
                boolean no = x[0][0] == 0 && x[0][1] == 0;
                boolean yes = x[0][0] > 0 || x[0][1] < 0;
                z.set(i, yes ? x[1][0] : no ? x[2][0] : Math.min(x[1][0], x[2][0]),
                        yes ? x[1][1] : no ? x[2][1] : Math.max(x[1][1], x[2][1]));
            });
            case Reduce op -> z.reduce(op, t, in[0]);
            case MatMul op -> z.multiply(op, t, in[0], in[1]);
            case MatMul.Sparse op -> Arrays.setAll(z.lo, i -> z.unknown(i));
            case Convolution op -> z.convolve(op, t, in[0], in[1]);
            case MaxPool op -> Arrays.setAll(z.lo, i -> z.unknown(i));
            case AlongAxis op -> Arrays.setAll(z.lo, i -> z.unknown(i));
            case Indexing op -> Arrays.setAll(z.lo, i -> z.unknown(i));
            case Leaf op -> throw new IllegalArgumentException("a leaf: " + t);
        }
        return new Enclosure(z.lo, z.hi);
    }

    private interface Element {
        void set(int i, double[][] x);
    }

    private static final class Builder {
        private final DType dtype;
        private final double[] lo;
        private final double[] hi;

        Builder(DType dtype, int n) {
            this.dtype = dtype;
            lo = new double[n];
            hi = new double[n];
        }

        void copy(Enclosure x) {
            System.arraycopy(x.lo, 0, lo, 0, lo.length);
            System.arraycopy(x.hi, 0, hi, 0, hi.length);
        }

        /** Sets each element of which all operands are finite. */
        void each(Enclosure[] in, Element element) {
            for (int i = 0; i < lo.length; i++) {
                double[][] x = new double[in.length][];
                boolean finite = true;
                for (int k = 0; k < in.length; k++) {
                    x[k] = new double[] {in[k].lo[i], in[k].hi[i]};
                    finite &= Double.isFinite(x[k][0]) && Double.isFinite(x[k][1]);
                }
                unknown(i);
                if (finite) {
                    element.set(i, x);
                }
            }
        }

        double unknown(int i) {
            hi[i] = Double.POSITIVE_INFINITY;
            return lo[i] = Double.NEGATIVE_INFINITY;
        }

        void set(int i, double least, double most) {
            lo[i] = least;
            hi[i] = most;
        }

        /** Sets what is between two computed numbers, up to rounding and {@code error}. */
        void around(int i, double a, double b, double error) {
            double least = Math.min(a, b);
            double most = Math.max(a, b);
            if (Double.isNaN(least) || Double.isNaN(error)) {
                unknown(i);
                return;
            }
            set(i, beyond(least - unit(least) - error), beyond(most + unit(most) + error));
        }

        private double unit(double x) {
            double ulp = dtype == DType.F64
                    ? Math.ulp(x)
                    : Math.max(0x1p-23 * Math.abs(x), Float.MIN_VALUE);
            return Double.isInfinite(x) ? 0 : ULPS * ulp;
        }

        /** What is beyond the largest number of the type may be infinite. */
        private double beyond(double x) {
            double largest = dtype == DType.F32 ? Float.MAX_VALUE : Double.MAX_VALUE;
            return Math.abs(x) >= largest ? Math.copySign(Double.POSITIVE_INFINITY, x) : x;
        }

        void unary(int i, Unary op, double x, double y) {
            switch (op) {
                case NEG -> set(i, -y, -x);
                case EXP, EXPM1, TANH, SIGMOID, SOFTPLUS, RELU ->
                        around(i, op.apply(x), op.apply(y), 0);
                case LOG, RSQRT, SQRT -> {
                    if (x > 0) {
                        around(i, op.apply(x), op.apply(y), 0);
                    }
                }
                case LOG1P -> {
                    if (x > -1) {
                        around(i, op.apply(x), op.apply(y), 0);
                    }
                }
                case ABS -> set(i, x <= 0 && y >= 0 ? 0 : Math.min(Math.abs(x), Math.abs(y)),
                        Math.max(Math.abs(x), Math.abs(y)));
                case SIGN -> set(i, Math.signum(x), Math.signum(y));
                case SIN, COS -> set(i, -1, 1);
                default -> {
                    // nothing is known
                }
            }
        }

        void binary(int i, Binary op, double a0, double a1, double b0, double b1) {
            switch (op) {
                case ADD -> around(i, a0 + b0, a1 + b1, 0);
                case SUB -> around(i, a0 - b1, a1 - b0, 0);
                case MUL -> corners(i, (a, b) -> a * b, a0, a1, b0, b1);
                case DIV -> {
                    if (b0 > 0 || b1 < 0) {
                        corners(i, (a, b) -> a / b, a0, a1, b0, b1);
                    }
                }
                case POW -> {
                    boolean whole = b0 == Math.rint(b0);
                    if (b0 == b1 && (a0 > 0 || a1 < 0 && whole)) {
                        around(i, op.apply(a0, b0), op.apply(a1, b0), 0);
                    }
                }
                case MAXIMUM -> set(i, Math.max(a0, b0), Math.max(a1, b1));
                case MINIMUM -> set(i, Math.min(a0, b0), Math.min(a1, b1));
                case REMAINDER, ATAN2 -> {
                    // nothing is known
                }
                default -> {
                    boolean exact = a0 == a1 && b0 == b1;
                    set(i, exact ? op.apply(a0, b0) : 0, exact ? op.apply(a0, b0) : 1);
                }
            }
        }

        private void corners(
                int i, DoubleBinaryOperator f, double a0, double a1, double b0, double b1) {
            double[] z = {f.applyAsDouble(a0, b0), f.applyAsDouble(a0, b1),
                f.applyAsDouble(a1, b0), f.applyAsDouble(a1, b1)};
            if (Arrays.stream(z).noneMatch(Double::isNaN)) {
                around(i, Arrays.stream(z).min().orElseThrow(),
                        Arrays.stream(z).max().orElseThrow(), 0);
            }
        }

        void reduce(Reduce op, Tensor t, Enclosure x) {
            Shape from = t.input(0).shape();
            Shape kept = from.without(op.axes(), true);
            boolean max = op instanceof Reduce.Max;
            double[] size = new double[lo.length];
            if (max) {
                Arrays.fill(lo, Double.NEGATIVE_INFINITY);
                Arrays.fill(hi, Double.NEGATIVE_INFINITY);
            }
            for (int i = 0; i < x.lo.length; i++) {
                int[] at = Interpreter.position(i, from);
                op.axes().forEach(axis -> at[axis] = 0);
                int k = Interpreter.index(at, kept);
                lo[k] = max ? Math.max(lo[k], x.lo[i]) : lo[k] + x.lo[i];
                hi[k] = max ? Math.max(hi[k], x.hi[i]) : hi[k] + x.hi[i];
                size[k] += Math.max(Math.abs(x.lo[i]), Math.abs(x.hi[i]));
            }
            for (int k = 0; k < lo.length; k++) {
                if (!max || Double.isInfinite(size[k])) {
                    summed(k, size[k], from.size());
                }
            }
        }

        /** Widens a sum of n terms that are of {@code size} together. */
        private void summed(int k, double size, int n) {
            if (Double.isInfinite(beyond(2 * size))) {
                unknown(k);
            } else {
                around(k, lo[k], hi[k], n * unit(size));
            }
        }

        void convolve(Convolution op, Tensor t, Enclosure a, Enclosure b) {
            double[] size = new double[lo.length];
            ConvolutionTerms.each(op, t, (i, x, y) -> size[i] += addProduct(i, a, x, b, y));
            // a zero of the padding times an infinity is none of the terms
            boolean finite = allFinite(a) && allFinite(b);
            for (int i = 0; i < lo.length; i++) {
                boolean known = finite && !Double.isNaN(size[i]);
                summed(i, known ? size[i] : Double.POSITIVE_INFINITY,
                        ConvolutionTerms.most(op, t));
            }
        }

        private static boolean allFinite(Enclosure x) {
            return Arrays.stream(x.lo).allMatch(Double::isFinite)
                    && Arrays.stream(x.hi).allMatch(Double::isFinite);
        }

        /** Adds the product of two elements to element i; returns how large it can be. */
        private double addProduct(int i, Enclosure a, int x, Enclosure b, int y) {
            double[] z = {a.lo[x] * b.lo[y], a.lo[x] * b.hi[y], a.hi[x] * b.lo[y],
                a.hi[x] * b.hi[y]};
            lo[i] += Arrays.stream(z).min().orElseThrow();
            hi[i] += Arrays.stream(z).max().orElseThrow();
            return Arrays.stream(z).map(Math::abs).max().orElseThrow();
        }

        void multiply(MatMul op, Tensor t, Enclosure a, Enclosure b) {
            Shape as = t.input(0).shape();
            Shape bs = t.input(1).shape();
            int inner = as.dim(op.transposeA() ? -2 : -1);
            for (int i = 0; i < lo.length; i++) {
                int[] at = Interpreter.position(i, t.shape());
                int row = at[at.length - 2];
                int column = at[at.length - 1];
                double size = 0;
                for (int k = 0; k < inner; k++) {
                    int[] ai = at.clone();
                    ai[at.length - 2] = op.transposeA() ? k : row;
                    ai[at.length - 1] = op.transposeA() ? row : k;
                    int[] bi = at.clone();
                    bi[at.length - 2] = op.transposeB() ? column : k;
                    bi[at.length - 1] = op.transposeB() ? k : column;
                    int x = Interpreter.index(ai, as);
                    int y = Interpreter.index(bi, bs);
                    size += addProduct(i, a, x, b, y);
                }
                summed(i, Double.isNaN(size) ? Double.POSITIVE_INFINITY : size, inner);
            }
        }
    }

}
