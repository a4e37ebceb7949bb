package org.metabalance.meta.metric;

/**
 * The Brier score: the mean squared error of probabilities; lower is better (Brier, "Verification of forecasts
 * expressed in terms of probability", Monthly Weather Review 78, 1950).
 */
public final class Brier {
    private Brier() {}

    /**
     * Returns the mean of (p - y)^2, 0 to 1.
     *
     * @param probabilities the probability of class 1, one a row
     * @param labels the class of every row, 0 or 1
     * @throws IllegalArgumentException if there is no probability, or not one label for each
     */
    public static double binary(double[] probabilities, int[] labels) {
        if (probabilities.length != labels.length || labels.length == 0) {
            throw new IllegalArgumentException(
                    "brier: needs one label a probability and at least one, got %d and %d"
                            .formatted(labels.length, probabilities.length));
        }
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            Probabilities.requireProbability("brier", probabilities[i], i);
            double error = probabilities[i] - (labels[i] == 1 ? 1 : 0);
            sum += error * error;
        }
        return sum / labels.length;
    }

    /**
     * Returns the mean over rows of the sum over classes of (p - y)^2, 0 to 2: Brier's original
     * definition. With two classes it is twice {@link #binary}.
     *
     * @param probabilities {@code [rows, classes]}
     * @param labels the class of every row
     */
    public static double multiclass(double[][] probabilities, int[] labels) {
        int classes = Probabilities.check("brier", probabilities, labels);
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            for (int c = 0; c < classes; c++) {
                double error = probabilities[i][c] - (labels[i] == c ? 1 : 0);
                sum += error * error;
            }
        }
        return sum / labels.length;
    }
}
