package org.metabalance.meta.metric;

/**
 * Average precision: the sum over distinct scores, from the highest down, of (R_k - R_{k-1}) P_k,
 * with precision P_k and recall R_k when this score is the threshold. No interpolation between
 * scores. A random ranking has the prevalence of the positive class as its expectation.
 */
public final class AveragePrecision {
    private AveragePrecision() {}

    /** Returns the average precision with class 1 as the positive one, see {@link #of(double[], int[], int)}. */
    public static double of(double[] scores, int[] labels) {
        return of(scores, labels, 1);
    }

    /**
     * Returns the average precision.
     *
     * @param scores the evidence for the positive class, one a row
     * @param labels the class of every row
     * @param positive the positive class; all others are negative
     * @return 0 to 1; NaN if there is no positive row
     */
    public static double of(double[] scores, int[] labels, int positive) {
        Thresholds table = Thresholds.of("average precision", scores, labels, positive);
        if (table.positives() == 0) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < table.count(); i++) {
            sum += (table.truePositives(i) - table.truePositives(i - 1)) * table.precision(i);
        }
        return sum / table.positives();
    }

    /**
     * Returns the unweighted mean over classes, each against all others.
     *
     * @param probabilities {@code [rows, classes]} the evidence for each class
     * @param labels the class of every row
     * @return 0 to 1; classes without rows are left out
     */
    public static double macro(double[][] probabilities, int[] labels) {
        return OneVersusRest.mean(AveragePrecision::of, probabilities, labels);
    }
}
