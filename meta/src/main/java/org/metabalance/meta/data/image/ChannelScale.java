package org.metabalance.meta.data.image;

import java.util.Arrays;
import java.util.List;

/**
 * How the bytes of an image become numbers: with the mean of their channel taken off, over its standard
 * deviation. Fitted on what is trained on and on nothing else.
 *
 * @param mean of every channel, in units of bytes: 0 to 255
 * @param deviation the population standard deviation of every channel, above 0
 */
public record ChannelScale(List<Float> mean, List<Float> deviation) {
    /** Copies and checks the numbers. */
    public ChannelScale {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.isEmpty() || mean.size() != deviation.size()
                || mean.stream().anyMatch(m -> !Float.isFinite(m))
                || deviation.stream().anyMatch(d -> !(d > 0 && d < Float.POSITIVE_INFINITY))) {
            throw new IllegalArgumentException(
                    "channel scale: needs a mean and a positive deviation for each channel, got %s"
                            .formatted(mean) + " and " + deviation);
        }
    }

    /**
     * Returns the scale of some images; a channel that is the same everywhere has deviation 1.
     *
     * @throws IllegalArgumentException if there is no image
     */
    public static ChannelScale fit(ImageSet images) {
        if (images.size() == 0) {
            throw new IllegalArgumentException("channel scale: needs images, got none");
        }
        int channels = images.channels();
        // whole numbers, so the order of the images does not matter
        long[] sum = new long[channels];
        long[] squares = new long[channels];
        byte[] image = new byte[images.shape().size()];
        for (int i = 0; i < images.size(); i++) {
            images.read(i, image);
            for (int j = 0; j < image.length; j++) {
                int value = image[j] & 0xFF;
                sum[j % channels] += value;
                squares[j % channels] += value * value;
            }
        }
        double n = (double) images.size() * image.length / channels;
        Float[] mean = new Float[channels];
        Float[] deviation = new Float[channels];
        for (int c = 0; c < channels; c++) {
            double m = sum[c] / n;
            double variance = squares[c] / n - m * m;
            mean[c] = (float) m;
            deviation[c] = variance > 1e-6 ? (float) Math.sqrt(variance) : 1;
        }
        return new ChannelScale(Arrays.asList(mean), Arrays.asList(deviation));
    }

    /** Returns the number of channels. */
    public int channels() {
        return mean.size();
    }

    /** Returns the means as an array. */
    float[] means() {
        float[] means = new float[channels()];
        for (int c = 0; c < means.length; c++) {
            means[c] = mean.get(c);
        }
        return means;
    }

    /** Returns what each channel's distance from its mean is multiplied by. */
    float[] factors() {
        float[] factors = new float[channels()];
        for (int c = 0; c < factors.length; c++) {
            factors[c] = 1 / deviation.get(c);
        }
        return factors;
    }
}
