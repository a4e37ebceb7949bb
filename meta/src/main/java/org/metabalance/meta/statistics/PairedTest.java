package org.metabalance.meta.statistics;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.TTest;
import org.metabalance.meta.protocol.Summary;

/**
 * Student's t test of the mean difference of pairs, two-sided.
 *
 * @param difference the mean of first minus second; NaN without pairs
 * @param standardError of that mean; NaN with fewer than two pairs
 * @param pairs how many
 * @param pValue the probability of so large a difference by chance; NaN with fewer than two pairs
 */
public record PairedTest(double difference, double standardError, int pairs, double pValue) {
    /** A difference whose p-value is below this counts as beyond noise. */
    public static final double SIGNIFICANCE = 0.05;

    /** Tests {@code first} against {@code second}, which belong together by their places. */
    public static PairedTest of(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "paired test: needs pairs, got %d and %d values"
                            .formatted(first.length, second.length));
        }
        double[] differences = new double[first.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = first[i] - second[i];
        }
        Summary.Estimate mean = Summary.Estimate.of(differences);
        return new PairedTest(
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

    /** Returns the test of second minus first. */
    public PairedTest reversed() {
        return new PairedTest(-difference, standardError, pairs, pValue);
    }
}
