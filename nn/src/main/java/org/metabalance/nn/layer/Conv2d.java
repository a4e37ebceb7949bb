package org.metabalance.nn.layer;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Conv2dGeometry;
import org.metabalance.engine.op.Conv2dGeometry.Sliding;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Layout;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * A convolution of images. Takes [N, H, W, in], gives [N, H', W', out]; {@code weight} is [height, width,
 * in / groups, out] (PyTorch's is [out, in / groups, height, width]), {@code bias} is [out].
 *
 * @param in channels of the images
 * @param out channels of the result: the filters
 * @param height of the kernel
 * @param width of the kernel
 * @param geometry stride, padding, dilation and groups
 * @param weight the first weights
 * @param bias the first bias; null for none
 */
public record Conv2d(
        int in,
        int out,
        int height,
        int width,
        Conv2dGeometry geometry,
        Initializer weight,
        Initializer bias)
        implements Layer {

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if a size is not positive or the groups do not divide the channels
     */
    public Conv2d {
        int groups = geometry.groups();
        if (in < 1 || out < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "conv2d: sizes must be positive, got %d to %d channels, kernel %d x %d"
                            .formatted(in, out, height, width));
        }
        if (in % groups != 0 || out % groups != 0) {
            throw new IllegalArgumentException(
                    "conv2d: the groups must divide the channels, got %d groups, %d to %d channels"
                            .formatted(groups, in, out));
        }
    }

    /**
     * Creates a layer that starts as PyTorch's does: weight and bias U(-1/sqrt(fan), 1/sqrt(fan)), with fan
     * = kernel^2 in / groups.
     *
     * @param kernel height and width of the kernel
     */
    public Conv2d(int in, int out, int kernel, Conv2dGeometry geometry) {
        this(in, out, kernel, kernel, geometry, Initializer.fanIn(), Initializer
                .fanIn(Math.max(1, kernel * kernel * Math.max(1, in / geometry.groups()))));
    }

    /** Creates a layer with stride 1, no padding and PyTorch's first values. */
    public Conv2d(int in, int out, int kernel) {
        this(in, out, kernel, Conv2dGeometry.PLAIN);
    }

    /**
     * Returns a layer of stride 1 whose result is as large as the image, PyTorch's {@code padding="same"}: of
     * an odd number of zeros one more stands behind the image than before it.
     */
    public static Conv2d same(int in, int out, int kernel, int dilation, int groups) {
        int zeros = dilation * (kernel - 1);
        Sliding sliding = new Sliding(1, zeros / 2, zeros - zeros / 2, dilation);
        return new Conv2d(in, out, kernel, new Conv2dGeometry(sliding, sliding, groups));
    }

    /** Returns {@link #same(int, int, int, int, int)} without dilation, in one group. */
    public static Conv2d same(int in, int out, int kernel) {
        return same(in, out, kernel, 1, 1);
    }

    /**
     * Returns a layer without bias, of an odd kernel with half its size as padding, that starts from
     * {@linkplain Initializer#kaimingNormal() He's} weights: what residual networks are made of.
     */
    public static Conv2d residual(int in, int out, int kernel, int stride) {
        return new Conv2d(in, out, kernel, kernel, Conv2dGeometry.of(stride, kernel / 2),
                Initializer.kaimingNormal(), null);
    }

    @Override
    public List<ParameterSpec> parameters() {
        Shape shape = Shape.of(height, width, in / geometry.groups(), out);
        ParameterSpec w = new ParameterSpec("weight", shape, weight, Layout.KERNEL);
        return bias == null
                ? List.of(w)
                : List.of(w, new ParameterSpec("bias", Shape.of(out), bias));
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        Images.require("conv2d", in, x);
        Tensor y = x.conv2d(parameters.get("weight"), geometry);
        return new Forward(bias == null ? y : y.add(parameters.get("bias")), state);
    }
}
