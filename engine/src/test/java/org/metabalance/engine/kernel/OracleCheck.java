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
import org.metabalance.engine.op.Conv2dGeometry.Sliding;
import org.metabalance.engine.op.MaxPool;
import org.metabalance.engine.op.Unary;

/**
 * That a provider gives the same bits as the scalar kernels, jblas excepted, whose products agree within
 * the rounding error of the sum. Sizes surround every boundary of lanes, tiles, stretches and blocks there
 * is.
 */
final class OracleCheck {

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
        {97, 96, 600}, {31, 16, 5}, {165, 33, 17}, {300, 24, 3}, {5, 3, 1027}, {1, 1, 20_011},
        {7, 19, 6403}, {17, 5, 6400}, {1, 40, 1300}, {9, 1, 5000}, {13, 2, 13_000}
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
        convolutions();
        pooling();
        sparse();
    }

    private double[] special() {
        return rounded(SpecialNumbers.of(single()));
    }

    private double[] rounded(double[] x) {
        return Arrays.stream(x).map(tested::round).toArray();
    }

    private double[] random(int n, long seed) {
        Random random = new Random(seed);
        return rounded(values(n, i -> random.nextGaussian()));
    }

    void unary(Unary op) {
        List<double[]> inputs = new ArrayList<>(List.of(special()));
        for (int n : SIZES) {
            inputs.add(random(n, n));
        }
        inputs.add(sweep(x -> x / 1000));
        inputs.add(sweep(x -> x / 8));
        inputs.add(anyBits());
        inputs.add(sweep(x -> Math.signum(x) * Math.exp(Math.abs(x) / 300 - 60)));
        for (double[] x : inputs) {
            double[] expected = oracle.unary(op, x, false);
            for (boolean inPlace : new boolean[] {false, true}) {
                double[] got = tested.unary(op, x, inPlace);
                for (int i = 0; i < x.length; i++) {
                    same(op + "(" + x[i] + ")", expected[i], got[i]);
                }
            }
        }
    }

    private double[] sweep(DoubleUnaryOperator f) {
        return rounded(values(16_001, i -> f.applyAsDouble(i - 8000)));
    }

    /** Numbers of any bits, so of every size there is. */
    private double[] anyBits() {
        Random random = new Random(7);
        return rounded(values(100_003, i -> single()
                ? Float.intBitsToFloat(random.nextInt())
                : Double.longBitsToDouble(random.nextLong())));
    }

    private boolean single() {
        return tested.ulp(1) > 1e-10;
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
                same(op + "(" + x[i] + ", " + y + ")", expected, got[i]);
                same(op + "(" + x[i] + ", number " + y + ")", expected, constant[i]);
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
            same(op + "(" + x[i] + ", " + y[i] + ")", expected[i], got[i]);
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
                same("where of " + c[i], expected[i], got[i]);
            }
        }
    }

    void reductions() {
        for (int n : SIZES) {
            rowsAndColumns(1, n);
            double[] x = random(n, n);
            for (int i = 0; i < n; i += 1 + n / 7) {
                double[] holed = x.clone();
                holed[i] = Double.NaN;
                String where = " with NaN at " + i + " of " + n;
                same("max" + where, Double.NaN, tested.maxRows(holed, 1, n)[0]);
                same("sum" + where, Double.NaN, tested.sumRows(holed, 1, n)[0]);
            }
        }
        for (int rows : new int[] {0, 1, 2, 3, 4, 5, 7, 8, 31, 32, 33, 127, 128, 129, 600}) {
            for (int columns : COLUMNS) {
                rowsAndColumns(rows, columns);
            }
        }
        for (int rows : new int[] {1027, 5003}) {
            for (int columns : new int[] {1, 3, 17, 83}) {
                rowsAndColumns(rows, columns);
                rowsAndColumns(columns, rows);
            }
        }
        rowsAndColumns(2, 16 * 129 + 9);
        rowsAndColumns(1, 16 * 5003 + 7);
    }

    private void rowsAndColumns(int rows, int columns) {
        String shape = " of " + rows + " x " + columns;
        double[] x = random(rows * columns, rows + 31L * columns);
        exactly("sumRows" + shape, oracle.sumRows(x, rows, columns),
                tested.sumRows(x, rows, columns));
        exactly("sumColumns" + shape, oracle.sumColumns(x, rows, columns),
                tested.sumColumns(x, rows, columns));
        if (x.length > 2) {
            x[x.length / 2] = Double.NaN;
        }
        exactly("maxRows" + shape, oracle.maxRows(x, rows, columns),
                tested.maxRows(x, rows, columns));
        exactly("maxColumns" + shape, oracle.maxColumns(x, rows, columns),
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
        if (!tested.name().contains("blas")) {
            exactly("gemm " + p, expected, got);
            return;
        }
        // Normal numbers: a bound by their typical size is far below any mistake in the indices.
        double size = 4 * p.k() + 4;
        for (int i = 0; i < got.length; i++) {
            within("gemm " + p + " at " + i, expected[i], got[i], Math.sqrt(p.k()) + 4, size);
        }
    }

    void convolutions() {
        for (ConvolutionShapes.Shape shape : ConvolutionShapes.ALL) {
            for (FloatConvolution.Wanted wanted : FloatConvolution.Wanted.values()) {
                convolution(shape.wanting(wanted));
            }
        }
    }

    private void convolution(AnyKernels.Convolved c) {
        double[] a = random(c.size(c.given().getFirst()), 5);
        double[] b = random(c.size(c.given().getLast()), 6);
        exactly(c.toString(), oracle.convolution(c, a, b), tested.convolution(c, a, b));
        // what is not finite meets zeros of the padding
        for (double[] operand : List.of(a, b)) {
            if (operand.length > 1) {
                operand[0] = Double.NaN;
                operand[operand.length - 1] = Double.POSITIVE_INFINITY;
                exactly(c + " not finite", oracle.convolution(c, a, b),
                        tested.convolution(c, a, b));
            }
        }
    }

    /** Rows of no entry, of a few, and of more than one block; columns around every boundary of lanes. */
    void sparse() {
        int[] lengths = {0, 1, 2, 0, 7, 63, 400, 401, 1203, 3, 0};
        int columns = 1300;
        int[] starts = new int[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            starts[i + 1] = starts[i] + lengths[i];
        }
        int[] indices = new int[starts[lengths.length]];
        for (int i = 0; i < lengths.length; i++) {
            for (int e = 0; e < lengths[i]; e++) {
                indices[starts[i] + e] = columns * e / lengths[i];
            }
        }
        double[] values = random(indices.length, 5);
        for (int n : COLUMNS) {
            double[] x = random(columns * n, n);
            sparse(starts, indices, values, x, n);
            for (int i = 0; i < x.length; i += 997) {
                x[i] = i % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY;
            }
            sparse(starts, indices, values, x, n);
        }
    }

    private void sparse(int[] starts, int[] indices, double[] values, double[] x, int n) {
        exactly("sparse product of " + n + " columns", oracle.sparse(starts, indices, values, x, n),
                tested.sparse(starts, indices, values, x, n));
    }

    void pooling() {
        Sliding pairs = new Sliding(2, 0, 0, 1);
        Sliding wide = new Sliding(2, 1, 1, 1);
        Sliding skew = new Sliding(3, 2, 0, 2);
        List<MaxPool.Window> windows = List.of(
                new MaxPool.Window(2, 2, pairs, pairs), new MaxPool.Window(3, 3, wide, wide),
                new MaxPool.Window(3, 2, skew, pairs),
                new MaxPool.Window(1, 4, pairs, Sliding.PLAIN));
        for (MaxPool.Window window : windows) {
            for (int channels : new int[] {0, 1, 3, 8, 16, 17, 35, 64}) {
                int[] shape = {2, 7, 9, channels};
                double[] x = random(2 * 7 * 9 * channels, channels);
                double[] equal = values(x.length, i -> i % 3 == 0 ? -0.0 : 0);
                double[] holed = x.clone();
                for (int i = 0; i < holed.length; i += 5) {
                    holed[i] = i % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY;
                }
                for (double[] images : List.of(x, equal, holed)) {
                    pooling(window, shape, images);
                }
            }
        }
        pooling(windows.get(1), new int[] {3, 40, 32, 33}, random(3 * 40 * 32 * 33, 7));
    }

    private void pooling(MaxPool.Window window, int[] shape, double[] x) {
        String what = window + " on " + Arrays.toString(shape);
        double[] places = oracle.pool(FloatPool.Wanted.PLACES, window, shape, x, null);
        exactly("places of " + what, places,
                tested.pool(FloatPool.Wanted.PLACES, window, shape, x, null));
        exactly("picked by " + what,
                oracle.pool(FloatPool.Wanted.PICKED, window, shape, x, places),
                tested.pool(FloatPool.Wanted.PICKED, window, shape, x, places));
        double[] g = random(places.length, 3);
        exactly("put by " + what, oracle.pool(FloatPool.Wanted.PUT, window, shape, places, g),
                tested.pool(FloatPool.Wanted.PUT, window, shape, places, g));
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
            same(what + " at " + i, expected[i], got[i]);
        }
    }

    /** The same bits, but for which of the many NaN. */
    private void same(String what, double expected, double got) {
        if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(got)) {
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
