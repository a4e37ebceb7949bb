package org.metabalance.meta.calibration;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows divided into folds, each to be predicted by what is fitted on the others.
 *
 * @param probabilities raw ones, {@code [rows, classes]}
 * @param labels the class of every row
 * @param fold which fold each row is in
 * @param folds how many there are
 */
record CrossFitting(double[][] probabilities, int[] labels, int[] fold, int folds) {
    /** Divides rows: those of each class go to the folds in turn. */
    static CrossFitting of(double[][] probabilities, int[] labels, int folds) {
        if (probabilities.length != labels.length || labels.length == 0) {
            throw new IllegalArgumentException(
                    "calibration: needs probabilities for every label and at least one row, got %d and %d"
                            .formatted(probabilities.length, labels.length));
        }
        int[] next = new int[probabilities[0].length];
        int[] fold = new int[labels.length];
        int turn = 0;
        for (int i = 0; i < fold.length; i++) {
            // classes of few rows do not all begin with the first fold
            fold[i] = (next[labels[i]]++ + labels[i]) % folds;
            turn = Math.max(turn, fold[i]);
        }
        return new CrossFitting(probabilities, labels, fold, turn + 1);
    }

    /** Returns whether a kind can be fitted without any of the folds. */
    boolean allows(Calibration kind) {
        int classes = probabilities[0].length;
        return kind == Calibration.NONE || IntStream.range(0, folds)
                .allMatch(f -> kind.fits(labels(without(f)), classes));
    }

    /** Returns the calibrated probability of every row, by what was fitted on the other folds. */
    double[][] predict(Calibration kind) {
        double[][] predicted = new double[labels.length][];
        for (int f = 0; f < folds; f++) {
            int[] rest = without(f);
            double[][] its = new double[rest.length][];
            Arrays.setAll(its, i -> probabilities[rest[i]]);
            Calibrator calibrator = kind.fit(its, labels(rest));
            for (int i = 0; i < predicted.length; i++) {
                if (fold[i] == f) {
                    predicted[i] = calibrator.apply(probabilities[i]);
                }
            }
        }
        return predicted;
    }

    private int[] without(int f) {
        return IntStream.range(0, labels.length).filter(i -> fold[i] != f).toArray();
    }

    private int[] labels(int[] rows) {
        return Arrays.stream(rows).map(i -> labels[i]).toArray();
    }
}
