package org.metabalance.engine.kernel;

import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Unary;

/** The kernels on the Vector API. */
public final class FloatVectorKernels implements FloatKernels {

    private final FloatKernels base = new FloatScalarKernels();
    private final int threads;

    /**
     * Creates the provider.
     *
     * @param threads how many threads a large product may use
     */
    public FloatVectorKernels(int threads) {
        this.threads = threads;
    }

    @Override
    public String name() {
        return "vector over " + base.name() + " for " + threads;
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
        FloatGemm.multiply(m, n, k, a, aAt, aRow, aCol, b, bAt, bRow, bCol, c, cAt, cRow, accumulate);
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
}
