package org.metabalance.engine.kernel.scalar;

import org.metabalance.engine.kernel.FloatConvolution;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.FloatPool;
import org.metabalance.engine.kernel.FloatSparse;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Unary;

/**
 * Plain loops for any JVM, and the definition of what a kernel computes: those of the other rooms, jblas
 * excepted, give the same bits.
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
            z[zAt + i] = apply(op, x[xAt + i]);
        }
    }

    private static float apply(Unary op, float x) {
        return switch (op) {
            case NEG -> -x;
            case SQRT -> (float) Math.sqrt(x);
            case RSQRT -> 1 / (float) Math.sqrt(x);
            case RELU -> x <= 0 ? 0 : x;
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case EXP -> F32Functions.exp(x);
            case EXPM1 -> F32Functions.expm1(x);
            case LOG -> F32Functions.log(x);
            case LOG1P -> F32Functions.log1p(x);
            case TANH -> F32Functions.tanh(x);
            case SIGMOID -> F32Functions.sigmoid(x);
            case SOFTPLUS -> F32Functions.softplus(x);
            default -> (float) op.apply(x);
        };
    }

    // The loops written out are those the JIT compiler vectorises by itself.
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
    public void sumRows(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        for (int i = 0; i < rows; i++) {
            z[zAt + i] = FloatScalarSums.row(x, xAt + i * columns, columns);
        }
    }

    @Override
    public void sumColumns(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        for (int j = 0; j < columns; j++) {
            z[zAt + j] = FloatScalarSums.column(x, xAt + j, rows, columns);
        }
    }

    @Override
    public void maxRows(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        for (int i = 0; i < rows; i++) {
            z[zAt + i] = max(x, xAt + i * columns, columns, 1);
        }
    }

    @Override
    public void maxColumns(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        for (int j = 0; j < columns; j++) {
            z[zAt + j] = max(x, xAt + j, rows, columns);
        }
    }

    private static float max(float[] x, int at, int n, int step) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, x[at + i * step]);
        }
        return largest;
    }

    @Override
    public Runnable gemm(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean accumulate) {
        return FloatScalarGemm.of(a, b, c, accumulate);
    }

    @Override
    public Runnable sparse(FloatSparse product) {
        return new FloatScalarSparse(product);
    }

    @Override
    public Runnable convolution(FloatConvolution convolution) {
        return FloatScalarConvolution.of(convolution);
    }

    @Override
    public Runnable pool(FloatPool pool) {
        return new FloatScalarPool(pool);
    }
}
