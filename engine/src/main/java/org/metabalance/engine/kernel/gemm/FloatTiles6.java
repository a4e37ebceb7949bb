package org.metabalance.engine.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register tile of six rows and two vectors, for processors with sixteen vector registers: twelve
 * sums, two vectors of B and one number of A.
 *
 * <p>The columns of A are adjacent and B is a packed panel, so all indices are constants times p plus
 * what does not change: then the C2 compiler checks bounds once, before the loop. On AVX2 a tile of
 * four rows and three vectors with strides, checked in every step, takes twice the instructions.
 * Which loads C2 puts before the multiply-adds depends on how addresses are written; if all of them, sums
 * spill, at less than half the speed: run {@code GemmBenchmark} before changing it.
 */
final class FloatTiles6 {

    /** Rows of the tile. */
    static final int ROWS = 6;

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatTiles6() {}

    /** See {@link FloatTiles#run}; the panel begins with element 0 of {@code b}. */
    static void tile6x2(
            int k,
            float[] a,
            int aAt,
            int aRow,
            float[] b,
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
        int r1 = aAt + aRow;
        int r2 = aAt + 2 * aRow;
        int r3 = aAt + 3 * aRow;
        int r4 = aAt + 4 * aRow;
        int r5 = aAt + 5 * aRow;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, p * 2 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, p * 2 * LANES + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[aAt + p]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[r1 + p]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[r2 + p]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[r3 + p]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[r4 + p]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[r5 + p]);
            s50 = a5.fma(b0, s50);
            s51 = a5.fma(b1, s51);
        }
        int ci = cAt;
        if (add) {
            s00 = s00.add(FloatVector.fromArray(SPECIES, c, ci));
            s01 = s01.add(FloatVector.fromArray(SPECIES, c, ci + cLast));
            ci += cRow;
            s10 = s10.add(FloatVector.fromArray(SPECIES, c, ci));
            s11 = s11.add(FloatVector.fromArray(SPECIES, c, ci + cLast));
            ci += cRow;
            s20 = s20.add(FloatVector.fromArray(SPECIES, c, ci));
            s21 = s21.add(FloatVector.fromArray(SPECIES, c, ci + cLast));
            ci += cRow;
            s30 = s30.add(FloatVector.fromArray(SPECIES, c, ci));
            s31 = s31.add(FloatVector.fromArray(SPECIES, c, ci + cLast));
            ci += cRow;
            s40 = s40.add(FloatVector.fromArray(SPECIES, c, ci));
            s41 = s41.add(FloatVector.fromArray(SPECIES, c, ci + cLast));
            ci += cRow;
            s50 = s50.add(FloatVector.fromArray(SPECIES, c, ci));
            s51 = s51.add(FloatVector.fromArray(SPECIES, c, ci + cLast));
            ci = cAt;
        }
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
    }
}
