package org.metabalance.meta.data.image.augment;

import org.metabalance.engine.Rng;

/**
 * Cutout (DeVries and Taylor, 2017, arXiv 1708.04552): a square is blotted out with the mean of the
 * training images. Its centre lies anywhere in the image, so that a part of it may lie outside.
 *
 * @param side of the square in pixels, at least 0; 16 for CIFAR-10 in the paper, 8 for CIFAR-100
 */
public record CutOut(int side) implements Augmentation {
    /** Checks the number. */
    public CutOut {
        if (side < 0) {
            throw new IllegalArgumentException(
                    "cutout: the side must not be negative, got " + side);
        }
    }

    @Override
    public void apply(Picture picture, Rng rng) {
        int top = rng.below(0, picture.height()) - side / 2;
        int left = rng.below(1, picture.width()) - side / 2;
        float[] values = picture.values();
        for (int row = Math.max(0, top); row < Math.min(picture.height(), top + side); row++) {
            int end = Math.min(picture.width(), left + side);
            for (int column = Math.max(0, left); column < end; column++) {
                int at = picture.at(row, column);
                for (int c = 0; c < picture.channels(); c++) {
                    values[at + c] = picture.mean(c);
                }
            }
        }
    }

    @Override
    public boolean none() {
        return side == 0;
    }
}
