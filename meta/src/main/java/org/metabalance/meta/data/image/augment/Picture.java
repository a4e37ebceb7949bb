package org.metabalance.meta.data.image.augment;

/** An image to be changed: numbers from 0 to 255, {@code [height, width, channels]} in row-major order. */
public final class Picture {
    private final int height;
    private final int width;
    private final int channels;
    private final float[] mean;
    private float[] values;
    private float[] other;

    /**
     * Creates a black picture.
     *
     * @param mean of every channel in the training images, 0 to 255: what says least
     * @throws IllegalArgumentException if there is not a mean for each channel
     */
    public Picture(int height, int width, int channels, float[] mean) {
        if (mean.length != channels) {
            throw new IllegalArgumentException(
                    "picture: needs a mean for each channel, got %d for %d"
                            .formatted(mean.length, channels));
        }
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.mean = mean;
        values = new float[height * width * channels];
        other = new float[values.length];
    }

    /** Returns the number of rows. */
    public int height() {
        return height;
    }

    /** Returns the number of columns. */
    public int width() {
        return width;
    }

    /** Returns the number of channels. */
    public int channels() {
        return channels;
    }

    /** Returns the mean of a channel over the training images, from 0 to 255. */
    public float mean(int channel) {
        return mean[channel];
    }

    /** Returns the numbers; live until {@link #swap}. */
    public float[] values() {
        return values;
    }

    /** Returns room for as many other numbers, of any value. */
    public float[] scratch() {
        return other;
    }

    /** Makes the scratch numbers the picture's. */
    public void swap() {
        float[] before = values;
        values = other;
        other = before;
    }

    /** Returns the place of the first channel of a pixel in {@link #values}. */
    public int at(int row, int column) {
        return (row * width + column) * channels;
    }
}
