package org.metabalance.engine.op;

/**
 * Sine and cosine, off by less than one unit in the last place. They are made of fused multiply-adds and
 * plain arithmetic, so their bits are the same everywhere, and nothing is allocated below {@link #LARGE}.
 *
 * <p>x = k pi / 2 + r with r at most pi / 4 in size, as two numbers; the polynomials in r are the minimax
 * ones of Sun's fdlibm.
 */
final class Circular {
    /** From here on StrictMath finds r, with many bits of pi, and allocates an array for it. */
    private static final double LARGE = 1e6;

    private static final double TWO_BY_PI = 0.6366197723675814;
    private static final double HALF_PI = 1.5707963267948966;
    private static final double HALF_PI_LOW = 6.123233995736766e-17;
    private static final double HALF_PI_LEAST = -1.4973849048591833e-33;

    private Circular() {}

    static double sin(double x) {
        if (x == 0) {
            return x;
        }
        return Math.abs(x) < LARGE ? turned(x, 0) : StrictMath.sin(x);
    }

    static double cos(double x) {
        return Math.abs(x) < LARGE ? turned(x, 1) : StrictMath.cos(x);
    }

    /** sin(x + quarters pi / 2). */
    private static double turned(double x, int quarters) {
        double k = Math.rint(x * TWO_BY_PI);
        // exact, as both are multiples of 2^-53 and their difference is below 1
        double left = Math.fma(-k, HALF_PI, x);
        double more = k * HALF_PI_LOW;
        double r = left - more;
        double part = r - left;
        double lost = left - (r - part) - (more + part);
        double low = lost - Math.fma(k, HALF_PI_LOW, -more) - k * HALF_PI_LEAST;
        int turn = (int) k + quarters & 3;
        double y = (turn & 1) == 0 ? sine(r, low) : cosine(r, low);
        return turn < 2 ? y : -y;
    }

    private static double sine(double r, double low) {
        double w = r * r;
        double q = Math.fma(1.58969099521155010221e-10, w, -2.50507602534068634195e-08);
        q = Math.fma(q, w, 2.75573137070700676789e-06);
        q = Math.fma(q, w, -1.98412698298579493134e-04);
        q = Math.fma(q, w, 8.33333333332248946124e-03);
        double cube = w * r;
        double rest = w * (0.5 * low - cube * q) - low - cube * -1.66666666666666324348e-01;
        return r - rest;
    }

    private static double cosine(double r, double low) {
        double w = r * r;
        double q = Math.fma(-1.13596475577881948265e-11, w, 2.08757232129817482790e-09);
        q = Math.fma(q, w, -2.75573143513906633035e-07);
        q = Math.fma(q, w, 2.48015872894767294178e-05);
        q = Math.fma(q, w, -1.38888888888741095749e-03);
        q = Math.fma(q, w, 4.16666666666666019037e-02);
        double half = 0.5 * w;
        double head = 1 - half;
        return head + (1 - head - half + (w * w * q - r * low));
    }
}
