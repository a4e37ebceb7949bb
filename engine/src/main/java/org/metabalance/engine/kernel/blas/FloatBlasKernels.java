package org.metabalance.engine.kernel.blas;

import org.metabalance.engine.kernel.FloatConvolution;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.FloatPool;
import org.metabalance.engine.kernel.FloatSparse;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Unary;

/**
 * Hands large matrix products to jblas and everything else to another provider.
 *
 * <p>Beside the Vector API it loses at every size and is not used; it is there for JVMs started
 * without the vector module.
 */
final class FloatBlasKernels implements FloatKernels {

    /**
     * Fewest multiply-adds for which jblas is called. Its native layer copies the three arrays in
     * and one out, so operands are first cut out of their slabs at exact size: per call about
     * (mk + kn + 2mn) elements, twice. Measured against the scalar loops: half their speed at 16 x
     * 16 x 16, three times at 32 x 32 x 32, thirty times at 128 x 512 x 784.
     */
    private static final long FEWEST_MULTIPLY_ADDS = 32 * 32 * 32;

    private final FloatKernels base;
    private final ThreadLocal<Operands> operands = ThreadLocal.withInitial(Operands::new);

    /**
     * Adds large products to other kernels.
     *
     * @param base does everything else
     */
    FloatBlasKernels(FloatKernels base) {
        this.base = base;
    }

    @Override
    public String name() {
        return "blas over " + base.name();
    }

    @Override
    public Runnable gemm(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean accumulate) {
        return (long) c.rows() * c.columns() * a.columns() < FEWEST_MULTIPLY_ADDS
                ? base.gemm(a, b, c, accumulate)
                : () -> multiply(a, b, c, accumulate);
    }

    @Override
    public Runnable sparse(FloatSparse product) {
        return base.sparse(product);
    }

    @Override
    public Runnable convolution(FloatConvolution convolution) {
        return base.convolution(convolution);
    }

    @Override
    public Runnable pool(FloatPool pool) {
        return base.pool(pool);
    }

    private void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean accumulate) {
        int m = c.rows();
        int n = c.columns();
        int k = a.columns();
        Operands own = operands.get();
        boolean leftTransposed = a.columnStride() != 1;
        boolean rightTransposed = b.columnStride() != 1;
        float[] left = cut(leftTransposed ? a.transposed() : a, own.left);
        float[] right = cut(rightTransposed ? b.transposed() : b, own.right);
        float[] product = accumulate ? cut(c, own.product) : own.product.of(m * n);
        // A row-major C = A B is the column-major C' = B' A'.
        F32Blas.gemm(
                rightTransposed ? 'T' : 'N',
                leftTransposed ? 'T' : 'N',
                n,
                m,
                k,
                right,
                rightTransposed ? k : n,
                left,
                leftTransposed ? m : k,
                accumulate ? 1 : 0,
                product,
                n);
        for (int i = 0; i < m; i++) {
            System.arraycopy(product, i * n, c.data(), c.at(i, 0), n);
        }
    }

    /** Copies a matrix with adjacent columns into an array of its size. */
    private static float[] cut(FloatMatrix x, FloatExactArrays arrays) {
        float[] z = arrays.of(x.rows() * x.columns());
        for (int i = 0; i < x.rows(); i++) {
            System.arraycopy(x.data(), x.at(i, 0), z, i * x.columns(), x.columns());
        }
        return z;
    }

    @Override
    public void unary(Unary op, float[] x, int xAt, float[] z, int zAt, int n) {
        base.unary(op, x, xAt, z, zAt, n);
    }

    @Override
    public void binary(
            Binary op, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        base.binary(op, x, xAt, y, yAt, z, zAt, n);
    }

    @Override
    public void binaryRight(Binary op, float[] x, int xAt, float y, float[] z, int zAt, int n) {
        base.binaryRight(op, x, xAt, y, z, zAt, n);
    }

    @Override
    public void binaryLeft(Binary op, float x, float[] y, int yAt, float[] z, int zAt, int n) {
        base.binaryLeft(op, x, y, yAt, z, zAt, n);
    }

    @Override
    public void where(
            float[] c, int cAt, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        base.where(c, cAt, x, xAt, y, yAt, z, zAt, n);
    }

    @Override
    public void sumRows(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        base.sumRows(x, xAt, rows, columns, z, zAt);
    }

    @Override
    public void sumColumns(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        base.sumColumns(x, xAt, rows, columns, z, zAt);
    }

    @Override
    public void maxRows(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        base.maxRows(x, xAt, rows, columns, z, zAt);
    }

    @Override
    public void maxColumns(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        base.maxColumns(x, xAt, rows, columns, z, zAt);
    }

    /** A thread's exact-size copies of the operands. */
    private static final class Operands {
        private final FloatExactArrays left = new FloatExactArrays();
        private final FloatExactArrays right = new FloatExactArrays();
        private final FloatExactArrays product = new FloatExactArrays();
    }
}
