package org.metabalance.engine.compile.rewrite;

/** Which constant factors the {@link Rules} may change without a number leaving the range. */
final class Factors {
    private Factors() {}

    /**
     * Returns whether x times one number times another may be x times their product.
     *
     * <p>If the product is at most 1 in size, x times it is finite; and if it is normal, it has all its
     * digits, so that x times it is rounded once where the order written rounds twice. What is infinite, zero
     * or subnormal between the two factors may then be none of these, never the reverse. A product above 1
     * could make infinite what two roundings leave finite, and one that is infinite or subnormal is another
     * number: x 1e30 1e30 stays as it is.
     */
    static boolean mayMerge(Simplify s, double first, double second) {
        double both = first * second;
        return Math.abs(both) <= 1 && s.isNormal(both);
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
