package org.metabalance.engine.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * exp(x) and exp(x) - 1 in single precision: x = n ln 2 + r with r at most ln(2) / 2 in size, and
 * exp(x) = 2^n exp(r). The Taylor series of (exp(r) - 1 - r) / r^2 to five terms past the first is
 * off by 1e-8. What {@code F32Functions} does, step by step. See {@link FloatVectorUnary} for why the loops call nothing but the Vector API.
 */
final class F32Exponential {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693147181f;
    private static final float LN2_LOW = (float) (0.6931471805599453 - (double) LN2_HIGH);

    /** Added to a number below 2^22 in size, it leaves the nearest integer in the low bits. */
    private static final float ROUND = 0x1.8p23f;

    private static final int MANTISSA_BITS = 23;

    private static final float OVERFLOWS = 89;
    private static final float UNDERFLOWS = -104;

    private F32Exponential() {}

    // 2^n in two factors: n may lie beyond the exponents there are where the product does not.
    // Comparing and blending, unlike min and max, leaves NaN alone at no cost.
    static void exp(float[] x, int xAt, float[] z, int zAt, int n) {
        FloatVector low = FloatVector.broadcast(SPECIES, UNDERFLOWS);
        FloatVector high = FloatVector.broadcast(SPECIES, OVERFLOWS);
        FloatVector round = FloatVector.broadcast(SPECIES, ROUND);
        FloatVector log2e = FloatVector.broadcast(SPECIES, LOG2_E);
        FloatVector minusLn2High = FloatVector.broadcast(SPECIES, -LN2_HIGH);
        FloatVector minusLn2Low = FloatVector.broadcast(SPECIES, -LN2_LOW);
        FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        IntVector bits = one.reinterpretAsInts();
        FloatVector t3 = FloatVector.broadcast(SPECIES, 1 / 6f);
        FloatVector t4 = FloatVector.broadcast(SPECIES, 1 / 24f);
        FloatVector t5 = FloatVector.broadcast(SPECIES, 1 / 120f);
        FloatVector t6 = FloatVector.broadcast(SPECIES, 1 / 720f);
        FloatVector t7 = FloatVector.broadcast(SPECIES, 1 / 5040f);
        for (int i = 0; i < n; i += LANES) {
            FloatVector y = FloatVector.fromArray(SPECIES, x, xAt + i);
            y = y.blend(low, y.compare(VectorOperators.LT, low));
            y = y.blend(high, high.compare(VectorOperators.LT, y));
            FloatVector k = y.fma(log2e, round).sub(round);
            FloatVector r = k.fma(minusLn2Low, k.fma(minusLn2High, y));
            FloatVector q = t7.fma(r, t6).fma(r, t5).fma(r, t4).fma(r, t3).fma(r, half);
            FloatVector e = q.fma(r.mul(r), r).add(one);
            FloatVector first = k.fma(half, round);
            FloatVector second = k.sub(first.sub(round)).add(round);
            FloatVector scale1 = first.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .add(bits)
                    .reinterpretAsFloats();
            FloatVector scale2 = second.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .add(bits)
                    .reinterpretAsFloats();
            e.mul(scale1).mul(scale2).intoArray(z, zAt + i);
        }
    }

    // exp(x) - 1 = 2^n (exp(r) - 1) + (2^n - 1), at half its size so that 2^n stays in range up to
    // the overflow; below 2^-26 it is x.
    static void expm1(float[] x, int xAt, float[] z, int zAt, int n) {
        FloatVector low = FloatVector.broadcast(SPECIES, -18f);
        FloatVector high = FloatVector.broadcast(SPECIES, OVERFLOWS);
        FloatVector tiny = FloatVector.broadcast(SPECIES, 0x1p-26f);
        FloatVector round = FloatVector.broadcast(SPECIES, ROUND);
        FloatVector log2e = FloatVector.broadcast(SPECIES, LOG2_E);
        FloatVector minusLn2High = FloatVector.broadcast(SPECIES, -LN2_HIGH);
        FloatVector minusLn2Low = FloatVector.broadcast(SPECIES, -LN2_LOW);
        FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
        IntVector bits = half.reinterpretAsInts();
        FloatVector t3 = FloatVector.broadcast(SPECIES, 1 / 6f);
        FloatVector t4 = FloatVector.broadcast(SPECIES, 1 / 24f);
        FloatVector t5 = FloatVector.broadcast(SPECIES, 1 / 120f);
        FloatVector t6 = FloatVector.broadcast(SPECIES, 1 / 720f);
        FloatVector t7 = FloatVector.broadcast(SPECIES, 1 / 5040f);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            FloatVector y = v.blend(low, v.compare(VectorOperators.LT, low));
            y = y.blend(high, high.compare(VectorOperators.LT, y));
            FloatVector shifted = y.fma(log2e, round);
            FloatVector k = shifted.sub(round);
            FloatVector r = k.fma(minusLn2Low, k.fma(minusLn2High, y));
            FloatVector q = t7.fma(r, t6).fma(r, t5).fma(r, t4).fma(r, t3).fma(r, half);
            FloatVector e = q.fma(r.mul(r), r);
            FloatVector scale = shifted.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .add(bits)
                    .reinterpretAsFloats();
            FloatVector halved = scale.fma(e, scale.sub(half));
            halved.add(halved)
                    .blend(v, v.abs().compare(VectorOperators.LT, tiny))
                    .intoArray(z, zAt + i);
        }
    }
}
