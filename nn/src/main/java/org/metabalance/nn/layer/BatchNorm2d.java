package org.metabalance.nn.layer;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * {@link BatchNorm} of images [N, H, W, C]: each channel is normalized by its statistics over N, H and W.
 *
 * @param norm what is done with them, and how many channels there are
 */
public record BatchNorm2d(BatchNorm norm) implements Layer {

    /** Creates the layer with eps 1e-5 and momentum 0.1. */
    public BatchNorm2d(int channels) {
        this(new BatchNorm(channels));
    }

    @Override
    public List<ParameterSpec> parameters() {
        return norm.parameters();
    }

    @Override
    public List<ParameterSpec> state() {
        return norm.state();
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        Images.require("batch norm", norm.features(), x);
        return norm.apply(parameters, state, x, mode);
    }
}
