package org.metabalance.engine.kernel.scalar;

/**
 * The exponential, the logarithm and their kin in single precision, off by at most three units in the last
 * place. They are made of additions, multiplications, divisions and fused multiply-adds alone, which round
 * in the same way everywhere: the loops on vectors do the same, step by step.
 *
 * <p>For exp, x = n ln 2 + r with r at most ln(2) / 2 in size, and exp(x) = 2^n exp(r). The Taylor series
 * of (exp(r) - 1 - r) / r^2 to five terms past the first is off by 1e-8. For log, x = 2^e (1 + f) with
 * 1 + f between sqrt(1/2) and sqrt(2), and log(1 + f) is the minimax polynomial of Sun's fdlibm in s^2,
 * s = f / (2 + f), off by 2^-34.
 */
final class F32Functions {

    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693147181f;
    private static final float LN2_LOW = (float) (0.6931471805599453 - (double) LN2_HIGH);

    /** Added to a number below 2^22 in size, it leaves the nearest integer in the low bits. */
    private static final float ROUND = 0x1.8p23f;

    private static final int MANTISSA_BITS = 23;
    private static final int MANTISSA = 0x007fffff;
    private static final int HALF = 0x3f000000;
    private static final int ONE = 0x3f800000;
    private static final int SQRT_HALF = 0x3f3504f3;

    /** The bits of 2^23, whose last is worth 1: the exponent put into them becomes a number. */
    private static final int EXPONENT_BASE = 0x4b000000;

    private static final float EXPONENT_BIAS = 0x1p23f + 127;

    private F32Functions() {}

    // 2^n in two factors: n may lie beyond the exponents there are where the product does not.
    static float exp(float x) {
        float y = x < -104 ? -104 : x;
        y = 89 < y ? 89 : y;
        float k = Math.fma(y, LOG2_E, ROUND) - ROUND;
        float r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, y));
        float e = Math.fma(series(r), r * r, r) + 1;
        float first = Math.fma(k, 0.5f, ROUND);
        float second = k - (first - ROUND) + ROUND;
        return e * power(first, ONE) * power(second, ONE);
    }

    // exp(x) - 1 = 2^n (exp(r) - 1) + (2^n - 1), at half its size so that 2^n stays in range up to
    // the overflow; below 2^-26 it is x.
    static float expm1(float x) {
        float y = x < -18 ? -18 : x;
        y = 89 < y ? 89 : y;
        float shifted = Math.fma(y, LOG2_E, ROUND);
        float k = shifted - ROUND;
        float r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, y));
        float e = Math.fma(series(r), r * r, r);
        float scale = power(shifted, HALF);
        float halved = Math.fma(scale, e, scale - 0.5f);
        return Math.abs(x) < 0x1p-26f ? x : halved + halved;
    }

    /** The number of the given bits, 1 or 1/2, times two to the power in the low bits of n. */
    private static float power(float n, int bits) {
        return Float.intBitsToFloat((Float.floatToRawIntBits(n) << MANTISSA_BITS) + bits);
    }

    private static float series(float r) {
        float q = Math.fma(1 / 5040f, r, 1 / 720f);
        q = Math.fma(q, r, 1 / 120f);
        q = Math.fma(q, r, 1 / 24f);
        q = Math.fma(q, r, 1 / 6f);
        return Math.fma(q, r, 0.5f);
    }

    static float log(float x) {
        if (!(x > 0)) {
            return x == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
        }
        return x == Float.POSITIVE_INFINITY ? x : logOfPositive(x);
    }

    private static float logOfPositive(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * 0x1p23f : x) + ONE - SQRT_HALF;
        float e = Float.intBitsToFloat(bits >>> MANTISSA_BITS | EXPONENT_BASE)
                - (subnormal ? EXPONENT_BIAS + MANTISSA_BITS : EXPONENT_BIAS);
        float f = Float.intBitsToFloat((bits & MANTISSA) + SQRT_HALF) - 1;
        float s = f / (f + 2);
        float w = s * s;
        float q = Math.fma(0.24279078841f, w, 0.28498786688f);
        q = Math.fma(q, w, 0.40000972152f);
        q = Math.fma(q, w, 0.66666662693f) * w;
        float square = f * f * 0.5f;
        float small = Math.fma(s, q + square, e * LN2_LOW) - square + f;
        return Math.fma(e, LN2_HIGH, small);
    }

    // log(1 + x) = log(u) + (1 + x - u) / u for u the rounded sum, whose error is known exactly.
    static float log1p(float x) {
        if (!(x > -1)) {
            return x == -1 ? Float.NEGATIVE_INFINITY : Float.NaN;
        }
        return x == 0 || x == Float.POSITIVE_INFINITY ? x : log1pOfFinite(x);
    }

    private static float log1pOfFinite(float x) {
        float u = x + 1;
        float lost = 1 < x ? 1 - (u - x) : x - (u - 1);
        return lost / u + logOfPositive(u);
    }

    // tanh|x| = -u / (u + 2) for u = exp(-2|x|) - 1, where nothing cancels or overflows.
    static float tanh(float x) {
        float u = expm1(Math.abs(x) * -2);
        float y = u / (u + 2);
        return x == 0 ? x : x < 0 ? y : -y;
    }

    // With e = exp(-|x|): 1 / (1 + e) for positive x, e / (1 + e) for negative.
    static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return (0 < x ? 1 : e) / (e + 1);
    }

    // max(x, 0) + log(1 + e) with e = exp(-|x|) between 0 and 1, so that u = 1 + e has a logarithm.
    static float softplus(float x) {
        float e = exp(-Math.abs(x));
        return (x < 0 ? 0 : x) + log1pOfFinite(e);
    }
}
