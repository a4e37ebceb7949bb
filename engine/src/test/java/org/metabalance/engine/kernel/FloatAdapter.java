package org.metabalance.engine.kernel;

import java.util.Arrays;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.MaxPool;
import org.metabalance.engine.op.Unary;

/** The kernels for float as {@link AnyKernels}. */
record FloatAdapter(FloatKernels kernels) implements AnyKernels {

    private static final int AT = 5;
    private static final int AFTER = 3;

    @Override
    public String name() {
        return kernels.name() + " float";
    }

    @Override
    public double round(double x) {
        return (float) x;
    }

    @Override
    public double ulp(double x) {
        return Math.ulp((float) x);
    }

    private static float[] slab(double[] x, int at) {
        float[] slab = new float[at + x.length + AFTER];
        Arrays.fill(slab, Float.NaN);
        for (int i = 0; i < x.length; i++) {
            slab[at + i] = (float) x[i];
        }
        return slab;
    }

    private static float[] slab(int n, int at) {
        return slab(new double[n], at);
    }

    private static double[] slice(float[] slab, int at, int n) {
        double[] x = new double[n];
        for (int i = 0; i < slab.length; i++) {
            if (i >= at && i < at + n) {
                x[i - at] = slab[i];
            } else if (!Float.isNaN(slab[i])) {
                throw new AssertionError("written outside of the slice, at " + (i - at));
            }
        }
        return x;
    }

    @Override
    public double[] unary(Unary op, double[] x, boolean inPlace) {
        float[] z = inPlace ? slab(x, AT) : slab(x.length, AT);
        float[] from = inPlace ? z : slab(x, AT + 2);
        kernels.unary(op, from, inPlace ? AT : AT + 2, z, AT, x.length);
        return slice(z, AT, x.length);
    }

    @Override
    public double[] binary(Binary op, double[] x, double[] y, boolean inPlace) {
        float[] z = inPlace ? slab(y, AT) : slab(x.length, AT);
        float[] right = inPlace ? z : slab(y, AT + 1);
        kernels.binary(
                op, slab(x, AT + 2), AT + 2, right, inPlace ? AT : AT + 1, z, AT, x.length);
        return slice(z, AT, x.length);
    }

    @Override
    public double[] binaryRight(Binary op, double[] x, double y) {
        float[] z = slab(x.length, AT);
        kernels.binaryRight(op, slab(x, AT + 2), AT + 2, (float) y, z, AT, x.length);
        return slice(z, AT, x.length);
    }

    @Override
    public double[] binaryLeft(Binary op, double x, double[] y) {
        float[] z = slab(y.length, AT);
        kernels.binaryLeft(op, (float) x, slab(y, AT + 2), AT + 2, z, AT, y.length);
        return slice(z, AT, y.length);
    }

    @Override
    public double[] where(double[] c, double[] x, double[] y) {
        float[] z = slab(c.length, AT);
        kernels.where(slab(c, 1), 1, slab(x, 2), 2, slab(y, 3), 3, z, AT, c.length);
        return slice(z, AT, c.length);
    }

    @Override
    public double[] sumRows(double[] x, int rows, int columns) {
        float[] z = slab(rows, AT);
        kernels.sumRows(slab(x, 2), 2, rows, columns, z, AT);
        return slice(z, AT, rows);
    }

    @Override
    public double[] sumColumns(double[] x, int rows, int columns) {
        float[] z = slab(columns, AT);
        kernels.sumColumns(slab(x, 2), 2, rows, columns, z, AT);
        return slice(z, AT, columns);
    }

    @Override
    public double[] maxRows(double[] x, int rows, int columns) {
        float[] z = slab(rows, AT);
        kernels.maxRows(slab(x, 2), 2, rows, columns, z, AT);
        return slice(z, AT, rows);
    }

    @Override
    public double[] maxColumns(double[] x, int rows, int columns) {
        float[] z = slab(columns, AT);
        kernels.maxColumns(slab(x, 2), 2, rows, columns, z, AT);
        return slice(z, AT, columns);
    }

    @Override
    public double[] gemm(Product p, double[] a, double[] b, double[] c) {
        // C's slice begins with the array and ends with it: nothing may be read beyond either.
        float[] z = new float[p.cSize()];
        Arrays.fill(z, Float.NaN);
        for (int i = 0; i < p.m(); i++) {
            for (int j = 0; j < p.n(); j++) {
                z[i * p.cLead() + j] = (float) c[i * p.n() + j];
            }
        }
        kernels.gemm(
                matrix(slab(a, AT), AT, p.m(), p.k(), p.aLead(), p.transposeA()),
                matrix(exact(b), 1, p.k(), p.n(), p.bLead(), p.transposeB()),
                new FloatMatrix(z, 0, p.m(), p.n(), p.cLead(), 1),
                p.accumulate()).run();
        double[] product = new double[p.m() * p.n()];
        for (int i = 0; i < z.length; i++) {
            int row = i / p.cLead();
            int column = i % p.cLead();
            if (column < p.n()) {
                product[row * p.n() + column] = z[i];
            } else if (!Float.isNaN(z[i])) {
                throw new AssertionError("written between the rows, at " + row + ", " + column);
            }
        }
        return product;
    }

    @Override
    public double[] sparse(int[] starts, int[] indices, double[] values, double[] x, int n) {
        int rows = starts.length - 1;
        float[] z = slab(rows * n, AT);
        float[] numbers = Arrays.copyOfRange(slab(values, 0), 0, values.length);
        float[] dense = exact(x);
        // in two parts: the second half of the rows has a place of its own
        int half = rows / 2;
        kernels.sparse(new FloatSparse(
                starts, 0, half, indices, numbers, dense, 1, n, z, AT)).run();
        kernels.sparse(new FloatSparse(
                starts, half, rows, indices, numbers, dense, 1, n, z, AT + half * n)).run();
        return slice(z, AT, rows * n);
    }

    @Override
    public double[] convolution(Convolved c, double[] a, double[] b) {
        float[] z = slab(c.size(c.wanted()), AT);
        float[] first = slab(a, 2);
        float[] second = exact(b);
        float[] x = c.wanted() == FloatConvolution.Wanted.X ? z : first;
        float[] w = switch (c.wanted()) {
            case X -> first;
            case W -> z;
            case Y -> second;
        };
        float[] y = c.wanted() == FloatConvolution.Wanted.Y ? z : second;
        kernels.convolution(new FloatConvolution(
                FloatConvolution.Wanted.valueOf(c.wanted().name()), c.geometry(),
                new FloatConvolution.Images(x, at(x, z, first), c.n(), c.h(), c.w(), c.c()),
                new FloatConvolution.Weights(w, at(w, z, first), c.kh(), c.kw(),
                        c.groupChannels(), c.k()),
                new FloatConvolution.Images(y, at(y, z, first), c.n(), c.rows(), c.columns(),
                        c.k())))
                .run();
        return slice(z, AT, c.size(c.wanted()));
    }

    @Override
    public double[] pool(
            FloatPool.Wanted wanted, MaxPool.Window window, int[] shape, double[] a, double[] b) {
        int rows = window.down().places(shape[1], window.rows());
        int columns = window.across().places(shape[2], window.columns());
        boolean put = wanted == FloatPool.Wanted.PUT;
        int n = shape[0] * shape[3] * (put ? shape[1] * shape[2] : rows * columns);
        float[] z = slab(n, AT);
        boolean places = wanted == FloatPool.Wanted.PLACES;
        float[] first = slab(a, 2);
        float[] second = places ? null : exact(b);
        FloatConvolution.Images x = new FloatConvolution.Images(put ? z : first, put ? AT : 2,
                shape[0], shape[1], shape[2], shape[3]);
        FloatConvolution.Images at = new FloatConvolution.Images(
                places ? z : put ? first : second, places ? AT : put ? 2 : 1, shape[0], rows,
                columns, shape[3]);
        FloatConvolution.Images y = places ? null
                : new FloatConvolution.Images(put ? second : z, put ? 1 : AT, shape[0], rows,
                        columns, shape[3]);
        kernels.pool(new FloatPool(
                FloatPool.Wanted.valueOf(wanted.name()), window, x, at, y)).run();
        return slice(z, AT, n);
    }

    private static int at(float[] operand, float[] z, float[] first) {
        return operand == z ? AT : operand == first ? 2 : 1;
    }

    private static FloatMatrix matrix(
            float[] data, int at, int rows, int columns, int lead, boolean transposed) {
        return transposed
                ? new FloatMatrix(data, at, rows, columns, 1, lead)
                : new FloatMatrix(data, at, rows, columns, lead, 1);
    }

    private static float[] exact(double[] x) {
        return Arrays.copyOf(slab(x, 1), 1 + x.length);
    }
}
