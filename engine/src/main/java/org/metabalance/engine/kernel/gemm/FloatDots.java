package org.metabalance.engine.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/** Products of a matrix with adjacent rows and a vector. */
final class FloatDots {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatDots() {}

    /** Column j of C (+)= A times column j of B. Columns of A are adjacent. */
    static void run(FloatMatrix a, FloatMatrix b, FloatMatrix c, int j, boolean add) {
        int k = a.columns();
        float[] vector = b.data();
        int at = b.at(0, j);
        if (b.rowStride() != 1) {
            vector = FloatScratch.own().vector(k);
            FloatPacking.gather(k, b.data(), at, b.rowStride(), vector, 0);
            at = 0;
        }
        float[] x = a.data();
        int xAt = a.at(0, 0);
        int xRow = a.rowStride();
        float[] z = c.data();
        int zAt = c.at(0, j);
        int zRow = c.rowStride();
        int i = 0;
        for (; i <= c.rows() - 4; i += 4) {
            four(k, x, xAt + i * xRow, xRow, vector, at, z, zAt + i * zRow, zRow, add);
        }
        for (; i < c.rows(); i++) {
            one(k, x, xAt + i * xRow, vector, at, z, zAt + i * zRow, add);
        }
    }

    // Four rows share the loads of y. A row is summed in the same order as by itself.
    private static void four(
            int k,
            float[] x,
            int xAt,
            int xRow,
            float[] y,
            int yAt,
            float[] z,
            int zAt,
            int zStep,
            boolean add) {
        FloatVector v0 = FloatVector.zero(SPECIES);
        FloatVector v1 = FloatVector.zero(SPECIES);
        FloatVector v2 = FloatVector.zero(SPECIES);
        FloatVector v3 = FloatVector.zero(SPECIES);
        int p = 0;
        for (; p <= k - LANES; p += LANES) {
            FloatVector yp = FloatVector.fromArray(SPECIES, y, yAt + p);
            v0 = FloatVector.fromArray(SPECIES, x, xAt + p).fma(yp, v0);
            v1 = FloatVector.fromArray(SPECIES, x, xAt + xRow + p).fma(yp, v1);
            v2 = FloatVector.fromArray(SPECIES, x, xAt + 2 * xRow + p).fma(yp, v2);
            v3 = FloatVector.fromArray(SPECIES, x, xAt + 3 * xRow + p).fma(yp, v3);
        }
        float s0 = FloatLanes.sum(v0);
        float s1 = FloatLanes.sum(v1);
        float s2 = FloatLanes.sum(v2);
        float s3 = FloatLanes.sum(v3);
        for (; p < k; p++) {
            float yp = y[yAt + p];
            s0 = Math.fma(x[xAt + p], yp, s0);
            s1 = Math.fma(x[xAt + xRow + p], yp, s1);
            s2 = Math.fma(x[xAt + 2 * xRow + p], yp, s2);
            s3 = Math.fma(x[xAt + 3 * xRow + p], yp, s3);
        }
        put(z, zAt, s0, add);
        put(z, zAt + zStep, s1, add);
        put(z, zAt + 2 * zStep, s2, add);
        put(z, zAt + 3 * zStep, s3, add);
    }

    private static void one(
            int k, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, boolean add) {
        FloatVector v = FloatVector.zero(SPECIES);
        int p = 0;
        for (; p <= k - LANES; p += LANES) {
            v = FloatVector.fromArray(SPECIES, x, xAt + p)
                    .fma(FloatVector.fromArray(SPECIES, y, yAt + p), v);
        }
        float s = FloatLanes.sum(v);
        for (; p < k; p++) {
            s = Math.fma(x[xAt + p], y[yAt + p], s);
        }
        put(z, zAt, s, add);
    }

    private static void put(float[] z, int at, float value, boolean add) {
        z[at] = add ? z[at] + value : value;
    }
}
