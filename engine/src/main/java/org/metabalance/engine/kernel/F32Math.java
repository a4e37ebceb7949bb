package org.metabalance.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The parts of {@link FloatMath} that depend on the format: constants, bit patterns and the
 * polynomials, which need fewer terms in single precision.
 */
final class F32Math {

    /** log2(e). */
    static final float LOG2_E = 1.44269504f;

    /** ln 2, rounded. */
    static final float LN2_HIGH = 0.693147181f;

    /** ln 2 minus {@link #LN2_HIGH}. */
    static final float LN2_LOW = (float) (0.6931471805599453 - (double) LN2_HIGH);

    /** Added to a number below 2^22 in size, it leaves the nearest integer in the low bits. */
    static final float ROUND = 0x1.8p23f;

    /** One half. */
    static final float HALF = 0.5f;

    /** Above it the exponential overflows. */
    static final float EXP_MOST = 89;

    /** Below it the exponential is zero. */
    static final float EXP_LEAST = -104;

    /** Below it exp(x) - 1 is -1. */
    static final float EXPM1_LEAST = -18;

    /** Below it in size, exp(x) - 1 and log(1 + x) are x. */
    static final float TINY = 0x1p-26f;

    private static final float SUBNORMAL_SCALE = 0x1p23f;
    private static final int MANTISSA_BITS = 23;
    private static final int MANTISSA = 0x007fffff;
    private static final int ONE = 0x3f800000;
    private static final int SQRT_HALF = 0x3f3504f3;
    private static final int EXPONENT_BASE = 0x4b000000; // 2^23, whose last bit is worth 1
    private static final float EXPONENT_BIAS = 0x1p23f + 127;

    private F32Math() {}

    /** 2^n, n between -126 and 127, for n + {@link #ROUND}. */
    static FloatVector power2(FloatVector shifted) {
        return shifted.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                .add(ONE)
                .reinterpretAsFloats();
    }

    /** (exp(r) - 1 - r) / r^2 for r up to ln(2) / 2 in size: the Taylor series, off by 1e-8. */
    static FloatVector expTail(FloatVector r) {
        FloatVector q = FloatVector.broadcast(FloatLanes.SPECIES, 1 / 5040f);
        q = q.fma(r, FloatVector.broadcast(FloatLanes.SPECIES, 1 / 720f));
        q = q.fma(r, FloatVector.broadcast(FloatLanes.SPECIES, 1 / 120f));
        q = q.fma(r, FloatVector.broadcast(FloatLanes.SPECIES, 1 / 24f));
        q = q.fma(r, FloatVector.broadcast(FloatLanes.SPECIES, 1 / 6f));
        return q.fma(r, FloatVector.broadcast(FloatLanes.SPECIES, 0.5f));
    }

    /** x scaled out of the subnormal range, for positive x; see {@link #subnormalExponent}. */
    static FloatVector normal(FloatVector x) {
        return x.blend(x.mul(SUBNORMAL_SCALE), x.lt(Float.MIN_NORMAL));
    }

    /** What {@link #normal} added to the exponent. */
    static FloatVector subnormalExponent(FloatVector x) {
        return FloatVector.zero(FloatLanes.SPECIES).blend(MANTISSA_BITS, x.lt(Float.MIN_NORMAL));
    }

    /** e of x = 2^e m with m between sqrt(1/2) and sqrt(2), for positive normal x. */
    static FloatVector exponent(FloatVector x) {
        return shifted(x).lanewise(VectorOperators.LSHR, MANTISSA_BITS)
                .or(EXPONENT_BASE)
                .reinterpretAsFloats()
                .sub(EXPONENT_BIAS);
    }

    /** m of x = 2^e m with m between sqrt(1/2) and sqrt(2), for positive normal x. */
    static FloatVector mantissa(FloatVector x) {
        return shifted(x).and(MANTISSA).add(SQRT_HALF).reinterpretAsFloats();
    }

    private static IntVector shifted(FloatVector x) {
        return x.reinterpretAsInts().add(ONE - SQRT_HALF);
    }

    /**
     * (log(1 + f) - log(1 - f)) / s - 2 with s = f / (2 + f) and z = s^2: the minimax polynomial of
     * Sun's fdlibm, off by 2^-34.
     */
    static FloatVector logTail(FloatVector z) {
        FloatVector q = FloatVector.broadcast(FloatLanes.SPECIES, 0.24279078841f);
        q = q.fma(z, FloatVector.broadcast(FloatLanes.SPECIES, 0.28498786688f));
        q = q.fma(z, FloatVector.broadcast(FloatLanes.SPECIES, 0.40000972152f));
        q = q.fma(z, FloatVector.broadcast(FloatLanes.SPECIES, 0.66666662693f));
        return q.mul(z);
    }
}
