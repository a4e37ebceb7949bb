package org.metabalance.meta.metric;

/**
 * The ROC curve: for every distinct score as threshold, from the highest down, the share of negatives and
 * that of positives that have at least this score. It begins at (0, 0), above all scores, and ends at
 * (1, 1).
 *
 * <p>The area under it is {@link RocAuc}.
 *
 * @param falsePositiveRates ascending, from 0 to 1; not copied
 * @param truePositiveRates ascending, from 0 to 1; not copied
 * @param thresholds descending; the first is infinite; not copied
 */
public record RocCurve(
        double[] falsePositiveRates, double[] truePositiveRates, double[] thresholds) {
    /** A rate may be above the one asked for by rounding: a share of a whole number of negatives. */
    private static final double ROUNDING = 1e-12;

    /**
     * Returns the curve with class 1 as the positive one.
     *
     * @param scores the evidence for the positive class, one a row
     * @param labels the class of every row; all but class 1 are negative
     * @throws IllegalArgumentException if there is no positive or no negative row, or a score is NaN
     */
    public static RocCurve of(double[] scores, int[] labels) {
        Thresholds table = Thresholds.of("roc curve", scores, labels, 1);
        if (table.positives() == 0 || table.negatives() == 0) {
            throw new IllegalArgumentException(
                    "roc curve: needs a positive and a negative row, got %d and %d"
                            .formatted(table.positives(), table.negatives()));
        }
        double[] falses = new double[table.count() + 1];
        double[] trues = new double[table.count() + 1];
        double[] thresholds = new double[table.count() + 1];
        thresholds[0] = Double.POSITIVE_INFINITY;
        for (int i = 0; i < table.count(); i++) {
            falses[i + 1] = table.falsePositives(i) / (double) table.negatives();
            trues[i + 1] = table.truePositives(i) / (double) table.positives();
            thresholds[i + 1] = table.score(i);
        }
        return new RocCurve(falses, trues, thresholds);
    }

    /**
     * Returns the largest true positive rate at a threshold that has at most this false positive rate.
     * Nothing is interpolated: of n negatives a rate below 1 / n is reached by none.
     *
     * @param falsePositiveRate 0 to 1
     * @throws IllegalArgumentException if the rate is not from 0 to 1
     */
    public double truePositiveRateAt(double falsePositiveRate) {
        if (!(falsePositiveRate >= 0 && falsePositiveRate <= 1)) {
            throw new IllegalArgumentException(
                    "roc curve: a false positive rate must be from 0 to 1, got "
                            + falsePositiveRate);
        }
        int last = 0;
        while (last + 1 < falsePositiveRates.length
                && falsePositiveRates[last + 1] <= falsePositiveRate + ROUNDING) {
            last++;
        }
        return truePositiveRates[last];
    }

    /**
     * Returns the rate at which as many positives are missed as negatives are taken, each by its share:
     * where the curve, its points joined by straight lines, meets the line from (0, 1) to (1, 0).
     */
    public double equalErrorRate() {
        int i = 0;
        while (falsePositiveRates[i] + truePositiveRates[i] < 1) {
            i++;
        }
        if (i == 0) {
            return falsePositiveRates[0];
        }
        double before = falsePositiveRates[i - 1] + truePositiveRates[i - 1];
        double after = falsePositiveRates[i] + truePositiveRates[i];
        double share = (1 - before) / (after - before);
        return falsePositiveRates[i - 1]
                + share * (falsePositiveRates[i] - falsePositiveRates[i - 1]);
    }
}
