package org.metabalance.engine.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The parts of {@link DoubleMath} that depend on the format: constants, bit patterns and the
 * polynomials, which need more terms in double precision.
 */
final class F64Math {

    /** log2(e). */
    static final double LOG2_E = 1.4426950408889634;

    /** ln 2, rounded. */
    static final double LN2_HIGH = 0.6931471805599453;

    /** ln 2 minus {@link #LN2_HIGH}. */
    static final double LN2_LOW = 2.3190468138462996e-17;

    /** Added to a number below 2^51 in size, it leaves the nearest integer in the low bits. */
    static final double ROUND = 0x1.8p52;

    /** One half. */
    static final double HALF = 0.5;

    /** Above it the exponential overflows. */
    static final double EXP_MOST = 710;

    /** Below it the exponential is zero. */
    static final double EXP_LEAST = -746;

    /** Below it exp(x) - 1 is -1. */
    static final double EXPM1_LEAST = -40;

    /** Below it in size, exp(x) - 1 and log(1 + x) are x. */
    static final double TINY = 0x1p-55;

    private static final double SUBNORMAL_SCALE = 0x1p52;
    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA = 0x000fffffffffffffL;
    private static final long ONE = 0x3ff0000000000000L;
    private static final long SQRT_HALF = 0x3fe6a09e667f3bcdL;
    private static final long EXPONENT_BASE = 0x4330000000000000L; // 2^52, whose last bit is 1
    private static final double EXPONENT_BIAS = 0x1p52 + 1023;

    private F64Math() {}

    /** 2^n, n between -1022 and 1023, for n + {@link #ROUND}. */
    static DoubleVector power2(DoubleVector shifted) {
        return shifted.reinterpretAsLongs()
                .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                .add(ONE)
                .reinterpretAsDoubles();
    }

    /** (exp(r) - 1 - r) / r^2 for r up to ln(2) / 2 in size: the Taylor series, off by 1e-17. */
    static DoubleVector expTail(DoubleVector r) {
        DoubleVector q = DoubleVector.broadcast(DoubleLanes.SPECIES, 1 / 6227020800.0);
        q = q.fma(r, DoubleVector.broadcast(DoubleLanes.SPECIES, 1 / 479001600.0));
        q = q.fma(r, DoubleVector.broadcast(DoubleLanes.SPECIES, 1 / 39916800.0));
        q = q.fma(r, DoubleVector.broadcast(DoubleLanes.SPECIES, 1 / 3628800.0));
        q = q.fma(r, DoubleVector.broadcast(DoubleLanes.SPECIES, 1 / 362880.0));
        q = q.fma(r, DoubleVector.broadcast(DoubleLanes.SPECIES, 1 / 40320.0));
        q = q.fma(r, DoubleVector.broadcast(DoubleLanes.SPECIES, 1 / 5040.0));
        q = q.fma(r, DoubleVector.broadcast(DoubleLanes.SPECIES, 1 / 720.0));
        q = q.fma(r, DoubleVector.broadcast(DoubleLanes.SPECIES, 1 / 120.0));
        q = q.fma(r, DoubleVector.broadcast(DoubleLanes.SPECIES, 1 / 24.0));
        q = q.fma(r, DoubleVector.broadcast(DoubleLanes.SPECIES, 1 / 6.0));
        return q.fma(r, DoubleVector.broadcast(DoubleLanes.SPECIES, 0.5));
    }

    /** x scaled out of the subnormal range, for positive x; see {@link #subnormalExponent}. */
    static DoubleVector normal(DoubleVector x) {
        return x.blend(x.mul(SUBNORMAL_SCALE), x.lt(Double.MIN_NORMAL));
    }

    /** What {@link #normal} added to the exponent. */
    static DoubleVector subnormalExponent(DoubleVector x) {
        return DoubleVector.zero(DoubleLanes.SPECIES).blend(MANTISSA_BITS, x.lt(Double.MIN_NORMAL));
    }

    /** e of x = 2^e m with m between sqrt(1/2) and sqrt(2), for positive normal x. */
    static DoubleVector exponent(DoubleVector x) {
        return shifted(x).lanewise(VectorOperators.LSHR, MANTISSA_BITS)
                .or(EXPONENT_BASE)
                .reinterpretAsDoubles()
                .sub(EXPONENT_BIAS);
    }

    /** m of x = 2^e m with m between sqrt(1/2) and sqrt(2), for positive normal x. */
    static DoubleVector mantissa(DoubleVector x) {
        return shifted(x).and(MANTISSA).add(SQRT_HALF).reinterpretAsDoubles();
    }

    private static LongVector shifted(DoubleVector x) {
        return x.reinterpretAsLongs().add(ONE - SQRT_HALF);
    }

    /**
     * (log(1 + f) - log(1 - f)) / s - 2 with s = f / (2 + f) and z = s^2: the minimax polynomial of
     * Sun's fdlibm, off by 2^-58.
     */
    static DoubleVector logTail(DoubleVector z) {
        DoubleVector q = DoubleVector.broadcast(DoubleLanes.SPECIES, 1.479819860511658591e-01);
        q = q.fma(z, DoubleVector.broadcast(DoubleLanes.SPECIES, 1.531383769920937332e-01));
        q = q.fma(z, DoubleVector.broadcast(DoubleLanes.SPECIES, 1.818357216161805012e-01));
        q = q.fma(z, DoubleVector.broadcast(DoubleLanes.SPECIES, 2.222219843214978396e-01));
        q = q.fma(z, DoubleVector.broadcast(DoubleLanes.SPECIES, 2.857142874366239149e-01));
        q = q.fma(z, DoubleVector.broadcast(DoubleLanes.SPECIES, 3.999999999940941908e-01));
        q = q.fma(z, DoubleVector.broadcast(DoubleLanes.SPECIES, 6.666666666666735130e-01));
        return q.mul(z);
    }
}
