package org.metabalance.engine.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Register tiles of eight rows by one or two vectors; see {@link FloatTiles}. */
final class FloatTiles8 {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatTiles8() {}

    static void tile8x2(
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
        FloatVector s10 = FloatVector.zero(SPECIES);
        FloatVector s11 = FloatVector.zero(SPECIES);
        FloatVector s20 = FloatVector.zero(SPECIES);
        FloatVector s21 = FloatVector.zero(SPECIES);
        FloatVector s30 = FloatVector.zero(SPECIES);
        FloatVector s31 = FloatVector.zero(SPECIES);
        FloatVector s40 = FloatVector.zero(SPECIES);
        FloatVector s41 = FloatVector.zero(SPECIES);
        FloatVector s50 = FloatVector.zero(SPECIES);
        FloatVector s51 = FloatVector.zero(SPECIES);
        FloatVector s60 = FloatVector.zero(SPECIES);
        FloatVector s61 = FloatVector.zero(SPECIES);
        FloatVector s70 = FloatVector.zero(SPECIES);
        FloatVector s71 = FloatVector.zero(SPECIES);
        int ai = aAt;
        int bi = bAt;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + bLast);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ai]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[ai + aRow]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[ai + 2 * aRow]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[ai + 3 * aRow]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[ai + 4 * aRow]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[ai + 5 * aRow]);
            s50 = a5.fma(b0, s50);
            s51 = a5.fma(b1, s51);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[ai + 6 * aRow]);
            s60 = a6.fma(b0, s60);
            s61 = a6.fma(b1, s61);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[ai + 7 * aRow]);
            s70 = a7.fma(b0, s70);
            s71 = a7.fma(b1, s71);
            ai += aCol;
            bi += bRow;
        }
        int ci = cAt;
        if (add) {
            s00 = s00.add(FloatVector.fromArray(SPECIES, c, ci));
            s01 = s01.add(FloatVector.fromArray(SPECIES, c, ci + cLast));
            s00.intoArray(c, ci);
            s01.intoArray(c, ci + cLast);
            ci += cRow;
            s10 = s10.add(FloatVector.fromArray(SPECIES, c, ci));
            s11 = s11.add(FloatVector.fromArray(SPECIES, c, ci + cLast));
            s10.intoArray(c, ci);
            s11.intoArray(c, ci + cLast);
            ci += cRow;
            s20 = s20.add(FloatVector.fromArray(SPECIES, c, ci));
            s21 = s21.add(FloatVector.fromArray(SPECIES, c, ci + cLast));
            s20.intoArray(c, ci);
            s21.intoArray(c, ci + cLast);
            ci += cRow;
            s30 = s30.add(FloatVector.fromArray(SPECIES, c, ci));
            s31 = s31.add(FloatVector.fromArray(SPECIES, c, ci + cLast));
            s30.intoArray(c, ci);
            s31.intoArray(c, ci + cLast);
            ci += cRow;
            s40 = s40.add(FloatVector.fromArray(SPECIES, c, ci));
            s41 = s41.add(FloatVector.fromArray(SPECIES, c, ci + cLast));
            s40.intoArray(c, ci);
            s41.intoArray(c, ci + cLast);
            ci += cRow;
            s50 = s50.add(FloatVector.fromArray(SPECIES, c, ci));
            s51 = s51.add(FloatVector.fromArray(SPECIES, c, ci + cLast));
            s50.intoArray(c, ci);
            s51.intoArray(c, ci + cLast);
            ci += cRow;
            s60 = s60.add(FloatVector.fromArray(SPECIES, c, ci));
            s61 = s61.add(FloatVector.fromArray(SPECIES, c, ci + cLast));
            s60.intoArray(c, ci);
            s61.intoArray(c, ci + cLast);
            ci += cRow;
            s70 = s70.add(FloatVector.fromArray(SPECIES, c, ci));
            s71 = s71.add(FloatVector.fromArray(SPECIES, c, ci + cLast));
            s70.intoArray(c, ci);
            s71.intoArray(c, ci + cLast);
        } else {
            s00.intoArray(c, ci);
            s01.intoArray(c, ci + cLast);
            ci += cRow;
            s10.intoArray(c, ci);
            s11.intoArray(c, ci + cLast);
            ci += cRow;
            s20.intoArray(c, ci);
            s21.intoArray(c, ci + cLast);
            ci += cRow;
            s30.intoArray(c, ci);
            s31.intoArray(c, ci + cLast);
            ci += cRow;
            s40.intoArray(c, ci);
            s41.intoArray(c, ci + cLast);
            ci += cRow;
            s50.intoArray(c, ci);
            s51.intoArray(c, ci + cLast);
            ci += cRow;
            s60.intoArray(c, ci);
            s61.intoArray(c, ci + cLast);
            ci += cRow;
            s70.intoArray(c, ci);
            s71.intoArray(c, ci + cLast);
        }
    }

    static void tile8x1(
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
        FloatVector s10 = FloatVector.zero(SPECIES);
        FloatVector s20 = FloatVector.zero(SPECIES);
        FloatVector s30 = FloatVector.zero(SPECIES);
        FloatVector s40 = FloatVector.zero(SPECIES);
        FloatVector s50 = FloatVector.zero(SPECIES);
        FloatVector s60 = FloatVector.zero(SPECIES);
        FloatVector s70 = FloatVector.zero(SPECIES);
        int ai = aAt;
        int bi = bAt;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ai]);
            s00 = a0.fma(b0, s00);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[ai + aRow]);
            s10 = a1.fma(b0, s10);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[ai + 2 * aRow]);
            s20 = a2.fma(b0, s20);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[ai + 3 * aRow]);
            s30 = a3.fma(b0, s30);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[ai + 4 * aRow]);
            s40 = a4.fma(b0, s40);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[ai + 5 * aRow]);
            s50 = a5.fma(b0, s50);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[ai + 6 * aRow]);
            s60 = a6.fma(b0, s60);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[ai + 7 * aRow]);
            s70 = a7.fma(b0, s70);
            ai += aCol;
            bi += bRow;
        }
        int ci = cAt;
        if (add) {
            s00.add(FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
            ci += cRow;
            s10.add(FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
            ci += cRow;
            s20.add(FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
            ci += cRow;
            s30.add(FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
            ci += cRow;
            s40.add(FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
            ci += cRow;
            s50.add(FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
            ci += cRow;
            s60.add(FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
            ci += cRow;
            s70.add(FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        } else {
            s00.intoArray(c, ci);
            ci += cRow;
            s10.intoArray(c, ci);
            ci += cRow;
            s20.intoArray(c, ci);
            ci += cRow;
            s30.intoArray(c, ci);
            ci += cRow;
            s40.intoArray(c, ci);
            ci += cRow;
            s50.intoArray(c, ci);
            ci += cRow;
            s60.intoArray(c, ci);
            ci += cRow;
            s70.intoArray(c, ci);
        }
    }
}
