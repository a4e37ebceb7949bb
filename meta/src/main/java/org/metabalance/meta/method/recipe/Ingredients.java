package org.metabalance.meta.method.recipe;

import java.util.Objects;

/**
 * What a {@link Recipe} is made of.
 *
 * @param batch how many examples an update sees, over the problem's number, above 0; 1 is the problem's. The
 *     number of updates is that of every other method, so that of a smaller batch fewer examples are seen; arXiv
 *     2312.02517 gives all batches the same epochs, so that smaller ones have more updates
 * @param smoothing of the labels
 * @param augmentation how much stronger than the problem's the augmentation is, 0 to 1; 0 leaves it as it is.
 *     Numeric features of tables get normal noise of so many standard deviations, kept within their range;
 *     images, after their own augmentation, {@linkplain
 *     org.metabalance.meta.data.image.augment.ColorJitter other colours} of that strength, and a {@linkplain
 *     org.metabalance.meta.data.image.augment.CutOut square} of twice that share of their shorter side is
 *     blotted out
 * @param weightDecay decoupled from the gradient, as {@link org.metabalance.nn.optimize.AdamW} has it, at least
 *     0. The released 1e-4 is for gradient descent and would do nothing here
 * @param width of the network's layers over the problem's, above 0: perceptrons, ResNet, WideResNet and Conv4;
 *     a network of another kind stays as it is
 * @param sharpness where gradients are taken; null for at the weights
 * @param selfSupervision learned at the same time; null for none
 */
public record Ingredients(
        double batch,
        Smoothing smoothing,
        double augmentation,
        double weightDecay,
        double width,
        Sharpness sharpness,
        SelfSupervision selfSupervision) {
    /** Nothing: the training of {@code plain}, bit for bit. */
    public static final Ingredients PLAIN = new Ingredients(
            1, Smoothing.NONE, 0, 0, 1, null, null);

    /** A little of what helps: labels smoothed by 0.1, augmentation 1/8, weight decay 0.01, SAM-A. */
    public static final Ingredients DEFAULT = PLAIN.with(Smoothing.of(.1)).withAugmentation(.125)
            .withWeightDecay(.01).with(Sharpness.SAM_A);

    /** Checks the numbers. */
    public Ingredients {
        Objects.requireNonNull(smoothing, "smoothing");
        if (!(batch > 0 && Double.isFinite(batch)) || !(width > 0 && Double.isFinite(width))) {
            throw new IllegalArgumentException(
                    "recipe: batch and width must be positive, got %s and %s"
                            .formatted(batch, width));
        }
        if (!(augmentation >= 0 && augmentation <= 1)) {
            throw new IllegalArgumentException(
                    "recipe: the augmentation must be from 0 to 1, got " + augmentation);
        }
        if (!(weightDecay >= 0 && Double.isFinite(weightDecay))) {
            throw new IllegalArgumentException(
                    "recipe: the weight decay must not be negative, got " + weightDecay);
        }
    }

    /** Returns these with another batch. */
    public Ingredients withBatch(double other) {
        return new Ingredients(
                other, smoothing, augmentation, weightDecay, width, sharpness, selfSupervision);
    }

    /** Returns these with other labels. */
    public Ingredients with(Smoothing other) {
        return new Ingredients(
                batch, other, augmentation, weightDecay, width, sharpness, selfSupervision);
    }

    /** Returns these with another augmentation. */
    public Ingredients withAugmentation(double other) {
        return new Ingredients(
                batch, smoothing, other, weightDecay, width, sharpness, selfSupervision);
    }

    /** Returns these with another weight decay. */
    public Ingredients withWeightDecay(double other) {
        return new Ingredients(
                batch, smoothing, augmentation, other, width, sharpness, selfSupervision);
    }

    /** Returns these with a network of another width. */
    public Ingredients withWidth(double other) {
        return new Ingredients(
                batch, smoothing, augmentation, weightDecay, other, sharpness, selfSupervision);
    }

    /** Returns these with gradients taken elsewhere; null for at the weights. */
    public Ingredients with(Sharpness other) {
        return new Ingredients(
                batch, smoothing, augmentation, weightDecay, width, other, selfSupervision);
    }

    /** Returns these with another self-supervision; null for none. */
    public Ingredients with(SelfSupervision other) {
        return new Ingredients(
                batch, smoothing, augmentation, weightDecay, width, sharpness, other);
    }

    /** Returns how many examples an update sees where the problem's number is {@code usual}. */
    int batchOf(int usual) {
        return Math.clamp(Math.round(batch * usual), 1, Integer.MAX_VALUE);
    }
}
