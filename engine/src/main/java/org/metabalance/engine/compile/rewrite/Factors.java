package org.metabalance.engine.compile.rewrite;

/** Which constant factors the {@link Rules} may change without a number leaving the range. */
final class Factors {
    private Factors() {}

    /**
     * Returns whether x times one number times another may be x times their product.
     *
     * <p>Of factors of at most 1 in size the first makes nothing infinite, and what it makes subnormal or
     * zero the second makes smaller still, so the order of the two decides nothing but rounding. Their
     * product must itself be normal: a subnormal one has lost digits. Larger factors stay two: x 1e30 1e30
     * may be finite where 1e60 is not, and of one above and one below 1 the order decides what leaves the
     * range between them.
     */
    static boolean mayMerge(Simplify s, double first, double second) {
        return Math.abs(first) <= 1 && Math.abs(second) <= 1 && s.isNormal(first * second);
    }

    /** Returns whether division by {@code x} is multiplication by 1 / x: for powers of two in range. */
    static boolean hasExactReciprocal(Simplify s, double x) {
        return isPowerOfTwo(x) && isPowerOfTwo(s.rounded(1 / x));
    }

    private static boolean isPowerOfTwo(double x) {
        double size = Math.abs(x);
        return Double.isFinite(x) && size == Math.scalb(1.0, Math.getExponent(size));
    }
}
