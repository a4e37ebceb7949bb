package org.metabalance.meta.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction of p-values for how many there are (A simple sequentially rejective multiple test
 * procedure, Scandinavian Journal of Statistics 6, 1979): of those below 0.05 afterwards, with at most
 * 5 % risk not a single one is there by chance, however they depend on each other.
 */
public final class Holm {
    private Holm() {}

    /**
     * Returns the corrected p-values, in the order given. Of m p-values the i-th smallest, from i = 0,
     * is multiplied by m - i; none becomes smaller than one before it, or larger than 1.
     *
     * @param pValues NaN for a test that could not be made: it does not count and stays NaN
     */
    public static double[] correct(double[] pValues) {
        double[] corrected = new double[pValues.length];
        int[] order = IntStream.range(0, pValues.length).boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i])) // NaN comes last
                .mapToInt(Integer::intValue).toArray();
        int left = (int) IntStream.of(order).filter(i -> !Double.isNaN(pValues[i])).count();
        double least = 0;
        for (int i : order) {
            if (Double.isNaN(pValues[i])) {
                corrected[i] = Double.NaN;
            } else {
                least = Math.max(least, Math.min(1, pValues[i] * left--));
                corrected[i] = least;
            }
        }
        return corrected;
    }
}
