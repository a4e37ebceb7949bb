package org.metabalance.engine.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Register tiles of one row; see {@link FloatTiles}. */
final class FloatTiles1 {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatTiles1() {}

    static void tile1x3(
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aCol,
            float[] b,
            int bAt,
            int bRow,
            int bLast,
            float[] c,
            int cAt,
            int cRow,
            int cLast,
            boolean add) {
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = FloatVector.zero(SPECIES);
        FloatVector s02 = FloatVector.zero(SPECIES);
        int ai = aAt;
        int bi = bAt;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, bi + bLast);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ai]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            ai += aCol;
            bi += bRow;
        }
        int ci = cAt;
        if (add) {
            s00 = s00.add(FloatVector.fromArray(SPECIES, c, ci));
            s01 = s01.add(FloatVector.fromArray(SPECIES, c, ci + LANES));
            s02 = s02.add(FloatVector.fromArray(SPECIES, c, ci + cLast));
            s00.intoArray(c, ci);
            s01.intoArray(c, ci + LANES);
            s02.intoArray(c, ci + cLast);
        } else {
            s00.intoArray(c, ci);
            s01.intoArray(c, ci + LANES);
            s02.intoArray(c, ci + cLast);
        }
    }

    static void tile1x2(
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aCol,
            float[] b,
            int bAt,
            int bRow,
            int bLast,
            float[] c,
            int cAt,
            int cRow,
            int cLast,
            boolean add) {
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = FloatVector.zero(SPECIES);
        int ai = aAt;
        int bi = bAt;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + bLast);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ai]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            ai += aCol;
            bi += bRow;
        }
        int ci = cAt;
        if (add) {
            s00 = s00.add(FloatVector.fromArray(SPECIES, c, ci));
            s01 = s01.add(FloatVector.fromArray(SPECIES, c, ci + cLast));
            s00.intoArray(c, ci);
            s01.intoArray(c, ci + cLast);
        } else {
            s00.intoArray(c, ci);
            s01.intoArray(c, ci + cLast);
        }
    }

    static void tile1x1(
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aCol,
            float[] b,
            int bAt,
            int bRow,
            float[] c,
            int cAt,
            int cRow,
            boolean add) {
        FloatVector s00 = FloatVector.zero(SPECIES);
        int ai = aAt;
        int bi = bAt;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ai]);
            s00 = a0.fma(b0, s00);
            ai += aCol;
            bi += bRow;
        }
        int ci = cAt;
        if (add) {
            s00.add(FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        } else {
            s00.intoArray(c, ci);
        }
    }
}
