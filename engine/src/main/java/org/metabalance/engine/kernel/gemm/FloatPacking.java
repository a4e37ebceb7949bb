package org.metabalance.engine.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/** Copies between matrices and the adjacent memory that tiles read and write fastest. */
final class FloatPacking {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatPacking() {}

    /**
     * Packs k rows of B from {@code bAt} on: the vectors at columns 0, 1, ... times the lanes, but the
     * last one at column {@code last}.
     */
    static void pack(
            int k, int vectors, int last, FloatMatrix b, int bAt, FloatMatrix panel) {
        int row = vectors * LANES;
        for (int v = 0; v < vectors; v++) {
            int column = v == vectors - 1 ? last : v * LANES;
            if (b.columnStride() == 1) {
                copy(k, b.data(), bAt + column, b.rowStride(), panel.data(), v * LANES, row);
            } else {
                int step = b.columnStride();
                FloatTransposition.run(
                        k, b.data(), bAt + column * step, step, panel.data(), v * LANES, row);
            }
        }
    }

    /** Packs k columns of the given number of adjacent rows of A, whole vectors. */
    static void packRows(
            int k, int rows, FloatMatrix a, int aAt, FloatMatrix packed, int at) {
        for (int r = 0; r < rows; r += LANES) {
            copy(k, a.data(), aAt + r, a.columnStride(), packed.data(), at + r, rows);
        }
    }

    private static void copy(int k, float[] x, int xAt, int xStep, float[] z, int zAt, int zStep) {
        for (int p = 0; p < k; p++) {
            FloatVector.fromArray(SPECIES, x, xAt + p * xStep).intoArray(z, zAt + p * zStep);
        }
    }

    /** Packs k rows of all columns of B, fewer than the lanes, and zeros up to the lanes. */
    static void packNarrow(int k, FloatMatrix b, int bAt, FloatMatrix panel) {
        float[] x = b.data();
        float[] z = panel.data();
        for (int p = 0; p < k; p++) {
            FloatVector.zero(SPECIES).intoArray(z, p * LANES);
            int xi = bAt + p * b.rowStride();
            for (int j = 0; j < b.columns(); j++) {
                z[p * LANES + j] = x[xi + j * b.columnStride()];
            }
        }
    }

    /** Copies a tile of vectors into the columns of C, fewer, from row i on, or adds it to them. */
    static void unpackNarrow(int rows, FloatMatrix tile, FloatMatrix c, int i, boolean add) {
        float[] x = tile.data();
        float[] z = c.data();
        int n = c.columns();
        for (int r = 0; r < rows; r++) {
            int zi = c.at(i + r, 0);
            int xi = r * LANES;
            if (add) {
                for (int j = 0; j < n; j++)
                    z[zi + j] += x[xi + j];
            } else {
                for (int j = 0; j < n; j++)
                    z[zi + j] = x[xi + j];
            }
        }
    }

    /** Copies the columns of a panel into the rows {@code i ... end - 1} of C, or adds them. */
    static void unpackTransposed(
            FloatMatrix panel, FloatMatrix c, int i, int end, boolean add) {
        float[] x = panel.data();
        float[] z = c.data();
        int row = panel.rowStride();
        int n = c.columns();
        for (int r = i; r < end; r++) {
            int zi = c.at(r, 0);
            int xi = r - i;
            for (int j = 0; j < n; j++) {
                z[zi + j] = add ? z[zi + j] + x[xi + j * row] : x[xi + j * row];
            }
        }
    }
}
