package org.metabalance.benchmarks.workload;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metabalance.engine.op.Conv2dGeometry;

/**
 * A convolution of square images with a square kernel, padded so that with stride 1 the images keep their size.
 *
 * @param images how many
 * @param size height and width of the images
 * @param channels of the images
 * @param filters of the result
 * @param kernel height and width of the kernel
 * @param stride the stride
 */
public record ConvShape(
        int images, int size, int channels, int filters, int kernel, int stride) {
    private static final Pattern NAME = Pattern
            .compile("(\\d+)x(\\d+)x(\\d+)to(\\d+)-k(\\d+)s(\\d+)");

    /**
     * Reads a shape: {@code 32x8x64to128-k3s2} is 32 images of 8 x 8 with 64 channels, 128 filters, a kernel of
     * 3 x 3 and stride 2.
     *
     * @throws IllegalArgumentException if it is written in another way
     */
    public static ConvShape parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "convolution: needs a form like 32x8x64to128-k3s2, got '" + name + "'");
        }
        int[] numbers = new int[6];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.parseInt(matcher.group(i + 1));
        }
        return new ConvShape(
                numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }

    /** Returns what fixes the convolution. */
    public Conv2dGeometry geometry() {
        return Conv2dGeometry.of(stride, kernel / 2);
    }

    /** Returns height and width of the result. */
    public int places() {
        return geometry().height().places(size, kernel);
    }

    /** Returns the number of multiply-adds, those with padding included. */
    public long multiplyAdds() {
        return (long) images * places() * places() * filters * kernel * kernel * channels;
    }
}
