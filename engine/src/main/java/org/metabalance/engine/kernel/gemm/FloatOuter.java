package org.metabalance.engine.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * Products with one or two columns of A: sums of outer products, row by row of C. Register tiles
 * would be set up and stored for one or two steps: 128 x 64 x 2 with B transposed takes 3.2 us in
 * tiles of 256 bit vectors (EPYC, Zen 3), and 1.6 us here. A sum begins at 0 and is added to C when it is
 * complete, as in tiles.
 */
final class FloatOuter {

    /** Most columns of A. */
    static final int MOST_COLUMNS = 2;

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatOuter() {}

    /** C (+)= A B for k of 1 or 2. */
    static void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add) {
        int n = c.columns();
        int k = a.columns();
        float[] rows = b.data();
        int first = b.at(0, 0);
        int second = b.at(k - 1, 0);
        if (b.columnStride() != 1) {
            rows = FloatScratch.own().vector(2 * n);
            FloatPacking.gather(n, b.data(), first, b.columnStride(), rows, 0);
            FloatPacking.gather(n, b.data(), second, b.columnStride(), rows, n);
            first = 0;
            second = (k - 1) * n;
        }
        float[] x = a.data();
        float[] z = c.data();
        for (int i = 0; i < c.rows(); i++) {
            int xi = a.at(i, 0);
            if (k == 1) {
                one(n, x[xi], rows, first, z, c.at(i, 0), add);
            } else {
                two(n, x[xi], x[xi + a.columnStride()], rows, first, second, z, c.at(i, 0), add);
            }
        }
    }

    // The last vector overlaps the one before where columns are no multiple of the lanes: it is computed
    // first, of what C held, and stored last.

    private static void one(int n, float x, float[] b, int at, float[] c, int cAt, boolean add) {
        FloatVector v = FloatVector.broadcast(SPECIES, x);
        FloatVector zero = FloatVector.zero(SPECIES);
        int last = n - LANES;
        FloatVector end = v.fma(FloatVector.fromArray(SPECIES, b, at + last), zero);
        if (add) {
            end = end.add(FloatVector.fromArray(SPECIES, c, cAt + last));
            for (int j = 0; j < last; j += LANES) {
                v.fma(FloatVector.fromArray(SPECIES, b, at + j), zero)
                        .add(FloatVector.fromArray(SPECIES, c, cAt + j)).intoArray(c, cAt + j);
            }
        } else {
            for (int j = 0; j < last; j += LANES) {
                v.fma(FloatVector.fromArray(SPECIES, b, at + j), zero).intoArray(c, cAt + j);
            }
        }
        end.intoArray(c, cAt + last);
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
        FloatVector zero = FloatVector.zero(SPECIES);
        int last = n - LANES;
        FloatVector end = w.fma(
                FloatVector.fromArray(SPECIES, b, second + last),
                v.fma(FloatVector.fromArray(SPECIES, b, first + last), zero));
        if (add) {
            end = end.add(FloatVector.fromArray(SPECIES, c, cAt + last));
            for (int j = 0; j < last; j += LANES) {
                FloatVector sum = v.fma(FloatVector.fromArray(SPECIES, b, first + j), zero);
                w.fma(FloatVector.fromArray(SPECIES, b, second + j), sum)
                        .add(FloatVector.fromArray(SPECIES, c, cAt + j)).intoArray(c, cAt + j);
            }
        } else {
            for (int j = 0; j < last; j += LANES) {
                FloatVector sum = v.fma(FloatVector.fromArray(SPECIES, b, first + j), zero);
                w.fma(FloatVector.fromArray(SPECIES, b, second + j), sum).intoArray(c, cAt + j);
            }
        }
        end.intoArray(c, cAt + last);
    }
}
