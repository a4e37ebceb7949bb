package org.metabalance.engine.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Copies between matrices and the adjacent memory that tiles read and write fastest. */
final class FloatPacking {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatPacking() {}

    /**
     * Packs k rows of B: the vectors at columns 0, 1, ... times the lanes, but the last one at
     * column {@code last}.
     */
    static void pack(
            int k, int vectors, int last, float[] b, int bAt, int bRow, int bCol, float[] panel) {
        int row = vectors * LANES;
        for (int v = 0; v < vectors; v++) {
            int column = v == vectors - 1 ? last : v * LANES;
            if (bCol == 1) {
                copy(k, b, bAt + column, bRow, panel, v * LANES, row);
            } else {
                FloatTransposition.run(k, b, bAt + column * bCol, bCol, panel, v * LANES, row);
            }
        }
    }

    /** Packs k columns of the given number of adjacent rows of A, whole vectors. */
    static void packRows(int k, int rows, float[] a, int aAt, int aCol, float[] packed, int at) {
        for (int r = 0; r < rows; r += LANES) {
            copy(k, a, aAt + r, aCol, packed, at + r, rows);
        }
    }

    private static void copy(
            int k, float[] b, int bAt, int bRow, float[] panel, int panelAt, int panelRow) {
        for (int p = 0; p < k; p++) {
            FloatVector.fromArray(SPECIES, b, bAt + p * bRow)
                    .intoArray(panel, panelAt + p * panelRow);
        }
    }

    /** Packs k rows of n columns of B, fewer than the lanes, and zeros up to the lanes. */
    static void packNarrow(int k, int n, float[] b, int bAt, int bRow, int bCol, float[] panel) {
        for (int p = 0; p < k; p++) {
            FloatVector.zero(SPECIES).intoArray(panel, p * LANES);
            int bi = bAt + p * bRow;
            for (int j = 0; j < n; j++) {
                panel[p * LANES + j] = b[bi + j * bCol];
            }
        }
    }

    /** Copies the first n columns of a tile of vectors into C, or adds them to it. */
    static void unpackNarrow(
            int rows, int n, float[] tile, float[] c, int cAt, int cRow, boolean add) {
        for (int i = 0; i < rows; i++) {
            int ci = cAt + i * cRow;
            int ti = i * LANES;
            if (add) {
                for (int j = 0; j < n; j++)
                    c[ci + j] += tile[ti + j];
            } else {
                for (int j = 0; j < n; j++)
                    c[ci + j] = tile[ti + j];
            }
        }
    }
}
