package org.metabalance.app.page.curve;

/**
 * What a threshold does to a set of rows.
 *
 * @param tp positives flagged
 * @param fp negatives flagged
 * @param tn negatives not flagged
 * @param fn positives missed
 */
public record Counts(int tp, int fp, int tn, int fn) {
    /** Returns the share of positives among what is flagged; NaN where nothing is. */
    public double precision() {
        return (double) tp / (tp + fp);
    }

    /** Returns the share of positives that is flagged. */
    public double recall() {
        return (double) tp / (tp + fn);
    }

    /**
     * Returns F-beta (van Rijsbergen 1979): recall counts {@code beta} times as much as precision.
     */
    public double fBeta(double beta) {
        double b = beta * beta;
        return (1 + b) * tp / ((1 + b) * tp + b * fn + fp);
    }

    /** Returns Matthews' correlation coefficient; 0 where a row or column of the matrix is empty. */
    public double mcc() {
        double root = Math.sqrt((double) (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
        return root == 0 ? 0 : ((double) tp * tn - (double) fp * fn) / root;
    }
}
