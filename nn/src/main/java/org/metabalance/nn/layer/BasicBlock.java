package org.metabalance.nn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * The residual block of two 3 x 3 convolutions, relu(x + bn2(conv2(relu(bn1(conv1(x)))))): He et al., CVPR
 * 2016. Takes [N, H, W, in], gives [N, ceil(H / stride), ceil(W / stride), out].
 *
 * <p>The parts are named as torchvision's: {@code conv1}, {@code bn1}, {@code conv2}, {@code bn2}, and
 * {@code downsample.0} and {@code .1} for a projection.
 *
 * @param in channels of the images
 * @param out channels of the result
 * @param stride of the first convolution
 * @param shortcut what leads around, where the identity alone does not fit
 */
public record BasicBlock(int in, int out, int stride, Shortcut shortcut) implements Layer {
    private static final String PROJECTION = "downsample";

    /** Checks that the shortcut can be taken. */
    public BasicBlock {
        Objects.requireNonNull(shortcut, "shortcut");
        if (shortcut == Shortcut.IDENTITY && out < in) {
            throw new IllegalArgumentException(
                    "residual block: an identity cannot lead from " + in
                            + " to fewer channels, got "
                            + out);
        }
    }

    @Override
    public List<ParameterSpec> parameters() {
        return specs(Layer::parameters);
    }

    @Override
    public List<ParameterSpec> state() {
        return specs(Layer::state);
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        Parts parts = new Parts(parameters, state, mode);
        Tensor inner = body().through(parts, x);
        Tensor around = projects()
                ? parts.apply(PROJECTION, projection(), x)
                : Shortcut.identity(x, out, stride);
        return parts.end(inner.add(around).relu());
    }

    private Sequential body() {
        return new Sequential()
                .then("conv1", Conv2d.residual(in, out, 3, stride))
                .then("bn1", new BatchNorm2d(out))
                .then("relu", Activation.relu())
                .then("conv2", Conv2d.residual(out, out, 3, 1))
                .then("bn2", new BatchNorm2d(out));
    }

    private Sequential projection() {
        return new Sequential(Conv2d.residual(in, out, 1, stride), new BatchNorm2d(out));
    }

    private boolean projects() {
        return shortcut == Shortcut.PROJECTION && (stride != 1 || in != out);
    }

    private List<ParameterSpec> specs(Function<Layer, List<ParameterSpec>> of) {
        List<ParameterSpec> specs = new ArrayList<>(of.apply(body()));
        if (projects()) {
            specs.addAll(ParameterSpec.under(PROJECTION, of.apply(projection())));
        }
        return List.copyOf(specs);
    }
}
