package org.metabalance.meta.sampler;

import java.util.Arrays;

/**
 * How many rows each class, or each group, shall have. Those without rows are left without: nothing can
 * be made from them.
 */
public final class ClassTargets {
    private ClassTargets() {}

    /**
     * Returns the number of rows of each class after over-sampling: {@code ratio} times the largest
     * class, rounded down, or what it has if that is more.
     *
     * @param counts the rows of each class
     */
    public static int[] raised(int[] counts, double ratio) {
        int largest = Arrays.stream(counts).max().orElse(0);
        return Arrays.stream(counts)
                .map(count -> count == 0 ? 0 : Math.max(count, (int) (ratio * largest)))
                .toArray();
    }

    /**
     * Returns the number of rows of each class after under-sampling: the smallest class divided by
     * {@code ratio}, rounded down, or what it has if that is less.
     *
     * @param counts the rows of each class
     */
    public static int[] lowered(int[] counts, double ratio) {
        int smallest = Arrays.stream(counts).filter(count -> count > 0).min().orElse(0);
        return Arrays.stream(counts)
                .map(count -> (int) Math.min(count, smallest / ratio))
                .toArray();
    }

    /**
     * Checks a ratio of rows of a smaller class to rows of the largest (or of smallest to larger).
     *
     * @throws IllegalArgumentException if the ratio is not above 0 and at most 1
     */
    public static void requireRatio(String operation, double ratio) {
        if (!(ratio > 0 && ratio <= 1)) {
            throw new IllegalArgumentException(
                    operation + ": ratio must be above 0 and at most 1, got " + ratio);
        }
    }
}
