package org.metabalance.meta.method.points;

import java.util.List;

/**
 * What became of the augmented points in a training, for looking at: positions before and after, in
 * the encoded features, weights, and the course of the training. {@code after} and {@code weights} are
 * those of the epoch that was kept.
 *
 * @param features the features' names
 * @param labels the class of every point; empty if training ended before there were points
 * @param before {@code [points][features]} where they began
 * @param after {@code [points][features]} where the kept epoch left them
 * @param weights how much each counts at the end of the kept epoch, at least 0
 * @param epochs the course
 * @param kept the number of the epoch with the best average precision
 */
public record Augmentation(
        List<String> features,
        int[] labels,
        float[][] before,
        float[][] after,
        float[] weights,
        List<Epoch> epochs,
        int kept) {

    /**
     * An epoch.
     *
     * @param epoch its number, from 0
     * @param phase what it was for
     * @param averagePrecision on the validation rows; negative infinity if scores were not finite
     * @param trainingLoss the mean over the updates
     * @param holdOutLoss likewise, the loss that judged the points; NaN if nothing did
     * @param displacement the mean distance of the points from where they began, in encoded features
     * @param weight the mean weight of a point
     */
    public record Epoch(
            int epoch,
            Phase phase,
            double averagePrecision,
            double trainingLoss,
            double holdOutLoss,
            double displacement,
            double weight) {}

    /** What an epoch is for. */
    public enum Phase {
        /** Training on natural rows, before there are points. */
        PRETRAINING,
        /** Training with points. */
        AUGMENTED
    }
}
