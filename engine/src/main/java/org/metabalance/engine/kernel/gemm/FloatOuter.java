package org.metabalance.engine.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.FloatKernels;

/**
 * Products with one or two columns of A: sums of outer products, row by row of C. Register tiles
 * would be set up and stored for one or two steps: 128 x 64 x 2 with B transposed takes 3.2 us in
 * tiles of 256 bit vectors (EPYC, Zen 3), and 1.6 us here.
 */
final class FloatOuter {

    /** Most columns of A. */
    static final int MOST_COLUMNS = 2;

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatOuter() {}

    /** C (+)= A B for k of 1 or 2; see {@link FloatKernels#gemm}. */
    static void multiply(
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
            boolean add) {
        float[] rows = b;
        int first = bAt;
        int second = bAt + (k - 1) * bRow;
        if (bCol != 1) {
            rows = FloatScratch.own().vector(2 * n);
            for (int j = 0; j < n; j++) {
                rows[j] = b[bAt + j * bCol];
                rows[n + j] = b[second + j * bCol];
            }
            first = 0;
            second = (k - 1) * n;
        }
        for (int i = 0; i < m; i++) {
            int ai = aAt + i * aRow;
            int ci = cAt + i * cRow;
            if (k == 1) {
                one(n, a[ai], rows, first, c, ci, add);
            } else {
                two(n, a[ai], a[ai + aCol], rows, first, second, c, ci, add);
            }
        }
    }

    private static void one(int n, float x, float[] b, int at, float[] c, int cAt, boolean add) {
        FloatVector v = FloatVector.broadcast(SPECIES, x);
        int whole = n - n % LANES;
        if (add) {
            for (int j = 0; j < whole; j += LANES) {
                v.fma(FloatVector.fromArray(SPECIES, b, at + j),
                        FloatVector.fromArray(SPECIES, c, cAt + j)).intoArray(c, cAt + j);
            }
        } else {
            for (int j = 0; j < whole; j += LANES) {
                v.mul(FloatVector.fromArray(SPECIES, b, at + j)).intoArray(c, cAt + j);
            }
        }
        for (int j = whole; j < n; j++) {
            c[cAt + j] = add ? Math.fma(x, b[at + j], c[cAt + j]) : x * b[at + j];
        }
    }

    private static void two(
            int n,
            float x,
            float y,
            float[] b,
            int first,
            int second,
            float[] c,
            int cAt,
            boolean add) {
        FloatVector v = FloatVector.broadcast(SPECIES, x);
        FloatVector w = FloatVector.broadcast(SPECIES, y);
        int whole = n - n % LANES;
        if (add) {
            for (int j = 0; j < whole; j += LANES) {
                FloatVector sum = v.fma(FloatVector.fromArray(SPECIES, b, first + j),
                        FloatVector.fromArray(SPECIES, c, cAt + j));
                w.fma(FloatVector.fromArray(SPECIES, b, second + j), sum).intoArray(c, cAt + j);
            }
        } else {
            for (int j = 0; j < whole; j += LANES) {
                FloatVector sum = v.mul(FloatVector.fromArray(SPECIES, b, first + j));
                w.fma(FloatVector.fromArray(SPECIES, b, second + j), sum).intoArray(c, cAt + j);
            }
        }
        for (int j = whole; j < n; j++) {
            float sum = add ? Math.fma(x, b[first + j], c[cAt + j]) : x * b[first + j];
            c[cAt + j] = Math.fma(y, b[second + j], sum);
        }
    }
}
