package org.metabalance.meta.metric;

/**
 * Expected calibration error (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017): the mean, over
 * bins of equal width weighted by their rows, of the distance between the mean probability and the
 * share of rows for which it came true. Bins are open below and closed above, as in Guo's: with 15,
 * (0, 1/15], (1/15, 2/15] and so on; 0 is in the first.
 */
public final class CalibrationError {
    /** The number of bins unless said otherwise. */
    public static final int BINS = 15;

    private CalibrationError() {}

    /**
     * Returns the error of the probability of class 1 in {@link #BINS} bins: what is compared is the
     * share of positives, so that a rare class counts, which the confidence in the predicted class
     * would hide.
     *
     * @param probabilities the probability of class 1, one a row
     * @param labels the class of every row, 0 or 1
     */
    public static double binary(double[] probabilities, int[] labels) {
        boolean[] cameTrue = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            cameTrue[i] = labels[i] == 1;
        }
        return of(probabilities, cameTrue, BINS);
    }

    /**
     * Returns the error of the confidence, the probability of the most probable class, in {@link
     * #BINS} bins; what is compared is the accuracy.
     *
     * @param probabilities {@code [rows, classes]}
     * @param labels the class of every row
     */
    public static double confidence(double[][] probabilities, int[] labels) {
        Probabilities.check("calibration error", probabilities, labels);
        double[] confidence = new double[labels.length];
        boolean[] correct = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            int predicted = Probabilities.mostProbable(probabilities[i]);
            confidence[i] = probabilities[i][predicted];
            correct[i] = predicted == labels[i];
        }
        return of(confidence, correct, BINS);
    }

    /**
     * Returns the error of probabilities of events.
     *
     * @param probabilities one an event
     * @param cameTrue whether the event happened
     * @param bins the number of bins, at least 1
     * @throws IllegalArgumentException if there is no probability, not one outcome for each, or no bin
     */
    public static double of(double[] probabilities, boolean[] cameTrue, int bins) {
        if (probabilities.length != cameTrue.length || cameTrue.length == 0 || bins < 1) {
            throw new IllegalArgumentException(
                    "calibration error: needs one outcome a probability, at least one, and a bin; got %d, %d and %d bins"
                            .formatted(cameTrue.length, probabilities.length, bins));
        }
        double[] gap = new double[bins]; // sum of probabilities - number that came true
        for (int i = 0; i < probabilities.length; i++) {
            double probability = probabilities[i];
            Probabilities.requireProbability("calibration error", probability, i);
            int bin = Math.clamp((int) Math.ceil(probability * bins) - 1, 0, bins - 1);
            gap[bin] += probability - (cameTrue[i] ? 1 : 0);
        }
        double sum = 0;
        for (double difference : gap) {
            sum += Math.abs(difference);
        }
        return sum / probabilities.length;
    }
}
