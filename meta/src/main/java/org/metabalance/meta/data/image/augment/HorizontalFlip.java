package org.metabalance.meta.data.image.augment;

import org.metabalance.engine.Rng;

/**
 * Left and right exchanged. Not for digits or letters, which are then others.
 *
 * @param probability 0 to 1
 */
public record HorizontalFlip(double probability) implements Augmentation {
    /** Checks the range. */
    public HorizontalFlip {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "flip: the probability must be from 0 to 1, got " + probability);
        }
    }

    /** Every second image. */
    public HorizontalFlip() {
        this(.5);
    }

    @Override
    public void apply(Picture picture, Rng rng) {
        if (rng.uniform(0) >= probability) {
            return;
        }
        float[] values = picture.values();
        for (int row = 0; row < picture.height(); row++) {
            for (int left = 0, right = picture.width() - 1; left < right; left++, right--) {
                int a = picture.at(row, left);
                int b = picture.at(row, right);
                for (int c = 0; c < picture.channels(); c++) {
                    float before = values[a + c];
                    values[a + c] = values[b + c];
                    values[b + c] = before;
                }
            }
        }
    }

    @Override
    public boolean none() {
        return probability == 0;
    }
}
