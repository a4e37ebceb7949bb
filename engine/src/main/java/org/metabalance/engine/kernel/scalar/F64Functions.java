package org.metabalance.engine.kernel.scalar;

/**
 * The exponential, the logarithm and their kin in double precision, off by at most three units in the last
 * place. They are made of additions, multiplications, divisions and fused multiply-adds alone, which round
 * in the same way everywhere: the loops on vectors do the same, step by step.
 *
 * <p>For exp, x = n ln 2 + r with r at most ln(2) / 2 in size, and exp(x) = 2^n exp(r). The Taylor series
 * of (exp(r) - 1 - r) / r^2 to eleven terms past the first is off by 1e-17. For log, x = 2^e (1 + f) with
 * 1 + f between sqrt(1/2) and sqrt(2), and log(1 + f) is the minimax polynomial of Sun's fdlibm in s^2,
 * s = f / (2 + f), off by 2^-58.
 */
final class F64Functions {

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 0.6931471805599453;
    private static final double LN2_LOW = 2.3190468138462996e-17;

    /** Added to a number below 2^51 in size, it leaves the nearest integer in the low bits. */
    private static final double ROUND = 0x1.8p52;

    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA = 0x000fffffffffffffL;
    private static final long HALF = 0x3fe0000000000000L;
    private static final long ONE = 0x3ff0000000000000L;
    private static final long SQRT_HALF = 0x3fe6a09e667f3bcdL;

    /** The bits of 2^52, whose last is worth 1: the exponent put into them becomes a number. */
    private static final long EXPONENT_BASE = 0x4330000000000000L;

    private static final double EXPONENT_BIAS = 0x1p52 + 1023;

    private F64Functions() {}

    // 2^n in two factors: n may lie beyond the exponents there are where the product does not.
    static double exp(double x) {
        double y = x < -746 ? -746 : x;
        y = 710 < y ? 710 : y;
        double k = Math.fma(y, LOG2_E, ROUND) - ROUND;
        double r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, y));
        double e = Math.fma(series(r), r * r, r) + 1;
        double first = Math.fma(k, 0.5, ROUND);
        double second = k - (first - ROUND) + ROUND;
        return e * power(first, ONE) * power(second, ONE);
    }

    // exp(x) - 1 = 2^n (exp(r) - 1) + (2^n - 1), at half its size so that 2^n stays in range up to
    // the overflow; below 2^-55 it is x.
    static double expm1(double x) {
        double y = x < -40 ? -40 : x;
        y = 710 < y ? 710 : y;
        double shifted = Math.fma(y, LOG2_E, ROUND);
        double k = shifted - ROUND;
        double r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, y));
        double e = Math.fma(series(r), r * r, r);
        double scale = power(shifted, HALF);
        double halved = Math.fma(scale, e, scale - 0.5);
        return Math.abs(x) < 0x1p-55 ? x : halved + halved;
    }

    /** The number of the given bits, 1 or 1/2, times two to the power in the low bits of n. */
    private static double power(double n, long bits) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(n) << MANTISSA_BITS) + bits);
    }

    private static double series(double r) {
        double q = Math.fma(1 / 6227020800.0, r, 1 / 479001600.0);
        q = Math.fma(q, r, 1 / 39916800.0);
        q = Math.fma(q, r, 1 / 3628800.0);
        q = Math.fma(q, r, 1 / 362880.0);
        q = Math.fma(q, r, 1 / 40320.0);
        q = Math.fma(q, r, 1 / 5040.0);
        q = Math.fma(q, r, 1 / 720.0);
        q = Math.fma(q, r, 1 / 120.0);
        q = Math.fma(q, r, 1 / 24.0);
        q = Math.fma(q, r, 1 / 6.0);
        return Math.fma(q, r, 0.5);
    }

    static double log(double x) {
        if (!(x > 0)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        return x == Double.POSITIVE_INFINITY ? x : logOfPositive(x);
    }

    private static double logOfPositive(double x) {
        boolean subnormal = x < Double.MIN_NORMAL;
        long bits = Double.doubleToRawLongBits(subnormal ? x * 0x1p52 : x) + ONE - SQRT_HALF;
        double e = Double.longBitsToDouble(bits >>> MANTISSA_BITS | EXPONENT_BASE)
                - (subnormal ? EXPONENT_BIAS + MANTISSA_BITS : EXPONENT_BIAS);
        double f = Double.longBitsToDouble((bits & MANTISSA) + SQRT_HALF) - 1;
        double s = f / (f + 2);
        double w = s * s;
        double q = Math.fma(1.479819860511658591e-01, w, 1.531383769920937332e-01);
        q = Math.fma(q, w, 1.818357216161805012e-01);
        q = Math.fma(q, w, 2.222219843214978396e-01);
        q = Math.fma(q, w, 2.857142874366239149e-01);
        q = Math.fma(q, w, 3.999999999940941908e-01);
        q = Math.fma(q, w, 6.666666666666735130e-01) * w;
        double square = f * f * 0.5;
        double small = Math.fma(s, q + square, e * LN2_LOW) - square + f;
        return Math.fma(e, LN2_HIGH, small);
    }

    // log(1 + x) = log(u) + (1 + x - u) / u for u the rounded sum, whose error is known exactly.
    static double log1p(double x) {
        if (!(x > -1)) {
            return x == -1 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        return x == 0 || x == Double.POSITIVE_INFINITY ? x : log1pOfFinite(x);
    }

    private static double log1pOfFinite(double x) {
        double u = x + 1;
        double lost = 1 < x ? 1 - (u - x) : x - (u - 1);
        return lost / u + logOfPositive(u);
    }

    // tanh|x| = -u / (u + 2) for u = exp(-2|x|) - 1, where nothing cancels or overflows.
    static double tanh(double x) {
        double u = expm1(Math.abs(x) * -2);
        double y = u / (u + 2);
        return x == 0 ? x : x < 0 ? y : -y;
    }

    // With e = exp(-|x|): 1 / (1 + e) for positive x, e / (1 + e) for negative.
    static double sigmoid(double x) {
        double e = exp(-Math.abs(x));
        return (0 < x ? 1 : e) / (e + 1);
    }

    // max(x, 0) + log(1 + e) with e = exp(-|x|) between 0 and 1, so that u = 1 + e has a logarithm.
    static double softplus(double x) {
        double e = exp(-Math.abs(x));
        return (x < 0 ? 0 : x) + log1pOfFinite(e);
    }
}
