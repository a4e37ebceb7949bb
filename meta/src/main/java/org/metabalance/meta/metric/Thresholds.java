package org.metabalance.meta.metric;

import java.util.Arrays;

/**
 * What is found at each distinct score, taken as threshold, from the highest down: how many positives
 * and negatives have at least this score. All ranking metrics are read off this table.
 */
final class Thresholds {
    private final double[] scores;
    private final int[] truePositives;
    private final int[] falsePositives;
    private final int positives;
    private final int negatives;

    private Thresholds(
            double[] scores, int[] truePositives, int[] falsePositives, int positives,
            int negatives) {
        this.scores = scores;
        this.truePositives = truePositives;
        this.falsePositives = falsePositives;
        this.positives = positives;
        this.negatives = negatives;
    }

    static Thresholds of(String metric, double[] scores, int[] labels, int positive) {
        if (scores.length != labels.length || scores.length == 0) {
            throw new IllegalArgumentException(
                    "%s: needs one label a score and at least one, got %d scores and %d labels"
                            .formatted(metric, scores.length, labels.length));
        }
        int found = 0;
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException(
                        "%s: scores must be numbers, got NaN in row %d (has training diverged?)"
                                .formatted(metric, i));
            }
            found += labels[i] == positive ? 1 : 0;
        }
        double[] ofPositives = new double[found];
        double[] ofNegatives = new double[scores.length - found];
        int positives = 0;
        int negatives = 0;
        for (int i = 0; i < scores.length; i++) {
            double score = scores[i] + 0.0; // -0.0 and 0.0 are one score
            if (labels[i] == positive) {
                ofPositives[positives++] = score;
            } else {
                ofNegatives[negatives++] = score;
            }
        }
        Arrays.sort(ofPositives);
        Arrays.sort(ofNegatives);
        return merge(ofPositives, ofNegatives);
    }

    private static Thresholds merge(double[] ofPositives, double[] ofNegatives) {
        int count = merge(ofPositives, ofNegatives, null);
        Thresholds table = new Thresholds(
                new double[count], new int[count], new int[count], ofPositives.length,
                ofNegatives.length);
        merge(ofPositives, ofNegatives, table);
        return table;
    }

    /** Returns the number of distinct scores, and writes the table unless it is null. */
    private static int merge(double[] ofPositives, double[] ofNegatives, Thresholds to) {
        int p = ofPositives.length;
        int n = ofNegatives.length;
        int count = 0;
        while (p > 0 || n > 0) {
            double score = Math.max(
                    p > 0 ? ofPositives[p - 1] : Double.NEGATIVE_INFINITY,
                    n > 0 ? ofNegatives[n - 1] : Double.NEGATIVE_INFINITY);
            while (p > 0 && ofPositives[p - 1] == score) {
                p--;
            }
            while (n > 0 && ofNegatives[n - 1] == score) {
                n--;
            }
            if (to != null) {
                to.scores[count] = score;
                to.truePositives[count] = ofPositives.length - p;
                to.falsePositives[count] = ofNegatives.length - n;
            }
            count++;
        }
        return count;
    }

    /** Returns the number of distinct scores. */
    int count() {
        return scores.length;
    }

    /** Returns the distinct score at {@code i}, 0 being the highest. */
    double score(int i) {
        return scores[i];
    }

    /** Returns the positives with at least the score at {@code i}; none for i = -1. */
    int truePositives(int i) {
        return i < 0 ? 0 : truePositives[i];
    }

    /** Returns the negatives with at least the score at {@code i}; none for i = -1. */
    int falsePositives(int i) {
        return i < 0 ? 0 : falsePositives[i];
    }

    /** Returns the share of positives among the rows with at least the score at {@code i}. */
    double precision(int i) {
        return truePositives[i] / (double) (truePositives[i] + falsePositives[i]);
    }

    int positives() {
        return positives;
    }

    int negatives() {
        return negatives;
    }

    /** Returns the confusion matrix of the threshold just below the score at {@code i}. */
    ConfusionMatrix confusion(int i) {
        return ConfusionMatrix.binary(
                truePositives[i],
                falsePositives[i],
                negatives - falsePositives[i],
                positives - truePositives[i]);
    }
}
