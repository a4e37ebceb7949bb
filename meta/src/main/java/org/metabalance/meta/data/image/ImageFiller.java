package org.metabalance.meta.data.image;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.data.image.augment.Picture;

/** Makes numbers of the bytes of one image after the other. Confined to one thread. */
final class ImageFiller {
    private final ImageSet images;
    private final Augmentation augmentation;
    private final float[] mean;
    private final float[] factor;
    private final byte[] bytes;
    private final Picture picture;

    ImageFiller(ImageExamples examples, Augmentation augmentation) {
        images = examples.images();
        this.augmentation = augmentation;
        mean = examples.scale().means();
        factor = examples.scale().factors();
        bytes = new byte[images.shape().size()];
        picture = new Picture(
                images.shape().dim(0), images.shape().dim(1), images.channels(), mean);
    }

    /** Writes image {@code index} to {@code to}, from {@code at} on; {@code rng} decides what is random. */
    void fill(int index, Rng rng, float[] to, int at) {
        images.read(index, bytes);
        float[] values = picture.values();
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i] & 0xFF;
        }
        if (rng != null) {
            augmentation.apply(picture, rng);
        }
        values = picture.values();
        int channels = mean.length;
        for (int i = 0; i < bytes.length; i += channels) {
            for (int c = 0; c < channels; c++) {
                to[at + i + c] = (values[i + c] - mean[c]) * factor[c];
            }
        }
    }
}
