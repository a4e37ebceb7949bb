package org.metabalance.app.page.curve;

/**
 * How many rows of each class have a score, in bins evenly wide in log odds: rare events have scores near 0.
 *
 * @param edges of the bins, as probabilities, ascending; one more than bins; not copied
 * @param negatives in each bin; not copied
 * @param positives likewise
 */
public record ScoreHistogram(double[] edges, int[] negatives, int[] positives) {
    private static final int BINS = 30;
    private static final double LEAST = 1e-6;

    /** Counts. */
    public static ScoreHistogram of(float[] scores, int[] labels) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            low = Math.min(low, logOdds(score));
            high = Math.max(high, logOdds(score));
        }
        double width = Math.max(high - low, 1e-3) / BINS;
        double[] edges = new double[BINS + 1];
        for (int i = 0; i <= BINS; i++) {
            edges[i] = 1 / (1 + Math.exp(-(low + i * width)));
        }
        int[] negatives = new int[BINS];
        int[] positives = new int[BINS];
        for (int i = 0; i < scores.length; i++) {
            int bin = Math.clamp((int) ((logOdds(scores[i]) - low) / width), 0, BINS - 1);
            (labels[i] == 1 ? positives : negatives)[bin]++;
        }
        return new ScoreHistogram(edges, negatives, positives);
    }

    private static double logOdds(double score) {
        double p = Math.clamp(score, LEAST, 1 - LEAST);
        return Math.log(p / (1 - p));
    }
}
