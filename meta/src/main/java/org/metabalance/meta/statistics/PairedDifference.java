package org.metabalance.meta.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean difference of pairs, with Student's t test of it, two-sided.
 *
 * <p>Pairs that do not depend on each other are compared by {@link #of}. Random splits of one table share
 * rows, so that differences on them vary less than the mean difference would over new tables: their test is
 * {@link #corrected}.
 *
 * @param difference the mean of first minus second; NaN without pairs
 * @param standardError of that mean; NaN with fewer than two pairs
 * @param pairs how many
 * @param pValue the probability of so large a difference by chance; NaN with fewer than two pairs
 */
public record PairedDifference(double difference, double standardError, int pairs, double pValue) {
    /** A difference whose p-value is below this counts as beyond noise. */
    public static final double SIGNIFICANCE = 0.05;

    /**
     * Compares {@code first} with {@code second}, which belong together by their places.
     *
     * @throws IllegalArgumentException if there are not as many of both
     */
    public static PairedDifference of(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "paired difference: needs pairs, got %d and %d values"
                            .formatted(first.length, second.length));
        }
        double[] differences = new double[first.length];
        boolean constant = true;
        for (int i = 0; i < differences.length; i++) {
            differences[i] = first[i] - second[i];
            constant &= differences[i] == differences[0];
        }
        if (differences.length == 0) {
            return new PairedDifference(Double.NaN, Double.NaN, 0, Double.NaN);
        }
        Estimate mean = Estimate.of(differences);
        // the sum of equal numbers is rounded: without any spread there must be none left
        return constant && differences.length > 1
                ? of(differences[0], 0, differences.length)
                : of(mean.mean(), mean.standardError(), differences.length);
    }

    /** Tests a mean difference by the standard error of the mean of {@code pairs} pairs. */
    public static PairedDifference of(
            double difference, double standardError, int pairs) {
        return new PairedDifference(
                difference, standardError, pairs, pValue(difference, standardError, pairs));
    }

    private static double pValue(double difference, double standardError, int pairs) {
        if (pairs < 2) {
            return Double.NaN;
        }
        // without any spread the statistic is 0/0 or infinite
        if (standardError == 0) {
            return difference == 0 ? 1 : 0;
        }
        return 2 * TDistribution.of(pairs - 1.0)
                .survivalProbability(Math.abs(difference) / standardError);
    }

    /**
     * Returns the corrected resampled t test of the same pairs, for random splits of one table: with n
     * pairs whose differences have the variance s^2, the variance of their mean is taken for
     *
     * <pre>
     *   (1 / n + testOverTrain) s^2
     * </pre>
     *
     * <p>instead of s^2 / n, and there are n - 1 degrees of freedom as before (Nadeau and Bengio, Inference
     * for the generalization error, Machine Learning 52, 2003). What more splits cannot take away is
     * {@code testOverTrain} s^2.
     *
     * @param testOverTrain rows tested on over rows trained on, in every split; 0 changes nothing
     * @throws IllegalArgumentException if the ratio is negative
     */
    public PairedDifference corrected(double testOverTrain) {
        if (!(testOverTrain >= 0 && Double.isFinite(testOverTrain))) {
            throw new IllegalArgumentException(
                    "paired difference: rows tested on over rows trained on must not be negative, got "
                            + testOverTrain);
        }
        return of(difference, standardError * Math.sqrt(1 + pairs * testOverTrain), pairs);
    }

    /** Returns whether the first is larger beyond noise. */
    public boolean beyondNoise() {
        return difference > 0 && pValue < SIGNIFICANCE;
    }

    /** Returns second minus first. */
    public PairedDifference reversed() {
        return new PairedDifference(-difference, standardError, pairs, pValue);
    }
}
