package org.metabalance.meta.metric;

import java.util.Arrays;

/**
 * How often each class was given each class, and the metrics that need nothing else. Immutable.
 *
 * <p>With two classes, class 1 is the positive one.
 */
public final class ConfusionMatrix {
    private final int[][] counts;

    private ConfusionMatrix(int[][] counts) {
        this.counts = counts;
    }

    /**
     * Returns the matrix of {@code counts}.
     *
     * @param counts {@code [classes, classes]} rows: the true class, columns: the predicted one;
     *     copied
     * @throws IllegalArgumentException if they are not square or one is negative
     */
    public static ConfusionMatrix of(int[][] counts) {
        int[][] copy = new int[counts.length][];
        for (int c = 0; c < counts.length; c++) {
            if (counts[c].length != counts.length
                    || Arrays.stream(counts[c]).anyMatch(count -> count < 0)) {
                throw new IllegalArgumentException(
                        "confusion matrix: must be square without negative counts, got "
                                + Arrays.deepToString(counts));
            }
            copy[c] = counts[c].clone();
        }
        return new ConfusionMatrix(copy);
    }

    /**
     * Returns the matrix of predictions.
     *
     * @param labels the class of every row
     * @param predictions the class each row was given
     * @param classes the number of classes
     * @throws IllegalArgumentException if there is not one prediction for each label
     */
    public static ConfusionMatrix of(int[] labels, int[] predictions, int classes) {
        if (labels.length != predictions.length) {
            throw new IllegalArgumentException(
                    "confusion matrix: needs one prediction a label, got %d and %d"
                            .formatted(predictions.length, labels.length));
        }
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]][predictions[i]]++;
        }
        return new ConfusionMatrix(counts);
    }

    /** Returns the matrix of two classes from its four counts. */
    public static ConfusionMatrix binary(
            int truePositives, int falsePositives, int trueNegatives, int falseNegatives) {
        return of(new int[][] {{trueNegatives, falsePositives}, {falseNegatives, truePositives}});
    }

    /** Returns the number of classes. */
    public int classes() {
        return counts.length;
    }

    /** Returns how many rows of class {@code actual} were given class {@code predicted}. */
    public int count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** Returns a copy of the counts, rows: the true class, columns: the predicted one. */
    public int[][] counts() {
        return Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }

    /** Returns the number of rows. */
    public long total() {
        long total = 0;
        for (int c = 0; c < classes(); c++) {
            total += actual(c);
        }
        return total;
    }

    private long actual(int c) {
        return Arrays.stream(counts[c]).asLongStream().sum();
    }

    private long predicted(int c) {
        return Arrays.stream(counts).mapToLong(row -> row[c]).sum();
    }

    private long correct() {
        long correct = 0;
        for (int c = 0; c < classes(); c++) {
            correct += counts[c][c];
        }
        return correct;
    }

    /** Returns the share of rows given their own class; NaN if there are none. */
    public double accuracy() {
        return correct() / (double) total();
    }

    /** Returns the share of class {@code c} that was found; NaN if it has no rows. */
    public double recall(int c) {
        return counts[c][c] / (double) actual(c);
    }

    /** Returns the recall of every class; NaN for classes without rows. */
    public double[] recalls() {
        double[] recalls = new double[classes()];
        Arrays.setAll(recalls, this::recall);
        return recalls;
    }

    /** Returns the share of rows given class {@code c} that belong to it; 0 if none was given it. */
    public double precision(int c) {
        long predicted = predicted(c);
        return predicted == 0 ? 0 : counts[c][c] / (double) predicted;
    }

    /** Returns the F1 score of class {@code c}: 2 TP / (2 TP + FP + FN); 0 if that is 0 / 0. */
    public double f1(int c) {
        long either = actual(c) + predicted(c);
        return either == 0 ? 0 : 2.0 * counts[c][c] / either;
    }

    /**
     * Returns the F1 score: with two classes that of class 1; with more the unweighted mean over the
     * classes that have rows or predictions.
     */
    public double f1() {
        return classes() == 2 ? f1(1) : macroF1();
    }

    /** Returns the unweighted mean F1 score of the classes that have rows or predictions. */
    public double macroF1() {
        double[] scores = new double[classes()];
        Arrays.setAll(scores, c -> actual(c) + predicted(c) == 0 ? Double.NaN : f1(c));
        return OneVersusRest.mean(scores);
    }

    /** Returns the mean recall of the classes that have rows. */
    public double balancedAccuracy() {
        return OneVersusRest.mean(recalls());
    }

    /** Returns the geometric mean of the recalls of the classes that have rows; 0 if one is 0. */
    public double gMean() {
        double logs = 0;
        int defined = 0;
        for (double recall : recalls()) {
            if (!Double.isNaN(recall)) {
                logs += StrictMath.log(recall);
                defined++;
            }
        }
        return defined == 0 ? Double.NaN : StrictMath.exp(logs / defined);
    }

    /**
     * Returns Matthews' correlation coefficient, with more than two classes Gorodkin's R_K ("Comparing
     * two K-category assignments by a K-category correlation coefficient", 2004): -1 to 1, 0 if all
     * rows have one class or all predictions are the same.
     */
    public double mcc() {
        double total = total();
        double cross = 0;
        double actualSquares = 0;
        double predictedSquares = 0;
        for (int c = 0; c < classes(); c++) {
            double actual = actual(c);
            double predicted = predicted(c);
            cross += actual * predicted;
            actualSquares += actual * actual;
            predictedSquares += predicted * predicted;
        }
        double squares = (total * total - actualSquares) * (total * total - predictedSquares);
        return squares == 0 ? 0 : (correct() * total - cross) / Math.sqrt(squares);
    }

    /**
     * Returns Cohen's kappa ("A coefficient of agreement for nominal scales", 1960): the agreement
     * beyond chance, at most 1; 0 if rows and predictions are all of one and the same class.
     */
    public double kappa() {
        double total = total();
        double chance = 0;
        for (int c = 0; c < classes(); c++) {
            chance += (double) actual(c) * predicted(c);
        }
        double possible = total * total - chance;
        return possible == 0 ? 0 : (correct() * total - chance) / possible;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfusionMatrix matrix && Arrays.deepEquals(counts, matrix.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(counts);
    }

    @Override
    public String toString() {
        return "confusion " + Arrays.deepToString(counts);
    }
}
