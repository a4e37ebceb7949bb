package org.metabalance.meta.metric;

/** Checks and readings of {@code [rows, classes]} probabilities. */
public final class Probabilities {
    private Probabilities() {}

    /** Checks shapes and values; returns the number of classes. */
    static int check(String metric, double[][] probabilities, int[] labels) {
        if (probabilities.length != labels.length || labels.length == 0) {
            throw new IllegalArgumentException(
                    "%s: needs probabilities for every label and at least one row, got %d and %d"
                            .formatted(metric, probabilities.length, labels.length));
        }
        int classes = probabilities[0].length;
        if (classes < 2) {
            throw new IllegalArgumentException(
                    "%s: needs at least 2 classes, got %d".formatted(metric, classes));
        }
        for (int i = 0; i < labels.length; i++) {
            if (probabilities[i].length != classes || labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "%s: rows must have %d probabilities and a label below, got %d and label %d in row %d"
                                .formatted(
                                        metric, classes, probabilities[i].length, labels[i], i));
            }
            for (double probability : probabilities[i]) {
                requireProbability(metric, probability, i);
            }
        }
        return classes;
    }

    /** Checks that {@code probability} is one, give or take rounding. */
    static void requireProbability(String metric, double probability, int row) {
        if (!(probability >= -1e-6 && probability <= 1 + 1e-6)) {
            throw new IllegalArgumentException(
                    "%s: probabilities must be in 0 .. 1, got %s in row %d%s"
                            .formatted(
                                    metric,
                                    probability,
                                    row,
                                    Double.isNaN(probability) ? " (has training diverged?)" : ""));
        }
    }

    /**
     * Returns the class that is predicted.
     *
     * @param probabilities one a class
     * @param threshold from which class 1 of two is predicted; of no meaning with more, of which the {@linkplain
     *     #mostProbable most probable} one is
     */
    public static int predicted(double[] probabilities, double threshold) {
        if (probabilities.length == 2) {
            return probabilities[1] >= threshold ? 1 : 0;
        }
        return mostProbable(probabilities);
    }

    /** Returns the most probable class, of equally probable ones the first. */
    public static int mostProbable(double[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            best = probabilities[c] > probabilities[best] ? c : best;
        }
        return best;
    }
}
