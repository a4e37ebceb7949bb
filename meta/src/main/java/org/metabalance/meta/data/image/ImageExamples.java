package org.metabalance.meta.data.image;

import java.util.stream.IntStream;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.BatchInput;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Mode;

/**
 * Images to learn from, one kind of {@link Examples}: {@code x} of a batch is {@code [n, height, width,
 * channels]}, each channel scaled. Pixels stay bytes until a batch of them is an input of a program, filled
 * before each run: four times less memory than numbers, any place where bytes may lie, and other pixels
 * every time an image is seen. Only batches that are learned from are augmented, never those that are
 * scored.
 */
public final class ImageExamples implements Examples {
    private final ImageSet images;
    private final ChannelScale scale;
    private final Augmentation augmentation;

    /**
     * Creates the examples.
     *
     * @param scale fitted on the images that are trained on
     * @param augmentation of batches that are learned from; {@link Augmentation#NONE} for none
     * @throws IllegalArgumentException if the scale has not the channels of the images
     */
    public ImageExamples(ImageSet images, ChannelScale scale, Augmentation augmentation) {
        if (scale.channels() != images.channels()) {
            throw new IllegalArgumentException(
                    "images: the scale must have their channels, got %d for %s"
                            .formatted(scale.channels(), images));
        }
        this.images = images;
        this.scale = scale;
        this.augmentation = augmentation;
    }

    /** Returns the images. */
    public ImageSet images() {
        return images;
    }

    /** Returns how bytes become numbers. */
    public ChannelScale scale() {
        return scale;
    }

    /** Returns how images are changed while they are learned from. */
    public Augmentation augmentation() {
        return augmentation;
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public int classes() {
        return images.classes().size();
    }

    @Override
    public int[] labels() {
        return images.labels();
    }

    @Override
    public Shape shape() {
        return images.shape();
    }

    /** {@inheritDoc} False if they are augmented. */
    @Override
    public boolean fixed() {
        return augmentation.none();
    }

    @Override
    public BatchInput input(Tape tape, String name, int size, Mode mode, Rng rng) {
        return new ImageInput(
                tape, name, size, this, mode == Mode.TRAIN ? augmentation : Augmentation.NONE,
                rng);
    }

    /**
     * {@inheritDoc} All images are then numbers in the program: for few of them.
     *
     * @throws IllegalStateException if they are augmented, which a program cannot do by itself
     */
    @Override
    public Batch on(Tape tape, Tensor indices) {
        if (!fixed()) {
            throw new IllegalStateException(
                    "images: augmented ones are inputs of a program, see Examples.input; got "
                            + this);
        }
        int bytes = shape().size();
        if ((long) size() * bytes > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(
                    "images: too many to be numbers in a program, see Examples.input; got "
                            + this);
        }
        ImageFiller filler = new ImageFiller(this, Augmentation.NONE);
        float[] x = new float[size() * bytes];
        float[] labels = new float[size()];
        for (int i = 0; i < size(); i++) {
            filler.fill(i, null, x, i * bytes);
            labels[i] = label(i);
        }
        Tensor all = tape.constant(NdArray.of(x, dims(size())));
        return new Batch(all, tape.constant(NdArray.of(labels, size()))).pick(indices);
    }

    /** Returns {@code [n, height, width, channels]}. */
    int[] dims(int n) {
        return IntStream.concat(IntStream.of(n), IntStream.of(shape().dims())).toArray();
    }

    @Override
    public ImageExamples select(int[] indices) {
        return new ImageExamples(images.select(indices), scale, augmentation);
    }

    @Override
    public ImageExamples relabelled(int[] labels) {
        return new ImageExamples(images.withClasses(images.classes(), labels), scale, augmentation);
    }

    @Override
    public boolean like(Examples other) {
        return other instanceof ImageExamples examples && images.like(examples.images)
                && scale.equals(examples.scale);
    }

    @Override
    public String toString() {
        return images.toString();
    }
}
