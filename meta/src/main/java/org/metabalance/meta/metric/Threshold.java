package org.metabalance.meta.metric;

/**
 * A decision threshold for class 1: a row is predicted positive if its probability is at least this.
 *
 * @param value the threshold; {@link Double#NaN} with more than two classes, where the most probable
 *     class is predicted
 * @param criterion what it was chosen for
 * @param attained the criterion's value on the rows it was chosen on; NaN where there was no choice
 */
public record Threshold(double value, Criterion criterion, double attained) {
    /** The threshold where there is nothing to choose by. */
    public static final double DEFAULT = 0.5;

    /** Values closer than this are equal: the same counts can round differently. */
    private static final double TIE = 1e-12;

    /**
     * Returns the threshold that is best on validation rows. Candidates are the middles between
     * neighbouring distinct scores; of equally good ones the nearest to one half is taken, of equally
     * near ones the lower. Without two distinct scores, or with one class only, it is one half.
     *
     * @param scores the probability of class 1, one a row
     * @param labels the class of every row, 0 or 1
     * @param criterion what to maximise
     */
    public static Threshold tune(double[] scores, int[] labels, Criterion criterion) {
        Thresholds table = Thresholds.of("threshold", scores, labels, 1);
        if (table.count() < 2 || table.positives() == 0 || table.negatives() == 0) {
            return new Threshold(DEFAULT, criterion, Double.NaN);
        }
        double[] values = new double[table.count() - 1];
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            values[i] = criterion.of(table.confusion(i));
            best = Math.max(best, values[i]);
        }
        double chosen = Double.NaN;
        double attained = best;
        // from low to high thresholds, so that the lower of two equally near ones stays
        for (int i = values.length - 1; i >= 0; i--) {
            double middle = middle(table.score(i + 1), table.score(i));
            if (values[i] >= best - TIE
                    && !(Math.abs(middle - DEFAULT) >= Math.abs(chosen - DEFAULT))) {
                chosen = middle;
                attained = values[i];
            }
        }
        return new Threshold(chosen, criterion, attained);
    }

    /**
     * Returns the threshold for {@code [rows, classes]} probabilities: tuned with two classes, none
     * with more.
     */
    public static Threshold tune(double[][] probabilities, int[] labels, Criterion criterion) {
        return Probabilities.check("threshold", probabilities, labels) == 2
                ? tune(OneVersusRest.column(probabilities, 1), labels, criterion)
                : new Threshold(Double.NaN, criterion, Double.NaN);
    }

    /** Returns a number above {@code low} and at most {@code high}, half-way if there is one. */
    private static double middle(double low, double high) {
        double middle = low / 2 + high / 2;
        return middle > low ? middle : high;
    }
}
