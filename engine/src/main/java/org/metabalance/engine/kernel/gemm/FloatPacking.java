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
     * Packs a panel of B of so many vectors: those at columns 0, 1, ... times the lanes, but the last
     * one so that it ends with the columns.
     */
    static void pack(int vectors, FloatMatrix b, FloatMatrix panel) {
        int k = b.rows();
        int row = vectors * LANES;
        for (int v = 0; v < vectors; v++) {
            int at = b.at(0, v == vectors - 1 ? b.columns() - LANES : v * LANES);
            if (b.columnStride() == 1) {
                copy(k, b.data(), at, b.rowStride(), panel.data(), v * LANES, row);
            } else {
                FloatTransposition.run(
                        k, b.data(), at, b.columnStride(), panel.data(), v * LANES, row);
            }
        }
    }

    /** Packs all columns of a number of adjacent rows of A from row i on, whole vectors. */
    static void packRows(int rows, FloatMatrix a, int i, FloatMatrix packed, int at) {
        for (int r = 0; r < rows; r += LANES) {
            copy(a.columns(), a.data(), a.at(i + r, 0), a.columnStride(), packed.data(), at + r,
                    rows);
        }
    }

    private static void copy(int k, float[] x, int xAt, int xStep, float[] z, int zAt, int zStep) {
        for (int p = 0; p < k; p++) {
            FloatVector.fromArray(SPECIES, x, xAt + p * xStep).intoArray(z, zAt + p * zStep);
        }
    }

    /** Copies n numbers that are some distance apart. */
    static void gather(int n, float[] x, int xAt, int xStep, float[] z, int zAt) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = x[xAt + i * xStep];
        }
    }

    /** Packs all columns of B, fewer than the lanes, and up to the lanes whatever may be read there. */
    static void packNarrow(FloatMatrix b, FloatMatrix panel) {
        int step = b.columnStride();
        float[] x = b.data();
        float[] z = panel.data();
        for (int p = 0; p < b.rows(); p++) {
            int at = b.at(p, 0);
            if (step == 1 && at + LANES <= x.length) {
                FloatVector.fromArray(SPECIES, x, at).intoArray(z, p * LANES);
            } else {
                FloatVector.zero(SPECIES).intoArray(z, p * LANES);
                gather(b.columns(), x, at, step, z, p * LANES);
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

    /** Copies the first columns of a panel into as many rows of C from row i on, or adds them. */
    static void unpackTransposed(
            int rows, FloatMatrix panel, FloatMatrix c, int i, boolean add) {
        float[] x = panel.data();
        float[] z = c.data();
        int row = panel.rowStride();
        int n = c.columns();
        for (int r = 0; r < rows; r++) {
            int zi = c.at(i + r, 0);
            for (int j = 0; j < n; j++) {
                z[zi + j] = add ? z[zi + j] + x[r + j * row] : x[r + j * row];
            }
        }
    }
}
