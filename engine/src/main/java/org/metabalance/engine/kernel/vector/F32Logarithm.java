package org.metabalance.engine.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * log(x) in single precision: x = 2^e (1 + f) with 1 + f between sqrt(1/2) and sqrt(2), and log(1 +
 * f) by the minimax polynomial of Sun's fdlibm in s^2, s = f / (2 + f), off by 2^-34. See {@link
 * FloatVectorUnary} for why the loop calls nothing but the Vector API.
 */
final class F32Logarithm {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private static final float LN2_HIGH = 0.693147181f;
    private static final float LN2_LOW = (float) (0.6931471805599453 - (double) LN2_HIGH);

    private static final int MANTISSA_BITS = 23;
    private static final int MANTISSA = 0x007fffff;
    private static final int SQRT_HALF = 0x3f3504f3;
    private static final int ONE_LESS_SQRT_HALF = 0x3f800000 - SQRT_HALF;

    /** The bits of 2^23, whose last is worth 1: the exponent put into them becomes a number. */
    private static final int EXPONENT_BASE = 0x4b000000;

    private static final float EXPONENT_BIAS = 0x1p23f + 127;

    private F32Logarithm() {}

    /** {@code z[i] = log(x[i])} where x is positive and finite; anything elsewhere. */
    static void log(float[] x, int xAt, float[] z, int zAt, int n) {
        FloatVector leastNormal = FloatVector.broadcast(SPECIES, Float.MIN_NORMAL);
        FloatVector scale = FloatVector.broadcast(SPECIES, 0x1p23f);
        FloatVector bias = FloatVector.broadcast(SPECIES, EXPONENT_BIAS);
        FloatVector scaledBias = FloatVector.broadcast(SPECIES, EXPONENT_BIAS + MANTISSA_BITS);
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector two = FloatVector.broadcast(SPECIES, 2f);
        FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector ln2High = FloatVector.broadcast(SPECIES, LN2_HIGH);
        FloatVector ln2Low = FloatVector.broadcast(SPECIES, LN2_LOW);
        FloatVector c1 = FloatVector.broadcast(SPECIES, 0.66666662693f);
        FloatVector c2 = FloatVector.broadcast(SPECIES, 0.40000972152f);
        FloatVector c3 = FloatVector.broadcast(SPECIES, 0.28498786688f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, 0.24279078841f);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            VectorMask<Float> subnormal = v.compare(VectorOperators.LT, leastNormal);
            IntVector bits = v.blend(v.mul(scale), subnormal).reinterpretAsInts()
                    .add(ONE_LESS_SQRT_HALF);
            FloatVector e = bits.lanewise(VectorOperators.LSHR, MANTISSA_BITS)
                    .or(EXPONENT_BASE)
                    .reinterpretAsFloats()
                    .sub(bias.blend(scaledBias, subnormal));
            FloatVector f = bits.and(MANTISSA).add(SQRT_HALF).reinterpretAsFloats().sub(one);
            FloatVector s = f.div(f.add(two));
            FloatVector w = s.mul(s);
            FloatVector q = c4.fma(w, c3).fma(w, c2).fma(w, c1).mul(w);
            FloatVector square = f.mul(f).mul(half);
            FloatVector small = s.fma(q.add(square), e.mul(ln2Low)).sub(square).add(f);
            e.fma(ln2High, small).intoArray(z, zAt + i);
        }
    }
}
