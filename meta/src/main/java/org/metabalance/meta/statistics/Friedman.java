package org.metabalance.meta.statistics;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Friedman's test of whether some methods rank better than others over data sets: the probability of
 * mean ranks so different if all methods were equal. With k methods on n data sets and ranks r,
 * corrected for ties (Conover, Practical Nonparametric Statistics, section 5.8):
 *
 * <pre>
 *   chi2 = (k - 1) sum_j (R_j - n (k + 1) / 2)^2 / (sum_ij r_ij^2 - n k (k + 1)^2 / 4)     k - 1 degrees
 *   F    = (n - 1) chi2 / (n (k - 1) - chi2)                           k - 1 and (k - 1)(n - 1) degrees
 * </pre>
 *
 * <p>with R_j the sum of method j's ranks. F is Iman and Davenport's, less conservative (Demsar, JMLR
 * 7, 2006): prefer its p-value.
 *
 * @param chiSquared Friedman's statistic; 0 if all methods are equal everywhere
 * @param chiSquaredP its p-value
 * @param f Iman and Davenport's statistic; infinite if all data sets agree
 * @param fP its p-value
 */
public record Friedman(double chiSquared, double chiSquaredP, double f, double fP) {
    /**
     * Tests.
     *
     * @throws IllegalArgumentException with fewer than two methods or data sets
     */
    public static Friedman of(Ranks ranks) {
        int n = ranks.dataSets();
        int k = ranks.methods();
        if (n < 2 || k < 2) {
            throw new IllegalArgumentException(
                    "friedman: needs two methods and two data sets, got %d and %d"
                            .formatted(k, n));
        }
        double between = 0;
        for (double mean : ranks.means()) {
            double from = n * (mean - (k + 1) / 2.0);
            between += from * from;
        }
        double within = -n * k * (k + 1.0) * (k + 1.0) / 4;
        for (double[] row : ranks.each()) {
            for (double rank : row) {
                within += rank * rank;
            }
        }
        // every method tied with every other, everywhere: within is 0 but for rounding
        double chiSquared = within < 1e-9 ? 0 : (k - 1) * between / within;
        double left = n * (k - 1.0) - chiSquared;
        double f = left < 1e-9 ? Double.POSITIVE_INFINITY : (n - 1) * chiSquared / left;
        return new Friedman(
                chiSquared,
                ChiSquaredDistribution.of(k - 1).survivalProbability(chiSquared),
                f,
                FDistribution.of(k - 1, (k - 1.0) * (n - 1)).survivalProbability(f));
    }
}
