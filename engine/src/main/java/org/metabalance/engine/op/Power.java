package org.metabalance.engine.op;

/**
 * x to the power y, off by at most one unit in the last place. It is exp(y log x) with the logarithm in two numbers, whose sum has some hundred bits: y may be
 * large. Made of fused multiply-adds and plain arithmetic, so its bits are the same everywhere, and nothing
 * is allocated.
 */
final class Power {
    private static final double SQRT_2 = 1.4142135623730951;

    // ln 2 in two numbers, the first so short that its product with an exponent is exact
    private static final double LN2_SHORT = 0x1.62e42feep-1;
    private static final double LN2_REST = 1.9082149292705877e-10;

    // and in full length, for the exponential
    private static final double LN2_HIGH = 0.6931471805599453;
    private static final double LN2_LOW = 2.3190468138462996e-17;
    private static final double LOG2_E = 1.4426950408889634;

    private static final double THIRD = 1 / 3.0;
    private static final double THIRD_LOW = 1.850371707708594e-17;

    /** The series of the logarithm from 1/5 on, as far as it matters. */
    private static final int LAST_TERM = 31;

    /** The series of the exponential, as far as it matters. */
    private static final double[] FACTORIALS = {
        1 / 6227020800.0, 1 / 479001600.0, 1 / 39916800.0, 1 / 3628800.0, 1 / 362880.0, 1 / 40320.0,
        1 / 5040.0, 1 / 720.0, 1 / 120.0, 1 / 24.0, 1 / 6.0, 0.5
    };

    private Power() {}

    /** Returns the power, at limits as in IEEE 754: 1 to any power is 1, to NaN too. */
    static double of(double x, double y) {
        if (y == 0 || x == 1) {
            return 1;
        }
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        if (y == 2 || y == -1) {
            return y == 2 ? x * x : 1 / x;
        }
        double size = ofSize(Math.abs(x), y);
        boolean negative = Math.copySign(1, x) < 0;
        if (negative && isOdd(y)) {
            return -size;
        }
        boolean finite = x != 0 && !Double.isInfinite(x);
        return negative && finite && Math.rint(y) != y ? Double.NaN : size;
    }

    private static boolean isOdd(double y) {
        return Math.abs(y) < 0x1p53 && Math.rint(y) == y && ((long) y & 1) != 0;
    }

    private static double ofSize(double a, double y) {
        if (a == 1) {
            return 1;
        }
        if (a == 0 || Double.isInfinite(a) || Double.isInfinite(y)) {
            return a > 1 == y > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        return ofFinite(a, y);
    }

    // log a = e ln 2 + 2 s (1 + s^2 / 3 + s^4 / 5 + ...) for s = (m - 1) / (m + 1)
    private static double ofFinite(double a, double y) {
        int e = Math.getExponent(a < Double.MIN_NORMAL ? a * 0x1p52 : a)
                - (a < Double.MIN_NORMAL ? 52 : 0);
        double m = Math.scalb(a, -e);
        if (m > SQRT_2) {
            m /= 2;
            e++;
        }
        double f = m - 1;
        double d = m + 1;
        double s = f / d;
        double sLow = (Math.fma(-s, d, f) - s * (m - (d - 1))) / d;
        double w = s * s;
        double wLow = Math.fma(s, s, -w) + 2 * s * sLow;
        double third = THIRD * w;
        double thirdLow = Math.fma(THIRD, w, -third) + THIRD * wLow + THIRD_LOW * w;
        double series = 1.0 / LAST_TERM;
        for (int i = LAST_TERM - 2; i >= 5; i -= 2) {
            series = Math.fma(series, w, 1.0 / i);
        }
        double factor = 1 + third;
        double factorLow = third - (factor - 1) + thirdLow + w * w * series;
        double twice = 2 * s;
        double log = twice * factor;
        double logLow = Math.fma(twice, factor, -log) + twice * factorLow + 2 * sLow * factor;
        double whole = e * LN2_SHORT;
        double high = whole + log;
        double part = high - whole;
        double low = whole - (high - part) + (log - part) + (e * LN2_REST + logLow);
        double product = y * high;
        if (!(Math.abs(product) < 800)) {
            return product > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        return exp(product, Math.fma(y, high, -product) + y * low);
    }

    /** exp(high + low). */
    private static double exp(double high, double low) {
        double k = Math.rint(high * LOG2_E);
        double reduced = Math.fma(k, -LN2_HIGH, high);
        double rest = Math.fma(k, -LN2_LOW, low);
        double r = reduced + rest;
        double rLow = reduced - r + rest;
        double q = 0;
        for (double factorial : FACTORIALS) {
            q = Math.fma(q, r, factorial);
        }
        double head = 1 + r;
        double e = head + (1 - head + r + Math.fma(q, r * r, Math.fma(r, rLow, rLow)));
        // in two steps, so that only the last one can round
        int half = (int) k / 2;
        return Math.scalb(e, half) * Math.scalb(1.0, (int) k - half);
    }
}
