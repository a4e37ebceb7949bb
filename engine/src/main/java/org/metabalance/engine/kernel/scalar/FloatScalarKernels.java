package org.metabalance.engine.kernel.scalar;

import java.util.Arrays;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Unary;

/**
 * Plain loops for any JVM, and the oracle the other providers are tested against.
 *
 * <p>Elementwise functions are computed in double precision and rounded once; sums are taken in
 * double precision too, so that a test's tolerance is a bound on the other provider's error.
 */
@SuppressWarnings("cast") // the casts that narrow here do nothing in the generated double version
public final class FloatScalarKernels implements FloatKernels {

    /** Creates the kernels; they hold no state. */
    public FloatScalarKernels() {}

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void unary(Unary op, float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = (float) op.apply(x[xAt + i]);
        }
    }

    // The four loops written out are those the JIT compiler vectorises by itself.
    @Override
    public void binary(
            Binary op, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        switch (op) {
            case ADD -> {
                for (int i = 0; i < n; i++)
                    z[zAt + i] = x[xAt + i] + y[yAt + i];
            }
            case SUB -> {
                for (int i = 0; i < n; i++)
                    z[zAt + i] = x[xAt + i] - y[yAt + i];
            }
            case MUL -> {
                for (int i = 0; i < n; i++)
                    z[zAt + i] = x[xAt + i] * y[yAt + i];
            }
            case DIV -> {
                for (int i = 0; i < n; i++)
                    z[zAt + i] = x[xAt + i] / y[yAt + i];
            }
            default -> {
                for (int i = 0; i < n; i++)
                    z[zAt + i] = (float) op.apply(x[xAt + i], y[yAt + i]);
            }
        }
    }

    @Override
    public void binaryRight(Binary op, float[] x, int xAt, float y, float[] z, int zAt, int n) {
        switch (op) {
            case ADD -> {
                for (int i = 0; i < n; i++)
                    z[zAt + i] = x[xAt + i] + y;
            }
            case SUB -> {
                for (int i = 0; i < n; i++)
                    z[zAt + i] = x[xAt + i] - y;
            }
            case MUL -> {
                for (int i = 0; i < n; i++)
                    z[zAt + i] = x[xAt + i] * y;
            }
            default -> {
                for (int i = 0; i < n; i++)
                    z[zAt + i] = (float) op.apply(x[xAt + i], y);
            }
        }
    }

    @Override
    public void binaryLeft(Binary op, float x, float[] y, int yAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = (float) op.apply(x, y[yAt + i]);
        }
    }

    @Override
    public void where(
            float[] c, int cAt, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = c[cAt + i] != 0 ? x[xAt + i] : y[yAt + i];
        }
    }

    @Override
    public float sum(float[] x, int at, int n) {
        double total = 0;
        for (int i = 0; i < n; i++) {
            total += x[at + i];
        }
        return (float) total;
    }

    @Override
    public float max(float[] x, int at, int n) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, x[at + i]);
        }
        return largest;
    }

    @Override
    public void sumRows(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        for (int i = 0; i < rows; i++) {
            z[zAt + i] = sum(x, xAt + i * columns, columns);
        }
    }

    @Override
    public void sumColumns(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        for (int j = 0; j < columns; j++) {
            double total = 0;
            for (int i = 0; i < rows; i++) {
                total += x[xAt + i * columns + j];
            }
            z[zAt + j] = (float) total;
        }
    }

    @Override
    public void maxRows(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        for (int i = 0; i < rows; i++) {
            z[zAt + i] = max(x, xAt + i * columns, columns);
        }
    }

    @Override
    public void maxColumns(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        for (int j = 0; j < columns; j++) {
            float largest = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < rows; i++) {
                largest = Math.max(largest, x[xAt + i * columns + j]);
            }
            z[zAt + j] = largest;
        }
    }

    @Override
    public float dot(float[] x, int xAt, float[] y, int yAt, int n) {
        double total = 0;
        for (int i = 0; i < n; i++) {
            total += (double) x[xAt + i] * y[yAt + i];
        }
        return (float) total;
    }

    @Override
    public Runnable gemm(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean accumulate) {
        return () -> multiply(a, b, c, accumulate);
    }

    // Rows of B are added to rows of C where B's columns are adjacent (the JIT compiler vectorises
    // that loop); otherwise each element of C is an inner product. Both sum over p in order.
    private static void multiply(
            FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean accumulate) {
        float[] z = c.data();
        int n = c.columns();
        for (int i = 0; i < c.rows(); i++) {
            int zi = c.at(i, 0);
            if (!accumulate) {
                Arrays.fill(z, zi, zi + n, 0);
            }
            if (b.columnStride() == 1) {
                for (int p = 0; p < a.columns(); p++) {
                    addScaled(a.data()[a.at(i, p)], b.data(), b.at(p, 0), z, zi, n);
                }
            } else {
                for (int j = 0; j < n; j++) {
                    z[zi + j] = innerProduct(z[zi + j], a, i, b, j);
                }
            }
        }
    }

    private static float innerProduct(float start, FloatMatrix a, int i, FloatMatrix b, int j) {
        float[] x = a.data();
        int xi = a.at(i, 0);
        int xStep = a.columnStride();
        float[] y = b.data();
        int yi = b.at(0, j);
        int yStep = b.rowStride();
        float total = start;
        for (int p = 0; p < a.columns(); p++) {
            total += x[xi + p * xStep] * y[yi + p * yStep];
        }
        return total;
    }

    private static void addScaled(float factor, float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] += factor * x[xAt + i];
        }
    }
}
