package org.metabalance.app.page.curve;

import java.util.ArrayList;
import java.util.List;

/**
 * A bin of rows with like scores: what was said, and what was so.
 *
 * @param rows in the bin
 * @param positives among them
 * @param said the mean score
 * @param seen the share of positives
 * @param low the lower end of Wilson's 95 % interval of that share
 * @param high the upper end
 */
public record Reliability(
        int rows, int positives, double said, double seen, double low, double high) {
    private static final int BINS = 12;
    private static final double Z = 1.959963984540054;

    /**
     * Returns bins of about equally many rows, the lowest scores first; rows of one score share a bin.
     * Halves, quarters, ... of what is left make the last ones, so that rare high scores are seen.
     */
    public static List<Reliability> of(float[] scores, int[] labels) {
        int[] order = Order.ascending(scores);
        List<Reliability> bins = new ArrayList<>();
        int from = 0;
        for (int bin = 1; bin <= BINS && from < order.length; bin++) {
            int to = end(order.length, bin);
            while (to < order.length && to > 0
                    && scores[order[to]] == scores[order[to - 1]]) {
                to++;
            }
            if (to > from) {
                bins.add(bin(scores, labels, order, from, to));
                from = to;
            }
        }
        return bins;
    }

    /** Eight bins of a tenth, then a tenth, a twentieth, a fortieth, and what is left. */
    private static int end(int rows, int bin) {
        double share = bin <= 8 ? bin / 10.0
                : bin == BINS ? 1 : 1 - .1 / (1 << bin - 9);
        return (int) Math.round(share * rows);
    }

    private static Reliability bin(
            float[] scores, int[] labels, int[] order, int from, int to) {
        double sum = 0;
        int positives = 0;
        for (int i = from; i < to; i++) {
            sum += scores[order[i]];
            positives += labels[order[i]];
        }
        int n = to - from;
        double p = (double) positives / n;
        double z2 = Z * Z / n;
        double centre = (p + z2 / 2) / (1 + z2);
        double half = Z / (1 + z2) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n));
        return new Reliability(
                n, positives, sum / n, p, Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
