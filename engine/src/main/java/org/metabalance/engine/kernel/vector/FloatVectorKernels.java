package org.metabalance.engine.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.FloatConvolution;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.FloatPool;
import org.metabalance.engine.kernel.FloatSparse;
import org.metabalance.engine.kernel.Workers;
import org.metabalance.engine.kernel.conv.FloatConvolutions;
import org.metabalance.engine.kernel.conv.FloatPooling;
import org.metabalance.engine.kernel.gemm.FloatGemm;
import org.metabalance.engine.kernel.lanes.FloatLanes;
import org.metabalance.engine.kernel.lanes.VectorWidth;
import org.metabalance.engine.kernel.scalar.FloatScalarKernels;
import org.metabalance.engine.kernel.sparse.FloatSparseProduct;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Unary;

/**
 * The kernels on the Vector API (module {@code jdk.incubator.vector}), which run by default.
 *
 * <p>This class divides each call into whole vectors and what is left over, for the scalar kernels; the
 * loops stand in the {@code FloatVector*} classes beside it, the matrix product in the room of
 * {@link FloatGemm}.
 */
final class FloatVectorKernels implements FloatKernels {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    /**
     * For the elements that do not fill a vector: they have the same bits. (A masked store would take
     * longer than all of them: 20 ns on some AVX-512 processors.)
     */
    private static final FloatKernels SCALAR = new FloatScalarKernels();

    private final Workers workers;

    /**
     * Creates the kernels.
     *
     * @param threads how many threads a large matrix product may use, at least 1; the results do
     *     not depend on it
     */
    FloatVectorKernels(int threads) {
        workers = Workers.of(threads);
    }

    @Override
    public String name() {
        return "vector " + VectorWidth.BITS + " bit (F32 " + LANES + " lanes)";
    }

    @Override
    public void unary(Unary op, float[] x, int xAt, float[] z, int zAt, int n) {
        int whole = FloatVectorUnary.has(op) ? n - n % LANES : 0;
        if (whole > 0) {
            FloatVectorUnary.run(op, x, xAt, z, zAt, whole);
        }
        SCALAR.unary(op, x, xAt + whole, z, zAt + whole, n - whole);
    }

    /** How many of n elements the vector loops take. */
    private static int whole(Binary op, int n) {
        return switch (op) {
            case POW, REMAINDER, ATAN2 -> 0;
            default -> n - n % LANES;
        };
    }

    @Override
    public void binary(
            Binary op, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        int whole = whole(op, n);
        if (whole > 0) {
            FloatVectorBinary.run(op, x, xAt, y, yAt, z, zAt, whole);
        }
        SCALAR.binary(op, x, xAt + whole, y, yAt + whole, z, zAt + whole, n - whole);
    }

    @Override
    public void binaryRight(Binary op, float[] x, int xAt, float y, float[] z, int zAt, int n) {
        int whole = whole(op, n);
        if (whole > 0) {
            FloatVectorBinaryRight.run(op, x, xAt, y, z, zAt, whole);
        }
        SCALAR.binaryRight(op, x, xAt + whole, y, z, zAt + whole, n - whole);
    }

    @Override
    public void binaryLeft(Binary op, float x, float[] y, int yAt, float[] z, int zAt, int n) {
        int whole = whole(op, n);
        if (whole > 0) {
            FloatVectorBinaryLeft.run(op, x, y, yAt, z, zAt, whole);
        }
        SCALAR.binaryLeft(op, x, y, yAt + whole, z, zAt + whole, n - whole);
    }

    @Override
    public void where(
            float[] c, int cAt, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        int i = 0;
        FloatVector zero = FloatVector.zero(SPECIES);
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Float> no = FloatVector.fromArray(SPECIES, c, cAt + i).eq(zero);
            FloatVector.fromArray(SPECIES, x, xAt + i)
                    .blend(FloatVector.fromArray(SPECIES, y, yAt + i), no)
                    .intoArray(z, zAt + i);
        }
        for (; i < n; i++) {
            z[zAt + i] = c[cAt + i] != 0 ? x[xAt + i] : y[yAt + i];
        }
    }

    @Override
    public void sumRows(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        FloatVectorReductions.sumRows(x, xAt, rows, columns, z, zAt);
    }

    @Override
    public void sumColumns(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        FloatVectorColumns.sum(x, xAt, rows, columns, z, zAt);
    }

    @Override
    public void maxRows(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        FloatVectorReductions.maxRows(x, xAt, rows, columns, z, zAt);
    }

    @Override
    public void maxColumns(float[] x, int xAt, int rows, int columns, float[] z, int zAt) {
        FloatVectorColumns.max(x, xAt, rows, columns, z, zAt);
    }

    @Override
    public Runnable gemm(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean accumulate) {
        return FloatGemm.of(a, b, c, accumulate, workers);
    }

    @Override
    public Runnable sparse(FloatSparse product) {
        return FloatSparseProduct.of(product, SCALAR, workers);
    }

    @Override
    public Runnable convolution(FloatConvolution convolution) {
        return FloatConvolutions.of(convolution, SCALAR, workers);
    }

    @Override
    public Runnable pool(FloatPool pool) {
        return FloatPooling.of(pool, SCALAR, workers);
    }
}
