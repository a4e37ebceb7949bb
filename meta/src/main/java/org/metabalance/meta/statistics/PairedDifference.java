package org.metabalance.meta.statistics;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.TTest;

/**
 * The mean difference of pairs, with Student's t test of it, two-sided.
 *
 * @param difference the mean of first minus second; NaN without pairs
 * @param standardError of that mean; NaN with fewer than two pairs
 * @param pairs how many
 * @param pValue the probability of so large a difference by chance; NaN with fewer than two pairs
 */
public record PairedDifference(double difference, double standardError, int pairs, double pValue) {
    /** A difference whose p-value is below this counts as beyond noise. */
    public static final double SIGNIFICANCE = 0.05;

    /** Compares {@code first} with {@code second}, which belong together by their places. */
    public static PairedDifference of(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "paired difference: needs pairs, got %d and %d values"
                            .formatted(first.length, second.length));
        }
        double[] differences = new double[first.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = first[i] - second[i];
        }
        Estimate mean = Estimate.of(differences);
        return new PairedDifference(
                differences.length == 0 ? Double.NaN : mean.mean(),
                mean.standardError(), differences.length, pValue(differences));
    }

    private static double pValue(double[] differences) {
        if (differences.length < 2) {
            return Double.NaN;
        }
        boolean constant = true;
        for (double difference : differences) {
            constant &= difference == differences[0];
        }
        // without any spread the statistic is 0/0 or infinite
        if (constant) {
            return differences[0] == 0 ? 1 : 0;
        }
        return TTest.withDefaults().with(AlternativeHypothesis.TWO_SIDED).test(differences)
                .getPValue();
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
