package org.metabalance.meta.calibration;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Isotonic regression of smoothed labels on scores, by pooling adjacent violators: O(n log n) for the sort. Labels are
 * pooled as they are, and levels smoothed after: that is the same, as both are least squares.
 */
final class PooledViolators {
    private PooledViolators() {}

    /** Returns the function; {@code labels} are 0 or 1. */
    static Isotonic of(double[] scores, int[] labels) {
        double[][] classes = new double[2][];
        for (int label = 0; label < 2; label++) {
            int own = label;
            classes[label] = IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == own).mapToDouble(i -> scores[i]).sorted().toArray();
        }
        return pool(classes[0], classes[1], Targets.of(labels, 2));
    }

    /** Merges the sorted scores of both classes; a violating point joins the level before it. */
    private static Isotonic pool(double[] negatives, double[] positives, Targets targets) {
        int most = negatives.length + positives.length;
        double[] first = new double[most]; // of each level: its lowest score, its highest,
        double[] last = new double[most];
        long[] ones = new long[most]; // its positives and its rows
        long[] rows = new long[most];
        int levels = 0;
        int n = 0;
        int p = 0;
        while (n < negatives.length || p < positives.length) {
            double score = Math.min(
                    n < negatives.length ? negatives[n] : Double.POSITIVE_INFINITY,
                    p < positives.length ? positives[p] : Double.POSITIVE_INFINITY);
            int begin = n + p;
            int positivesBefore = p;
            while (n < negatives.length && negatives[n] == score) {
                n++;
            }
            while (p < positives.length && positives[p] == score) {
                p++;
            }
            first[levels] = score;
            last[levels] = score;
            ones[levels] = p - positivesBefore;
            rows[levels++] = n + p - begin;
            // whole numbers: whether two levels are equal does not depend on rounding
            while (levels > 1 && ones[levels - 2] * rows[levels - 1] >= ones[levels - 1]
                    * rows[levels - 2]) {
                levels--;
                last[levels - 1] = last[levels];
                ones[levels - 1] += ones[levels];
                rows[levels - 1] += rows[levels];
            }
        }
        double[] points = new double[2 * levels];
        double[] values = new double[2 * levels];
        int count = 0;
        for (int i = 0; i < levels; i++) {
            double share = ones[i] / (double) rows[i];
            double value = share * targets.of(1, 1) + (1 - share) * targets.of(0, 1);
            points[count] = first[i];
            values[count++] = value;
            if (last[i] > first[i]) {
                points[count] = last[i];
                values[count++] = value;
            }
        }
        return new Isotonic(Arrays.copyOf(points, count), Arrays.copyOf(values, count));
    }
}
