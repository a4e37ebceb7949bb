package org.metabalance.engine.op;

/**
 * Functions of one number that Java lacks, accurate to a few units in the last place. They are made of
 * {@link StrictMath}, so their bits are the same everywhere.
 */
final class Elementary {
    /** Above it, x^2 + 1 rounds to x^2. */
    private static final double LARGE = 0x1p28;

    private static final double LOG_2 = StrictMath.log(2);

    // W. J. Cody, Rational Chebyshev approximations for the error function, Mathematics of Computation
    // 23 (1969): numerators and denominators, the leading coefficient first; that of a denominator is 1.
    private static final double[] P_ERF = {
        1.85777706184603153e-1, 3.16112374387056560e0, 1.13864154151050156e2,
        3.77485237685302021e2, 3.20937758913846947e3
    };
    private static final double[] Q_ERF = {
        1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3,
        2.84423683343917062e3
    };
    private static final double[] P_MIDDLE = {
        2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0,
        6.61191906371416295e1, 2.98635138197400131e2, 8.81952221241769090e2,
        1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3
    };
    private static final double[] Q_MIDDLE = {
        1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2,
        1.62138957456669019e3, 3.29079923573345963e3, 4.36261909014324716e3,
        3.43936767414372164e3, 1.23033935480374942e3
    };
    private static final double[] P_FAR = {
        1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1,
        1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4
    };
    private static final double[] Q_FAR = {
        1, 2.56852019228982242e0, 1.87295284992346047e0, 5.27905102951428412e-1,
        6.05183413124413191e-2, 2.33520497626869185e-3
    };
    private static final double ERF_ENDS = 0.46875;
    private static final double MIDDLE_ENDS = 4;
    private static final double ROOT_OF_PI = StrictMath.sqrt(Math.PI);

    private Elementary() {}

    static double asinh(double x) {
        double a = Math.abs(x);
        double y = a > LARGE
                ? StrictMath.log(a) + LOG_2
                : StrictMath.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
        return Math.copySign(y, x);
    }

    static double acosh(double x) {
        if (x > LARGE) {
            return StrictMath.log(x) + LOG_2;
        }
        if (x < 1) {
            return Double.NaN;
        }
        double t = x - 1;
        return StrictMath.log1p(t + Math.sqrt(t * (2 + t)));
    }

    static double atanh(double x) {
        double a = Math.abs(x);
        return Math.copySign(0.5 * StrictMath.log1p(2 * a / (1 - a)), x);
    }

    /** Returns 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x. */
    static double erf(double x) {
        if (Math.abs(x) <= ERF_ENDS) {
            return x * ratio(P_ERF, Q_ERF, x * x);
        }
        // not by way of 1 - (2 - c), which would lose the last digits
        return Math.copySign(1 - tail(Math.abs(x)), x);
    }

    /** Returns 1 - erf(x), accurate where erf(x) is close to 1. */
    static double erfc(double x) {
        if (Math.abs(x) <= ERF_ENDS) {
            return 1 - erf(x);
        }
        double tail = tail(Math.abs(x));
        return x > 0 ? tail : 2 - tail;
    }

    /** erfc(a) for a beyond the middle of the curve; NaN stays NaN. */
    private static double tail(double a) {
        if (a <= MIDDLE_ENDS) {
            return expOfMinusSquare(a) * ratio(P_MIDDLE, Q_MIDDLE, a);
        }
        if (a == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double t = 1 / (a * a);
        return expOfMinusSquare(a) * (1 / ROOT_OF_PI - t * ratio(P_FAR, Q_FAR, t)) / a;
    }

    /** exp(-a^2), the square taken in two parts: rounded once, it would spoil the last digits. */
    private static double expOfMinusSquare(double a) {
        double head = Math.floor(a * 16) / 16;
        double rest = (a - head) * (a + head);
        return StrictMath.exp(-head * head) * StrictMath.exp(-rest);
    }

    private static double ratio(double[] p, double[] q, double x) {
        return polynomial(p, x) / polynomial(q, x);
    }

    private static double polynomial(double[] coefficients, double x) {
        double sum = 0;
        for (double coefficient : coefficients) {
            sum = sum * x + coefficient;
        }
        return sum;
    }
}
