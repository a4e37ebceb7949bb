package org.metabalance.meta.method.holdout;

import java.util.Objects;

/**
 * Which training rows judge the learned points, and how.
 *
 * @param share of the training rows that are held out, D2, between 0 and 1; default .33
 * @param ratio for which shares the classes stand in the hold-out loss; default {@link
 *     Ratio#NATURAL}: with a balanced one points drift furthest
 * @param loss on the held-out rows; default cross-entropy
 * @param batch rows of a hold-out batch; default 256. Rare classes come first, with all their rows if
 *     there is room, and count for their share: a batch of few rows at their natural ratio would
 *     often hold nothing of the class that is learned.
 * @param crossFitBelow with fewer rows than this in the smallest class, held-out rows take turns:
 *     every {@code 1 / share} epochs each row has been held out once. 0 for never; default 200. A
 *     fixed division costs the network its share of rare rows, which with 50 of them is more than
 *     learned points bring, and with 250 hardly matters
 */
public record HoldOut(
        double share, Ratio ratio, HoldOutLoss loss, int batch, int crossFitBelow) {

    /** For which shares of rows the classes stand in the hold-out loss. */
    public enum Ratio {
        /** Those of the training rows. */
        NATURAL,
        /** The same for all. */
        BALANCED
    }

    /** The defaults. */
    public static final HoldOut DEFAULT = new HoldOut(
            .33, Ratio.NATURAL, new HoldOutLoss.CrossEntropy(), 256, 200);

    /** Checks the numbers. */
    public HoldOut {
        Objects.requireNonNull(loss, "loss");
        if (!(share > 0 && share < 1) || batch < 1 || crossFitBelow < 0) {
            throw new IllegalArgumentException(
                    "hold-out: share must be in (0, 1), batch positive and threshold not negative,"
                            + " got %s, %d and %d".formatted(share, batch, crossFitBelow));
        }
    }

    /** Returns this with another ratio. */
    public HoldOut withRatio(Ratio other) {
        return new HoldOut(share, other, loss, batch, crossFitBelow);
    }

    /** Returns this with another loss. */
    public HoldOut withLoss(HoldOutLoss other) {
        return new HoldOut(share, ratio, other, batch, crossFitBelow);
    }

    /** Returns this with another threshold for cross-fitting. */
    public HoldOut withCrossFitBelow(int other) {
        return new HoldOut(share, ratio, loss, batch, other);
    }
}
