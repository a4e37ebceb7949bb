package org.metabalance.meta.metric;

/**
 * Area under the ROC curve: the probability that a random positive row has a higher score than a
 * random negative one, equal scores counting half (the Mann-Whitney statistic).
 */
public final class RocAuc {
    private RocAuc() {}

    /** Returns the area with class 1 as the positive one, see {@link #of(double[], int[], int)}. */
    public static double of(double[] scores, int[] labels) {
        return of(scores, labels, 1);
    }

    /**
     * Returns the area.
     *
     * @param scores the evidence for the positive class, one a row
     * @param labels the class of every row
     * @param positive the positive class; all others are negative
     * @return 0 to 1; NaN if there is no positive or no negative row
     */
    public static double of(double[] scores, int[] labels, int positive) {
        Thresholds table = Thresholds.of("roc auc", scores, labels, positive);
        if (table.positives() == 0 || table.negatives() == 0) {
            return Double.NaN;
        }
        long twice = 0; // in halves of pairs: exact
        for (int i = 0; i < table.count(); i++) {
            long negatives = table.falsePositives(i) - table.falsePositives(i - 1);
            twice += negatives * (table.truePositives(i) + (long) table.truePositives(i - 1));
        }
        return twice / (2.0 * table.positives() * table.negatives());
    }

    /**
     * Returns the unweighted mean over classes, each against all others.
     *
     * @param probabilities {@code [rows, classes]} the evidence for each class
     * @param labels the class of every row
     * @return 0 to 1; classes without rows are left out
     */
    public static double macro(double[][] probabilities, int[] labels) {
        return OneVersusRest.mean(RocAuc::of, probabilities, labels);
    }
}
