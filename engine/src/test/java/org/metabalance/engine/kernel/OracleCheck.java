package org.metabalance.engine.kernel;

import static org.metabalance.engine.kernel.AnyKernels.values;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.metabalance.engine.kernel.AnyKernels.Product;
import org.metabalance.engine.kernel.scalar.DoubleScalarKernels;
import org.metabalance.engine.kernel.scalar.FloatScalarKernels;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Unary;

/**
 * What it means that two providers agree: arithmetic and comparisons to the bit, transcendental
 * functions within {@link #ULPS} units in the last place, sums and products within the rounding
 * error of the sum. Sizes surround every lane and tile boundary there is.
 */
final class OracleCheck {

    /** Units in the last place by which transcendental functions may differ. */
    static final double ULPS = 4;

    private static final int[] SIZES = IntStream.concat(
            IntStream.rangeClosed(0, 35),
            IntStream.of(47, 48, 49, 61, 63, 64, 65, 127, 128, 129, 259, 1021))
            .toArray();
    private static final int[] ROWS = {0, 1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17};
    private static final int[] COLUMNS = {
        0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 47, 48, 49, 50, 63, 64, 65, 80, 97
    };
    private static final int[] DEPTHS = {1, 2, 0, 3, 7, 16, 17, 29, 64, 256, 257, 513};
    private static final int[][] LARGE = {
        {128, 64, 30}, {128, 64, 2}, {33, 67, 1}, {35, 2, 65}, {35, 3, 65}, {49, 51, 53},
        {128, 10, 256}, {61, 127, 67}, {64, 2, 128}, {256, 10, 33},
        {97, 96, 600}, {31, 16, 5}, {165, 33, 17}, {300, 24, 3}
    };

    private final AnyKernels oracle;
    private final AnyKernels tested;

    private OracleCheck(AnyKernels oracle, AnyKernels tested) {
        this.oracle = oracle;
        this.tested = tested;
    }

    /** The kernels of a provider with both types, each beside its scalar oracle. */
    static List<OracleCheck> of(Kernels kernels) {
        return List.of(
                new OracleCheck(
                        new FloatAdapter(new FloatScalarKernels()),
                        new FloatAdapter(kernels.floats())),
                new OracleCheck(
                        new DoubleAdapter(new DoubleScalarKernels()),
                        new DoubleAdapter(kernels.doubles())));
    }

    /** Fails with an AssertionError at the first disagreement. */
    void checkAll() {
        for (Unary op : Unary.values()) {
            unary(op);
        }
        for (Binary op : Binary.values()) {
            binary(op);
        }
        where();
        reductions();
        gemm();
    }

    private double[] special() {
        return rounded(SpecialNumbers.of(tested.ulp(1) > 1e-10));
    }

    private double[] rounded(double[] x) {
        return Arrays.stream(x).map(tested::round).toArray();
    }

    private double[] random(int n, long seed) {
        Random random = new Random(seed);
        return rounded(values(n, i -> random.nextGaussian()));
    }

    void unary(Unary op) {
        double ulps = switch (op) {
            case NEG, SQRT, RELU, ABS, SIGN -> 0;
            default -> ULPS;
        };
        List<double[]> inputs = new ArrayList<>(List.of(special()));
        for (int n : SIZES) {
            inputs.add(random(n, n));
        }
        inputs.add(sweep(x -> x / 1000));
        inputs.add(sweep(x -> x / 8));
        inputs.add(sweep(x -> Math.signum(x) * Math.exp(Math.abs(x) / 300 - 60)));
        for (double[] x : inputs) {
            double[] expected = oracle.unary(op, x, false);
            for (boolean inPlace : new boolean[] {false, true}) {
                double[] got = tested.unary(op, x, inPlace);
                for (int i = 0; i < x.length; i++) {
                    near(op + "(" + x[i] + ")", expected[i], got[i], ulps);
                }
            }
        }
    }

    private double[] sweep(DoubleUnaryOperator f) {
        return rounded(values(16_001, i -> f.applyAsDouble(i - 8000)));
    }

    void binary(Binary op) {
        double[] special = special();
        for (double y : special) {
            double[] right = values(special.length, i -> y);
            pair(op, special, right);
            pair(op, right, special);
        }
        for (int n : SIZES) {
            pair(op, random(n, n), random(n, n + 1));
        }
    }

    /** That the kernel is the function of the primitive, rounded to the type. */
    void meaning(Binary op) {
        double[] x = special();
        for (double y : x) {
            double[] right = values(x.length, i -> y);
            double[] got = tested.binary(op, x, right, false);
            double[] constant = tested.binaryRight(op, x, y);
            for (int i = 0; i < x.length; i++) {
                double expected = tested.round(op.apply(x[i], y));
                near(op + "(" + x[i] + ", " + y + ")", expected, got[i], 0);
                near(op + "(" + x[i] + ", number " + y + ")", expected, constant[i], 0);
            }
        }
    }

    private void pair(Binary op, double[] x, double[] y) {
        double[] expected = oracle.binary(op, x, y, false);
        same(op, x, y, expected, tested.binary(op, x, y, false));
        same(op, x, y, expected, tested.binary(op, x, y, true));
        if (x.length > 0) {
            double[] first = values(x.length, i -> x[0]);
            double[] last = values(x.length, i -> y[y.length - 1]);
            same(op, first, y, oracle.binary(op, first, y, false), tested.binaryLeft(op, x[0], y));
            same(
                    op,
                    x,
                    last,
                    oracle.binary(op, x, last, false),
                    tested.binaryRight(op, x, last[0]));
        }
    }

    private void same(Binary op, double[] x, double[] y, double[] expected, double[] got) {
        for (int i = 0; i < x.length; i++) {
            near(op + "(" + x[i] + ", " + y[i] + ")", expected[i], got[i], 0);
        }
    }

    void where() {
        for (int n : SIZES) {
            double[] c = values(n, i -> i % 5 == 0 ? Double.NaN : i % 3 - 1);
            double[] x = random(n, 1);
            double[] y = random(n, 2);
            double[] expected = oracle.where(c, x, y);
            double[] got = tested.where(c, x, y);
            for (int i = 0; i < n; i++) {
                near("where of " + c[i], expected[i], got[i], 0);
            }
        }
    }

    void reductions() {
        for (int n : SIZES) {
            double[] x = random(n, n);
            double[] y = random(n, 2 * n + 1);
            double size = Arrays.stream(x).map(Math::abs).sum();
            within("sum of " + n, oracle.sum(x), tested.sum(x), n, size);
            double products = IntStream.range(0, n).mapToDouble(i -> Math.abs(x[i] * y[i])).sum();
            within("dot of " + n, oracle.dot(x, y), tested.dot(x, y), n, products);
            near("max of " + n, oracle.max(x), tested.max(x), 0);
            for (int i = 0; i < n; i += 1 + n / 7) {
                double[] holed = x.clone();
                holed[i] = Double.NaN;
                near("max with NaN at " + i + " of " + n, Double.NaN, tested.max(holed), 0);
                near("sum with NaN at " + i + " of " + n, Double.NaN, tested.sum(holed), 0);
            }
        }
        for (int rows : new int[] {0, 1, 2, 3, 4, 5, 7, 8, 255, 256, 257, 600}) {
            for (int columns : COLUMNS) {
                rowsAndColumns(rows, columns);
            }
        }
    }

    private void rowsAndColumns(int rows, int columns) {
        String shape = " of " + rows + " x " + columns;
        double[] x = random(rows * columns, rows + 31L * columns);
        double[] expected = oracle.sumRows(x, rows, columns);
        double[] got = tested.sumRows(x, rows, columns);
        for (int i = 0; i < rows; i++) {
            within("sumRows" + shape, expected[i], got[i], columns, 4.0 * columns);
        }
        expected = oracle.sumColumns(x, rows, columns);
        got = tested.sumColumns(x, rows, columns);
        for (int j = 0; j < columns; j++) {
            within("sumColumns" + shape, expected[j], got[j], rows, 4.0 * rows);
        }
        if (x.length > 2) {
            x[x.length / 2] = Double.NaN;
        }
        exactly("maxRows" + shape, oracle.maxRows(x, rows, columns),
                tested.maxRows(x, rows, columns));
        exactly(
                "maxColumns" + shape,
                oracle.maxColumns(x, rows, columns),
                tested.maxColumns(x, rows, columns));
    }

    // Each shape with every pair of transposes; with and without gaps and accumulation in turn.
    void gemm() {
        int next = 0;
        for (int m : ROWS) {
            for (int n : COLUMNS) {
                gemm(m, n, DEPTHS[next % DEPTHS.length], next / DEPTHS.length % 4);
                next++;
            }
        }
        for (int[] shape : LARGE) {
            for (int variant = 0; variant < 4; variant++) {
                gemm(shape[0], shape[1], shape[2], variant);
            }
        }
    }

    private void gemm(int m, int n, int k, int variant) {
        for (int transposes = 0; transposes < 4; transposes++) {
            boolean left = (transposes & 1) != 0;
            boolean right = (transposes & 2) != 0;
            boolean accumulate = (variant & 1) != 0;
            gemm(new Product(m, n, k, left, right, accumulate, (variant & 2) != 0 ? 3 : 0));
        }
    }

    private void gemm(Product p) {
        double[] a = matrix(p.aSize(), p.aLead(), p.gap(), 1);
        double[] b = matrix(p.bSize(), p.bLead(), p.gap(), 2);
        double[] c = p.accumulate() ? random(p.m() * p.n(), 3)
                : values(p.m() * p.n(), i -> Double.NaN);
        double[] expected = oracle.gemm(p, a, b, c);
        double[] got = tested.gemm(p, a, b, c);
        // Normal numbers: a bound by their typical size is far below any mistake in the indices.
        double size = 4 * p.k() + 4;
        for (int i = 0; i < got.length; i++) {
            within("gemm " + p + " at " + i, expected[i], got[i], Math.sqrt(p.k()) + 4, size);
        }
    }

    private double[] matrix(int size, int lead, int gap, long seed) {
        double[] x = random(size, seed);
        for (int i = 0; i < size; i++) {
            if (i % lead >= lead - gap) {
                x[i] = Double.NaN;
            }
        }
        return x;
    }

    private void exactly(String what, double[] expected, double[] got) {
        for (int i = 0; i < expected.length; i++) {
            near(what + " at " + i, expected[i], got[i], 0);
        }
    }

    private void near(String what, double expected, double got, double ulps) {
        // equal with the sign of zero, so that 1 / x is
        if (expected == got && 1 / expected == 1 / got
                || Double.isNaN(expected) && Double.isNaN(got)) {
            return;
        }
        if (expected == got) {
            throw disagree(what, expected, got);
        }
        double limit = tested.ulp(1) > 1e-10 ? Float.MAX_VALUE : Double.MAX_VALUE;
        double a = Math.clamp(expected, -limit, limit);
        double b = Math.clamp(got, -limit, limit);
        if (!(Math.abs(a - b) <= ulps * tested.ulp(a))) {
            throw disagree(what, expected, got);
        }
    }

    private void within(String what, double expected, double got, double terms, double size) {
        if (!(Math.abs(expected - got) <= (terms + 1) * tested.ulp(1) * (size + 1e-30))) {
            throw disagree(what, expected, got);
        }
    }

    private AssertionError disagree(String what, double expected, double got) {
        return new AssertionError(
                tested.name() + ": " + what + ": expected " + expected + ", got " + got);
    }
}
