package org.metabalance.meta.metric;

/**
 * What models are chosen by: average precision, and among those of the same the lower log loss. On an
 * easy set every epoch ranks all rows rightly, long before the probabilities mean anything.
 *
 * @param averagePrecision of class 1; with more than two classes the mean over classes against all others
 * @param logLoss see {@link LogLoss}
 */
public record Merit(double averagePrecision, double logLoss) implements Comparable<Merit> {
    /** Of a model whose scores are not finite: worse than any other. */
    public static final Merit NONE = new Merit(
            Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /**
     * Returns the merit of a model; {@link #NONE} if a probability is not finite.
     *
     * @param probabilities {@code [rows, classes]}
     * @param labels the class of every row
     * @throws IllegalArgumentException if average precision is not defined on the rows
     */
    public static Merit of(double[][] probabilities, int[] labels) {
        for (double[] row : probabilities) {
            for (double p : row) {
                if (!Double.isFinite(p)) {
                    return NONE;
                }
            }
        }
        int classes = Probabilities.check("merit", probabilities, labels);
        double precision = classes == 2
                ? AveragePrecision.of(OneVersusRest.column(probabilities, 1), labels)
                : AveragePrecision.macro(probabilities, labels);
        if (Double.isNaN(precision)) {
            throw new IllegalArgumentException(
                    "average precision, which models are chosen by, is not defined on %d rows of"
                            .formatted(labels.length) + " which none is positive");
        }
        return new Merit(precision, LogLoss.of(probabilities, labels));
    }

    /** Returns whether this is better than {@code other}; of equal ones neither is. */
    public boolean betterThan(Merit other) {
        return compareTo(other) > 0;
    }

    /** Compares by average precision, then by log loss; the better is the larger. */
    @Override
    public int compareTo(Merit other) {
        int byPrecision = Double.compare(averagePrecision, other.averagePrecision);
        return byPrecision != 0 ? byPrecision : Double.compare(other.logLoss, logLoss);
    }
}
