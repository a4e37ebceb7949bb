package org.metabalance.scoring;

import org.metabalance.meta.metric.Probabilities;

/**
 * What a model says of a row.
 *
 * @param probabilities calibrated, one a class, in the order of the model's classes; not copied, and nobody else's
 * @param score with two classes the network's logit of class 1, of which the probability is made, before
 *     calibration; NaN with more
 * @param predicted the index of the predicted class: with two classes by the threshold, with more the most
 *     probable one
 */
public record Score(double[] probabilities, double score, int predicted) {
    /**
     * Returns the probability of class 1 of two.
     *
     * @throws IllegalStateException if there are more classes: {@link #probabilities} has theirs
     */
    public double probability() {
        requireTwo("probability");
        return probabilities[1];
    }

    /**
     * Returns whether class 1 of two is predicted: its probability is not below the threshold.
     *
     * @throws IllegalStateException if there are more classes
     */
    public boolean flagged() {
        requireTwo("flagged");
        return predicted == 1;
    }

    private void requireTwo(String operation) {
        if (probabilities.length > 2) {
            throw new IllegalStateException(
                    "%s: is of two classes, got %d; see probabilities and predicted"
                            .formatted(operation, probabilities.length));
        }
    }

    /**
     * Returns the index of the class that is predicted for probabilities.
     *
     * @param probabilities one a class
     * @param threshold from which class 1 of two is predicted; of no meaning with more, of which the most
     *     probable one is, the first of equals
     */
    public static int predicted(double[] probabilities, double threshold) {
        return Probabilities.predicted(probabilities, threshold);
    }
}
