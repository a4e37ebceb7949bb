package org.metabalance.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.kernel.DoubleConvolution;
import org.metabalance.engine.kernel.FloatConvolution;
import org.metabalance.engine.op.Conv2dGeometry;

/**
 * A convolution of images [batch, height, width, channels] with square kernels, or one of its adjoints. Around
 * the image are half as many zeros as the kernel is wide, so that stride 1 keeps its size.
 *
 * @param batch how many images
 * @param height of an image
 * @param width of an image
 * @param channels of an image
 * @param filters channels of the result
 * @param kernel height and width of the kernel
 * @param stride from one place of the kernel to the next
 * @param wanted what is computed
 */
public record ConvShape(
        int batch,
        int height,
        int width,
        int channels,
        int filters,
        int kernel,
        int stride,
        Wanted wanted) {
    private static final Pattern NAME = Pattern.compile(
            "(\\d+)x(\\d+)x(\\d+)x(\\d+)-(\\d+)-(\\d+)x\\6(?:-s(\\d+))?-(forward|input|weights)");

    /** A ResNet's stages and the step between two, a kernel of one pixel and one of 25; Conv4's blocks. */
    private static final String[] SIZES = {
        "32x32x32x16-16-3x3", "32x16x16x32-32-3x3", "32x8x8x64-64-3x3", "32x32x32x16-32-3x3-s2",
        "32x16x16x32-32-5x5", "32x8x8x64-64-1x1",
        "64x28x28x1-64-3x3", "64x14x14x64-64-3x3", "64x7x7x64-64-3x3", "64x3x3x64-64-3x3"};

    /** One of the three of which each is computed from the two others. */
    public enum Wanted {
        /** The convolution. */
        FORWARD,
        /** Its adjoint by the images. */
        INPUT,
        /** Its adjoint by the weights. */
        WEIGHTS
    }

    /** Returns every size, forward and both adjoints. */
    public static List<ConvShape> all() {
        List<ConvShape> all = new ArrayList<>();
        for (String size : SIZES) {
            for (Wanted wanted : Wanted.values()) {
                all.add(parse(size + "-" + label(wanted)));
            }
        }
        return List.copyOf(all);
    }

    /**
     * Reads a shape: {@code 32x32x32x16-32-3x3-s2-input} is batch, height, width and channels, filters, kernel,
     * stride (1 if it is not there) and what is computed.
     *
     * @throws IllegalArgumentException if it is written in another way, or the kernel does not fit
     */
    public static ConvShape parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "convolution: needs a form like 32x32x32x16-32-3x3-s2-input, got '" + name
                            + "'");
        }
        int[] sizes = new int[7];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = matcher.group(i + 1) == null ? 1 : Integer.parseInt(matcher.group(i + 1));
        }
        ConvShape shape = new ConvShape(
                sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5], sizes[6],
                Wanted.valueOf(matcher.group(8).toUpperCase(Locale.ROOT)));
        if (!shape.geometry().height().fits(shape.height, shape.kernel)
                || !shape.geometry().width().fits(shape.width, shape.kernel)) {
            throw new IllegalArgumentException(
                    "convolution: the kernel must fit into the padded image, got '" + name + "'");
        }
        return shape;
    }

    /** Returns the zeros on each side of an image. */
    public int padding() {
        return kernel / 2;
    }

    private Conv2dGeometry geometry() {
        return Conv2dGeometry.of(stride, padding());
    }

    private int rows() {
        return geometry().height().places(height, kernel);
    }

    private int columns() {
        return geometry().width().places(width, kernel);
    }

    /** Returns the multiply-adds, those with the zeros around images among them. */
    public long multiplyAdds() {
        return (long) batch * rows() * columns() * filters * kernel * kernel * channels;
    }

    /** Returns images, [batch, height, width, channels]; always the same normal numbers. */
    public NdArray images(DType dtype) {
        return normal(dtype, 1, Shape.of(batch, height, width, channels));
    }

    /** Returns weights, [kernel, kernel, channels, filters]; always the same normal numbers. */
    public NdArray weights(DType dtype) {
        return normal(dtype, 2, Shape.of(kernel, kernel, channels, filters));
    }

    /** Returns numbers for a result, [batch, rows, columns, filters]; always the same normal ones. */
    public NdArray results(DType dtype) {
        return normal(dtype, 3, Shape.of(batch, rows(), columns(), filters));
    }

    /** Returns of three operands the one that is computed. */
    public <T> T of(T images, T weights, T results) {
        return switch (wanted) {
            case FORWARD -> results;
            case INPUT -> images;
            case WEIGHTS -> weights;
        };
    }

    /** Returns the operands for the kernels. */
    public FloatConvolution operands(float[] x, float[] w, float[] y) {
        return new FloatConvolution(
                of(FloatConvolution.Wanted.X, FloatConvolution.Wanted.W, FloatConvolution.Wanted.Y),
                geometry(),
                new FloatConvolution.Images(x, 0, batch, height, width, channels),
                new FloatConvolution.Weights(w, 0, kernel, kernel, channels, filters),
                new FloatConvolution.Images(y, 0, batch, rows(), columns(), filters));
    }

    /** Returns the operands for the kernels. */
    public DoubleConvolution operands(double[] x, double[] w, double[] y) {
        return new DoubleConvolution(
                of(DoubleConvolution.Wanted.X, DoubleConvolution.Wanted.W,
                        DoubleConvolution.Wanted.Y),
                geometry(),
                new DoubleConvolution.Images(x, 0, batch, height, width, channels),
                new DoubleConvolution.Weights(w, 0, kernel, kernel, channels, filters),
                new DoubleConvolution.Images(y, 0, batch, rows(), columns(), filters));
    }

    private static NdArray normal(DType dtype, int stream, Shape shape) {
        NdArray array = NdArray.zeros(dtype, shape);
        Rng rng = Rng.of(stream);
        for (int i = 0; i < array.size(); i++) {
            array.set(i, rng.normal(i));
        }
        return array;
    }

    private static String label(Wanted wanted) {
        return wanted.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return batch + "x" + height + "x" + width + "x" + channels + "-" + filters + "-" + kernel
                + "x" + kernel + (stride == 1 ? "" : "-s" + stride) + "-" + label(wanted);
    }
}
