package org.metabalance.engine.kernel.blas;

import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Unary;

/**
 * Hands large matrix products to jblas and everything else to another provider.
 *
 * <p>Beside the Vector API it loses at every size and is not used; it is there for JVMs started
 * without the vector module.
 */
public final class FloatBlasKernels implements FloatKernels {

    /**
     * Fewest multiply-adds for which jblas is called. Its native layer copies the three arrays in
     * and one out, so operands are first cut out of their slabs at exact size: per call about
     * (mk + kn + 2mn) elements, twice. Measured against the scalar loops: half their speed at 16 x
     * 16 x 16, three times at 32 x 32 x 32, thirty times at 128 x 512 x 784.
     */
    static final long FEWEST_MULTIPLY_ADDS = 32 * 32 * 32;

    private final FloatKernels base;
    private final ThreadLocal<Operands> operands = ThreadLocal.withInitial(Operands::new);

    /**
     * Wraps a provider.
     *
     * @param base does everything but large products
     * @throws IllegalStateException if jblas cannot run here
     */
    public FloatBlasKernels(FloatKernels base) {
        Jblas.missing()
                .ifPresent(
                        what -> {
                            throw new IllegalStateException("kernels: no jblas: " + what);
                        });
        this.base = base;
    }

    @Override
    public String name() {
        return "blas over " + base.name();
    }

    @Override
    public void gemm(
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aCol,
            float[] b,
            int bAt,
            int bRow,
            int bCol,
            float[] c,
            int cAt,
            int cRow,
            boolean accumulate) {
        if ((long) m * n * k < FEWEST_MULTIPLY_ADDS) {
            base.gemm(
                    m, n, k, a, aAt, aRow, aCol, b, bAt, bRow, bCol, c, cAt, cRow, accumulate);
            return;
        }
        Operands own = operands.get();
        float[] left = own.left.of(m * k);
        float[] right = own.right.of(k * n);
        float[] product = own.product.of(m * n);
        boolean leftTransposed = aCol != 1;
        boolean rightTransposed = bCol != 1;
        if (leftTransposed) {
            copy(k, m, a, aAt, aCol, left, 0, m);
        } else {
            copy(m, k, a, aAt, aRow, left, 0, k);
        }
        if (rightTransposed) {
            copy(n, k, b, bAt, bCol, right, 0, k);
        } else {
            copy(k, n, b, bAt, bRow, right, 0, n);
        }
        if (accumulate) {
            copy(m, n, c, cAt, cRow, product, 0, n);
        }
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
        copyOut(m, n, product, c, cAt, cRow);
    }

    private static void copy(
            int rows, int columns, float[] x, int xAt, int xRow, float[] z, int zAt, int zRow) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(x, xAt + i * xRow, z, zAt + i * zRow, columns);
        }
    }

    private static void copyOut(int rows, int columns, float[] x, float[] z, int zAt, int zRow) {
        copy(rows, columns, x, 0, columns, z, zAt, zRow);
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
    public float sum(float[] x, int at, int n) {
        return base.sum(x, at, n);
    }

    @Override
    public float max(float[] x, int at, int n) {
        return base.max(x, at, n);
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

    @Override
    public float dot(float[] x, int xAt, float[] y, int yAt, int n) {
        return base.dot(x, xAt, y, yAt, n);
    }

    /** A thread's exact-size copies of the operands. */
    private static final class Operands {
        private final FloatExactArrays left = new FloatExactArrays();
        private final FloatExactArrays right = new FloatExactArrays();
        private final FloatExactArrays product = new FloatExactArrays();
    }
}
