package org.metabalance.meta.statistics;

import java.util.Locale;

/**
 * A mean of some values, and how sure it is.
 *
 * @param mean the mean; 0 of no values
 * @param standardError of the mean: the sample standard deviation over the root of the number of values;
 *     NaN for fewer than two
 */
public record Estimate(double mean, double standardError) {
    /** Returns the mean of {@code values}. */
    public static Estimate of(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Estimate(
                mean,
                values.length < 2
                        ? Double.NaN
                        : Math.sqrt(squares / (values.length - 1) / values.length));
    }

    /** Returns {@code 0.731 ±0.012}, without the error if there is none. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, Double.isNaN(standardError) ? "%.3f" : "%.3f ±%.3f",
                mean, standardError);
    }
}
