package org.metabalance.meta.protocol;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.data.image.ChannelScale;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.augment.Augmentation;

/** Splits of image sets: the channels' scale is fitted on the training part, which alone is augmented. */
public final class ImageSplits {
    private ImageSplits() {}

    /**
     * Returns stratified splits, with the shares of {@link Splits}.
     *
     * @throws DataException by a split, if a class has fewer than 3 images
     */
    public static Splits of(ImageSet images, Augmentation augmentation) {
        return of(images, Division.BY_SEED, augmentation);
    }

    /** As {@link #of(ImageSet, Augmentation)}, divided in another way. */
    public static Splits of(ImageSet images, Division division, Augmentation augmentation) {
        return seed -> {
            Split split = division.of(images.labels(), images.classes(), seed);
            return fold(seed, images.select(split.train()), images.select(split.validation()),
                    images.select(split.test()), augmentation);
        };
    }

    /**
     * Returns splits of what is given to train on, stratified, and one test set for all of them. The folds
     * differ in what is learned from alone: differences between methods hold for this test set.
     *
     * @param validation the share to select on, above 0 and below 1
     * @throws DataException if the sets are of different sizes or classes; by a split, if a class has fewer
     *     than 2 images to train on
     */
    public static Splits of(
            ImageSet train, ImageSet test, double validation, Augmentation augmentation) {
        if (!train.like(test)) {
            throw new DataException(
                    "images: to train and to test on must be of one size and the same classes, got %s and %s"
                            .formatted(described(train), described(test)));
        }
        return seed -> {
            int[][] parts = Split.parts(
                    train.labels(), train.classes(), Rng.of(seed), 1 - validation, validation);
            return fold(seed, train.select(parts[0]), train.select(parts[1]), test,
                    augmentation);
        };
    }

    private static String described(ImageSet images) {
        return images.shape() + " of " + images.classes();
    }

    private static Fold fold(
            int seed, ImageSet train, ImageSet validation, ImageSet test,
            Augmentation augmentation) {
        ChannelScale scale = ChannelScale.fit(train);
        return new Fold(
                seed,
                new ImageExamples(train, scale, augmentation),
                new ImageExamples(validation, scale, Augmentation.NONE),
                new ImageExamples(test, scale, Augmentation.NONE));
    }
}
