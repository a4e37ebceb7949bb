package org.metabalance.engine.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatTiles6} for A whose rows are adjacent, of which slivers of a few rows are packed: there a
 * column of A is {@link #ROWS_OF_SLIVER} numbers, of which six are used. A class of its own because the
 * C2 compiler checks bounds before the loop only where all distances are constants; else the same.
 */
final class FloatSlivers6 {

    /** Rows of A in a sliver: those of a tile, rounded up to whole vectors. */
    static final int ROWS_OF_SLIVER = 8;

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;
    private static final int PER_COLUMN = 2 * LANES / ROWS_OF_SLIVER;

    private FloatSlivers6() {}

    /**
     * See {@link FloatTiles#run}; rows of A are {@code aRow} apart (1, which must not be known to the
     * compiler: it would load all six numbers first, and spill), columns {@link #ROWS_OF_SLIVER}; the
     * panel begins with element 0 of {@code b}.
     */
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
        for (int p = 0; p < ROWS_OF_SLIVER * k; p += ROWS_OF_SLIVER) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, PER_COLUMN * p);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, PER_COLUMN * p + LANES);
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
