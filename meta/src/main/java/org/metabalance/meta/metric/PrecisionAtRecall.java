package org.metabalance.meta.metric;

/** Precision where a wanted share of the positives is found. */
public final class PrecisionAtRecall {
    private PrecisionAtRecall() {}

    /**
     * Returns the highest precision among the thresholds that reach a recall.
     *
     * @param scores the evidence for class 1, one a row
     * @param labels the class of every row, 0 or 1
     * @param recall the recall to reach, above 0 and at most 1
     * @return 0 to 1; NaN if there is no positive row
     * @throws IllegalArgumentException if the recall is not above 0 and at most 1
     */
    public static double of(double[] scores, int[] labels, double recall) {
        if (!(recall > 0 && recall <= 1)) {
            throw new IllegalArgumentException(
                    "precision at recall: recall must be above 0 and at most 1, got " + recall);
        }
        Thresholds table = Thresholds.of("precision at recall", scores, labels, 1);
        if (table.positives() == 0) {
            return Double.NaN;
        }
        double best = 0;
        for (int i = 0; i < table.count(); i++) {
            // 0.7 * 10 must not ask for 8 positives by rounding
            if (table.truePositives(i) >= recall * table.positives() - 1e-9) {
                best = Math.max(best, table.precision(i));
            }
        }
        return best;
    }
}
