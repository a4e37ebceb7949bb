package org.metabalance.engine.math;

import java.util.Arrays;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Conv2dGeometry;
import org.metabalance.engine.op.Conv2dGeometry.Sliding;
import org.metabalance.engine.op.MaxPool;

/** Images [N, H, W, C] made smaller, each channel by itself, and larger again. */
public final class Pooling {
    private Pooling() {}

    /**
     * Returns the maxima of square windows. Of equal elements the first, row by row, has the slope; padding is
     * below all.
     *
     * @param padding on all sides; no window may lie in it alone
     */
    public static Tensor max(Tensor x, int size, int stride, int padding) {
        Sliding both = new Sliding(stride, padding, padding, 1);
        return max(x, size, size, both, both);
    }

    /** Returns the maxima of windows of any shape, likewise. */
    public static Tensor max(Tensor x, int kernelHeight, int kernelWidth, Sliding height,
            Sliding width) {
        MaxPool.Window window = new MaxPool.Window(kernelHeight, kernelWidth, height, width);
        Tensor places = x.tape().record(new MaxPool.Place(window), x);
        return x.tape().record(new MaxPool.Pick(window), x, places);
    }

    /** Returns the means of square windows; zeros of the padding count. */
    public static Tensor average(Tensor x, int size, int stride, int padding) {
        Sliding both = new Sliding(stride, padding, padding, 1);
        return average(x, size, size, both, both);
    }

    /** Returns the means of windows of any shape; zeros of the padding count. */
    public static Tensor average(Tensor x, int kernelHeight, int kernelWidth, Sliding height,
            Sliding width) {
        return sums(x, kernelHeight, kernelWidth, height, width)
                .div((double) kernelHeight * kernelWidth);
    }

    /** Returns the means of what square windows have of the image; the padding does not count. */
    public static Tensor averageInside(Tensor x, int size, int stride, int padding) {
        Sliding both = new Sliding(stride, padding, padding, 1);
        return averageInside(x, size, size, both, both);
    }

    /**
     * Returns the means of what windows of any shape have of the image; the padding does not count.
     *
     * @throws IllegalArgumentException if a window lies in the padding alone
     */
    public static Tensor averageInside(Tensor x, int kernelHeight, int kernelWidth, Sliding height,
            Sliding width) {
        Tensor sums = sums(x, kernelHeight, kernelWidth, height, width);
        if (!height.meets(x.dim(1), kernelHeight) || !width.meets(x.dim(2), kernelWidth)) {
            throw x.tape().wrong("average: no window may lie in the padding alone, got "
                    + window(x, kernelHeight, kernelWidth, height, width));
        }
        double[] rows = inside(x.dim(1), kernelHeight, height);
        double[] columns = inside(x.dim(2), kernelWidth, width);
        double[] counts = new double[rows.length * columns.length];
        Arrays.setAll(counts, i -> rows[i / columns.length] * columns[i % columns.length]);
        return sums.div(x.tape().constant(
                NdArray.of(counts).reshaped(Shape.of(rows.length, columns.length, 1))));
    }

    /** For each place of a window how many of its elements lie in the image. */
    private static double[] inside(int extent, int window, Sliding sliding) {
        double[] counts = new double[sliding.places(extent, window)];
        for (int place = 0; place < counts.length; place++) {
            for (int t = 0; t < window; t++) {
                int at = place * sliding.stride() - sliding.before() + t * sliding.dilation();
                counts[place] += at >= 0 && at < extent ? 1 : 0;
            }
        }
        return counts;
    }

    private static Tensor sums(Tensor x, int kernelHeight, int kernelWidth, Sliding height,
            Sliding width) {
        images("average", x);
        if (!height.fits(x.dim(1), kernelHeight) || !width.fits(x.dim(2), kernelWidth)) {
            throw x.tape().wrong("average: the window must have an element and fit into the padded"
                    + " image, got " + window(x, kernelHeight, kernelWidth, height, width));
        }
        // one filter of ones for each channel; without channels a group is as good as none
        int channels = x.dim(3);
        return x.conv2d(x.tape().ones(kernelHeight, kernelWidth, Math.min(1, channels), channels),
                new Conv2dGeometry(height, width, Math.max(1, channels)));
    }

    /** Returns the means of whole images, [N, C]. */
    public static Tensor globalAverage(Tensor x) {
        images("globalAverage", x);
        return x.mean(1, 2);
    }

    /** Returns the maxima of whole images, [N, C]; of equal elements the first has the slope. */
    public static Tensor globalMax(Tensor x) {
        images("globalMax", x);
        return max(x, x.dim(1), x.dim(2), Sliding.PLAIN, Sliding.PLAIN)
                .reshape(x.dim(0), x.dim(3));
    }

    /**
     * Returns images of which each pixel is repeated, {@code down} times downwards and {@code across} to the right.
     *
     * @throws IllegalArgumentException if a number is less than 1
     */
    public static Tensor upsample(Tensor x, int down, int across) {
        images("upsample", x);
        if (down < 1 || across < 1) {
            throw x.tape().wrong("upsample: needs numbers of at least 1, got " + down + " and "
                    + across + " for " + x.shape());
        }
        int h = x.dim(1);
        int w = x.dim(2);
        int c = x.dim(3);
        if (x.size() == 0) {
            return x.tape().zeros(x.dim(0), h * down, w * across, c);
        }
        // a filter of ones for each channel, each of which meets one element; its adjoint adds up
        Conv2dGeometry apart = new Conv2dGeometry(
                new Sliding(down, 0, 0, 1), new Sliding(across, 0, 0, 1), c);
        return x.convTranspose2d(x.tape().ones(down, across, 1, c), apart, h * down, w * across);
    }

    private static String window(Tensor x, int kernelHeight, int kernelWidth, Sliding height,
            Sliding width) {
        return x.shape() + " for a window of " + kernelHeight + " x " + kernelWidth + ", "
                + new Conv2dGeometry(height, width, 1);
    }

    private static void images(String operation, Tensor x) {
        if (x.rank() != 4) {
            throw x.tape().wrong(operation + ": needs images [N, H, W, C], got " + x.shape());
        }
    }
}
