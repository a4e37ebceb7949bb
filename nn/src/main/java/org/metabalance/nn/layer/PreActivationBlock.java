package org.metabalance.nn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * The residual block of wide networks, x + conv2(dropout(relu(bn2(conv1(relu(bn1(x))))))): Zagoruyko and
 * Komodakis, BMVC 2016. Where channels or size change, a 1 x 1 convolution of relu(bn1(x)) takes the place of
 * x, as in their code. Takes [N, H, W, in], gives [N, ceil(H / stride), ceil(W / stride), out].
 *
 * <p>The parts are {@code bn1}, {@code conv1}, {@code bn2}, {@code conv2} and {@code convShortcut}.
 *
 * @param in channels of the images
 * @param out channels of the result
 * @param stride of the first convolution
 * @param dropout rate of the dropout between the convolutions, 0 for none
 */
public record PreActivationBlock(int in, int out, int stride, double dropout) implements Layer {
    private static final String PROJECTION = "convShortcut";

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
        Tensor active = activation().through(parts, x);
        Tensor inner = body().through(parts, active);
        return parts.end(
                inner.add(projects() ? parts.apply(PROJECTION, projection(), active) : x));
    }

    private Sequential activation() {
        return new Sequential().then("bn1", new BatchNorm2d(in)).then("relu1", Activation.relu());
    }

    private Sequential body() {
        return new Sequential()
                .then("conv1", Conv2d.residual(in, out, 3, stride))
                .then("bn2", new BatchNorm2d(out))
                .then("relu2", Activation.relu())
                .then("dropout", new Dropout(dropout))
                .then("conv2", Conv2d.residual(out, out, 3, 1));
    }

    private Conv2d projection() {
        return Conv2d.residual(in, out, 1, stride);
    }

    private boolean projects() {
        return stride != 1 || in != out;
    }

    private List<ParameterSpec> specs(Function<Layer, List<ParameterSpec>> of) {
        List<ParameterSpec> specs = new ArrayList<>(of.apply(activation()));
        specs.addAll(of.apply(body()));
        if (projects()) {
            specs.addAll(ParameterSpec.under(PROJECTION, of.apply(projection())));
        }
        return List.copyOf(specs);
    }
}
