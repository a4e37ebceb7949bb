package org.metabalance.meta.method.points;

import java.util.Objects;

/**
 * The augmented points of {@link ExplicitGradientLearning} and {@link AugmentedMetaBalance}.
 *
 * @param learned what of the points is learned
 * @param initialisation where points begin
 * @param ratio how many points there are: the size of each smaller class over that of the largest
 *     with its points, above 0 and at most 1
 * @param step how points move
 * @param weightStep how their weights change
 */
public record Points(
        Learned learned,
        Initialisation initialisation,
        double ratio,
        PointStep step,
        WeightStep weightStep) {
    /**
     * SMOTE's points, as many as balance the classes, their positions learned. With fewer points the
     * network learns the smaller classes later. Points from the noise of half a sigma that the authors'
     * code offers lie too far from the data on rings as narrow as those of {@code Synthetic.circles}.
     * Weights that are learned on held-out rows at their natural ratio fall, all of them, which undoes
     * the balance: a gain where plain training is best anyway, a loss elsewhere.
     */
    public static final Points DEFAULT = new Points(
            Learned.POSITIONS, new Initialisation.SmotePoints(5), 1, PointStep.DEFAULT,
            WeightStep.DEFAULT);

    /** What of the augmented points is learned. */
    public enum Learned {
        /** Nothing: the points stay where they were put, each counting 1. The ablation. */
        NOTHING,
        /** Where the points are. */
        POSITIONS,
        /** How much each point counts. */
        WEIGHTS,
        /** Both. */
        BOTH;

        /** Returns whether points move. */
        public boolean positions() {
            return this == POSITIONS || this == BOTH;
        }

        /** Returns whether points learn how much they count. */
        public boolean weights() {
            return this == WEIGHTS || this == BOTH;
        }

        /** Returns whether anything is learned, so that rows must be held out. */
        public boolean anything() {
            return this != NOTHING;
        }
    }

    /** Checks the numbers. */
    public Points {
        Objects.requireNonNull(learned, "learned");
        if (!(ratio > 0 && ratio <= 1)) {
            throw new IllegalArgumentException(
                    "points: the ratio must be above 0 and at most 1, got " + ratio);
        }
    }

    /** Returns these points with something else learned. */
    public Points with(Learned other) {
        return new Points(other, initialisation, ratio, step, weightStep);
    }

    /** Returns these points with another beginning. */
    public Points with(Initialisation other) {
        return new Points(learned, other, ratio, step, weightStep);
    }

    /** Returns these points with other movements. */
    public Points with(PointStep other) {
        return new Points(learned, initialisation, ratio, other, weightStep);
    }

    /** Returns these points with other changes of their weights. */
    public Points with(WeightStep other) {
        return new Points(learned, initialisation, ratio, step, other);
    }

    /** Returns another number of points. */
    public Points withRatio(double other) {
        return new Points(learned, initialisation, other, step, weightStep);
    }
}
