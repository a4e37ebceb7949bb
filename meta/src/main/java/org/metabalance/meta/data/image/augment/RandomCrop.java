package org.metabalance.meta.data.image.augment;

import org.metabalance.engine.Rng;

/**
 * The image in a border of {@code padding} pixels, of which a part of the image's size is taken anywhere:
 * the image is moved by up to so many pixels either way.
 *
 * @param padding pixels on every side, at least 0; 4 for images of 32 x 32 is usual (He et al., CVPR 2016)
 * @param border what the border is made of
 */
public record RandomCrop(int padding, Padding border) implements Augmentation {
    /** What lies around an image. */
    public enum Padding {
        /** Black. */
        ZERO,
        /** The image mirrored at its outermost pixels, which are not repeated. */
        REFLECT
    }

    /** Checks the number. */
    public RandomCrop {
        if (padding < 0) {
            throw new IllegalArgumentException(
                    "crop: the padding must not be negative, got " + padding);
        }
    }

    @Override
    public void apply(Picture picture, Rng rng) {
        if (border == Padding.REFLECT
                && padding >= Math.min(picture.height(), picture.width())) {
            throw new IllegalArgumentException(
                    "crop: reflection needs a padding below height and width, got %d for %d x %d"
                            .formatted(padding, picture.height(), picture.width()));
        }
        int down = rng.below(0, 2 * padding + 1) - padding;
        int right = rng.below(1, 2 * padding + 1) - padding;
        float[] from = picture.values();
        float[] to = picture.scratch();
        int channels = picture.channels();
        for (int row = 0; row < picture.height(); row++) {
            int sourceRow = place(row + down, picture.height());
            for (int column = 0; column < picture.width(); column++) {
                int sourceColumn = place(column + right, picture.width());
                int at = picture.at(row, column);
                boolean outside = sourceRow < 0 || sourceColumn < 0;
                int source = outside ? 0 : picture.at(sourceRow, sourceColumn);
                for (int c = 0; c < channels; c++) {
                    to[at + c] = outside ? 0 : from[source + c];
                }
            }
        }
        picture.swap();
    }

    /** Returns where a pixel comes from, -1 if from outside. */
    private int place(int at, int size) {
        if (at >= 0 && at < size) {
            return at;
        }
        if (border == Padding.ZERO) {
            return -1;
        }
        return at < 0 ? -at : 2 * (size - 1) - at;
    }

    @Override
    public boolean none() {
        return padding == 0;
    }
}
