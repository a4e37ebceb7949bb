package org.metabalance.engine.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * Transposes a matrix of as many columns as there are lanes, a square block at a time.
 *
 * <p>A block's rows are vectors. Exchanging, for each bit d of the lane number, the lanes with the
 * bit in row i and those without it in row i + d, for all rows i without the bit, transposes it.
 * Two bits at a time are done on four vectors held in registers; between them the block lies in
 * the result. (All four bits of sixteen lanes at once would keep it in registers, but take more
 * Vector API calls than the JIT compiler accepts in one method.)
 */
final class FloatTransposition {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private static final VectorShuffle<Float> SWAP_1 = swap(1);
    private static final VectorShuffle<Float> SWAP_2 = swap(2);
    private static final VectorShuffle<Float> SWAP_4 = swap(4);
    private static final VectorShuffle<Float> SWAP_8 = swap(8);
    private static final VectorMask<Float> WITH_1 = with(1);
    private static final VectorMask<Float> WITH_2 = with(2);
    private static final VectorMask<Float> WITH_4 = with(4);
    private static final VectorMask<Float> WITH_8 = with(8);

    private FloatTransposition() {}

    private static VectorShuffle<Float> swap(int bit) {
        return VectorShuffle.fromOp(SPECIES, i -> (i ^ bit) % LANES);
    }

    private static VectorMask<Float> with(int bit) {
        boolean[] lanes = new boolean[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = (i & bit) != 0;
        }
        return VectorMask.fromArray(SPECIES, lanes, 0);
    }

    /** {@code z[p zRow + j] = x[j xRow + p]} for k numbers p and as many j as there are lanes. */
    static void run(int k, float[] x, int xAt, int xRow, float[] z, int zAt, int zRow) {
        if (k < LANES) {
            each(k, x, xAt, xRow, z, zAt, zRow);
            return;
        }
        for (int p = 0; p < k; p += LANES) {
            int from = Math.min(p, k - LANES); // the last block may overlap the one before
            block(x, xAt + from, xRow, z, zAt + from * zRow, zRow);
        }
    }

    private static void each(int k, float[] x, int xAt, int xRow, float[] z, int zAt, int zRow) {
        for (int p = 0; p < k; p++) {
            for (int j = 0; j < LANES; j++) {
                z[zAt + p * zRow + j] = x[xAt + j * xRow + p];
            }
        }
    }

    private static void block(float[] x, int xAt, int xRow, float[] z, int zAt, int zRow) {
        switch (LANES) {
            case 2 -> bit1(x, xAt, xRow, z, zAt, zRow);
            case 4 -> bits12(x, xAt, xRow, z, zAt, zRow);
            case 8 -> {
                bits12(x, xAt, xRow, z, zAt, zRow);
                bit4(z, zAt, zRow);
            }
            case 16 -> {
                bits12(x, xAt, xRow, z, zAt, zRow);
                bits48(z, zAt, zRow);
            }
            default -> throw new AssertionError(LANES);
        }
    }

    // The exchange of a and b: t has the lanes to be exchanged, each in the other's place.
    private static void bits12(float[] x, int xAt, int xRow, float[] z, int zAt, int zRow) {
        int xi = xAt;
        int zi = zAt;
        for (int i = 0; i < LANES; i += 4) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xi);
            FloatVector b = FloatVector.fromArray(SPECIES, x, xi + xRow);
            FloatVector c = FloatVector.fromArray(SPECIES, x, xi + 2 * xRow);
            FloatVector d = FloatVector.fromArray(SPECIES, x, xi + 3 * xRow);
            FloatVector t = b.blend(a, WITH_1).rearrange(SWAP_1);
            a = a.blend(t, WITH_1);
            b = t.blend(b, WITH_1);
            t = d.blend(c, WITH_1).rearrange(SWAP_1);
            c = c.blend(t, WITH_1);
            d = t.blend(d, WITH_1);
            t = c.blend(a, WITH_2).rearrange(SWAP_2);
            a = a.blend(t, WITH_2);
            c = t.blend(c, WITH_2);
            t = d.blend(b, WITH_2).rearrange(SWAP_2);
            b = b.blend(t, WITH_2);
            d = t.blend(d, WITH_2);
            a.intoArray(z, zi);
            b.intoArray(z, zi + zRow);
            c.intoArray(z, zi + 2 * zRow);
            d.intoArray(z, zi + 3 * zRow);
            xi += 4 * xRow;
            zi += 4 * zRow;
        }
    }

    private static void bits48(float[] z, int zAt, int zRow) {
        int zi = zAt;
        for (int i = 0; i < 4; i++) {
            FloatVector a = FloatVector.fromArray(SPECIES, z, zi);
            FloatVector b = FloatVector.fromArray(SPECIES, z, zi + 4 * zRow);
            FloatVector c = FloatVector.fromArray(SPECIES, z, zi + 8 * zRow);
            FloatVector d = FloatVector.fromArray(SPECIES, z, zi + 12 * zRow);
            FloatVector t = b.blend(a, WITH_4).rearrange(SWAP_4);
            a = a.blend(t, WITH_4);
            b = t.blend(b, WITH_4);
            t = d.blend(c, WITH_4).rearrange(SWAP_4);
            c = c.blend(t, WITH_4);
            d = t.blend(d, WITH_4);
            t = c.blend(a, WITH_8).rearrange(SWAP_8);
            a = a.blend(t, WITH_8);
            c = t.blend(c, WITH_8);
            t = d.blend(b, WITH_8).rearrange(SWAP_8);
            b = b.blend(t, WITH_8);
            d = t.blend(d, WITH_8);
            a.intoArray(z, zi);
            b.intoArray(z, zi + 4 * zRow);
            c.intoArray(z, zi + 8 * zRow);
            d.intoArray(z, zi + 12 * zRow);
            zi += zRow;
        }
    }

    private static void bit4(float[] z, int zAt, int zRow) {
        int zi = zAt;
        for (int i = 0; i < 4; i++) {
            FloatVector a = FloatVector.fromArray(SPECIES, z, zi);
            FloatVector b = FloatVector.fromArray(SPECIES, z, zi + 4 * zRow);
            FloatVector t = b.blend(a, WITH_4).rearrange(SWAP_4);
            a.blend(t, WITH_4).intoArray(z, zi);
            t.blend(b, WITH_4).intoArray(z, zi + 4 * zRow);
            zi += zRow;
        }
    }

    private static void bit1(float[] x, int xAt, int xRow, float[] z, int zAt, int zRow) {
        FloatVector a = FloatVector.fromArray(SPECIES, x, xAt);
        FloatVector b = FloatVector.fromArray(SPECIES, x, xAt + xRow);
        FloatVector t = b.blend(a, WITH_1).rearrange(SWAP_1);
        a.blend(t, WITH_1).intoArray(z, zAt);
        t.blend(b, WITH_1).intoArray(z, zAt + zRow);
    }
}
