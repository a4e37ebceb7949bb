package org.metabalance.meta.data.image.augment;

import org.metabalance.engine.Rng;

/**
 * Other brightness, contrast and saturation, in this order, each by a factor that is uniform between 1 -
 * strength, at least 0, and 1 + strength: of the numbers themselves, of their distance from the image's
 * mean grey, and of their distance from the pixel's own grey. Grey is 0.299 R + 0.587 G + 0.114 B (ITU-R
 * BT.601). Numbers are kept within 0 and 255 after each. The factors are those of torchvision's
 * ColorJitter, which takes them in random order.
 *
 * @param brightness strength, at least 0
 * @param contrast strength, at least 0
 * @param saturation strength, at least 0; of no account for grey images
 */
public record ColorJitter(double brightness, double contrast, double saturation)
        implements Augmentation {
    /** Checks the strengths. */
    public ColorJitter {
        if (!(brightness >= 0 && contrast >= 0 && saturation >= 0
                && Double.isFinite(brightness + contrast + saturation))) {
            throw new IllegalArgumentException(
                    "color jitter: strengths must not be negative, got %s, %s and %s"
                            .formatted(brightness, contrast, saturation));
        }
    }

    @Override
    public void apply(Picture picture, Rng rng) {
        float[] values = picture.values();
        if (brightness > 0) {
            float factor = factor(brightness, rng.uniform(0));
            for (int i = 0; i < values.length; i++) {
                values[i] = within(values[i] * factor);
            }
        }
        if (contrast > 0) {
            float factor = factor(contrast, rng.uniform(1));
            double sum = 0;
            for (int at = 0; at < values.length; at += picture.channels()) {
                sum += grey(picture, at);
            }
            float mean = (float) (sum * picture.channels() / values.length);
            for (int i = 0; i < values.length; i++) {
                values[i] = within(mean + factor * (values[i] - mean));
            }
        }
        if (saturation > 0 && picture.channels() == 3) {
            float factor = factor(saturation, rng.uniform(2));
            for (int at = 0; at < values.length; at += 3) {
                float grey = grey(picture, at);
                for (int c = 0; c < 3; c++) {
                    values[at + c] = within(grey + factor * (values[at + c] - grey));
                }
            }
        }
    }

    private static float factor(double strength, double uniform) {
        double least = Math.max(0, 1 - strength);
        return (float) (least + uniform * (1 + strength - least));
    }

    private static float grey(Picture picture, int at) {
        float[] values = picture.values();
        return picture.channels() == 3
                ? .299f * values[at] + .587f * values[at + 1] + .114f * values[at + 2]
                : values[at];
    }

    private static float within(float value) {
        return Math.clamp(value, 0f, 255f);
    }

    @Override
    public boolean none() {
        return brightness == 0 && contrast == 0 && saturation == 0;
    }
}
