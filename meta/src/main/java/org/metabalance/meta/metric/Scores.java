package org.metabalance.meta.metric;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All metrics of one model on one set of rows. What undefined values are stands at the package.
 *
 * @param averagePrecision of class 1; with more than two classes the mean over classes against all
 *     others
 * @param rocAuc likewise
 * @param balancedAccuracy the mean recall of the classes
 * @param gMean the geometric mean of the recalls
 * @param f1 the F1 score of class 1; with more than two classes the mean over classes
 * @param mcc Matthews' correlation coefficient
 * @param brier mean (p - y)^2 of class 1; with more than two classes summed over classes
 * @param ece expected calibration error of class 1's probability; with more than two classes of the
 *     confidence
 * @param perClassRecall the recall of every class; not copied
 * @param confusion how often each class was given each class
 * @param threshold the decision threshold used; NaN with more than two classes
 */
public record Scores(
        double averagePrecision,
        double rocAuc,
        double balancedAccuracy,
        double gMean,
        double f1,
        double mcc,
        double brier,
        double ece,
        double[] perClassRecall,
        ConfusionMatrix confusion,
        double threshold) {
    /**
     * Returns all metrics.
     *
     * @param probabilities {@code [rows, classes]}
     * @param labels the class of every row
     * @param threshold for class 1 of two; ignored with more classes
     */
    public static Scores of(double[][] probabilities, int[] labels, double threshold) {
        int classes = Probabilities.check("scores", probabilities, labels);
        return classes == 2
                ? binary(OneVersusRest.column(probabilities, 1), labels, threshold)
                : multiclass(probabilities, labels, classes);
    }

    /**
     * Returns the scores of two classes.
     *
     * @param probabilities of class 1, one a row
     * @param labels the class of every row, 0 or 1
     * @param threshold the probability from which class 1 is predicted
     */
    public static Scores of(double[] probabilities, int[] labels, double threshold) {
        return binary(probabilities, labels, threshold);
    }

    private static Scores binary(double[] probabilities, int[] labels, double threshold) {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("scores: two classes need a threshold, got NaN");
        }
        int[] predictions = new int[labels.length];
        for (int i = 0; i < predictions.length; i++) {
            predictions[i] = probabilities[i] >= threshold ? 1 : 0;
        }
        return of(
                AveragePrecision.of(probabilities, labels),
                RocAuc.of(probabilities, labels),
                Brier.binary(probabilities, labels),
                CalibrationError.binary(probabilities, labels),
                ConfusionMatrix.of(labels, predictions, 2),
                threshold);
    }

    private static Scores multiclass(double[][] probabilities, int[] labels, int classes) {
        int[] predictions = new int[labels.length];
        for (int i = 0; i < predictions.length; i++) {
            predictions[i] = Probabilities.mostProbable(probabilities[i]);
        }
        return of(
                AveragePrecision.macro(probabilities, labels),
                RocAuc.macro(probabilities, labels),
                Brier.multiclass(probabilities, labels),
                CalibrationError.confidence(probabilities, labels),
                ConfusionMatrix.of(labels, predictions, classes),
                Double.NaN);
    }

    private static Scores of(
            double averagePrecision,
            double rocAuc,
            double brier,
            double ece,
            ConfusionMatrix confusion,
            double threshold) {
        return new Scores(
                averagePrecision,
                rocAuc,
                confusion.balancedAccuracy(),
                confusion.gMean(),
                confusion.f1(),
                confusion.mcc(),
                brier,
                ece,
                confusion.recalls(),
                confusion,
                threshold);
    }

    /** Returns the eight metrics that are one number, by name, in the order of the record. */
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("averagePrecision", averagePrecision);
        values.put("rocAuc", rocAuc);
        values.put("balancedAccuracy", balancedAccuracy);
        values.put("gMean", gMean);
        values.put("f1", f1);
        values.put("mcc", mcc);
        values.put("brier", brier);
        values.put("ece", ece);
        return values;
    }
}
