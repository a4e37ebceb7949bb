package org.metabalance.nn.layer;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.math.Pooling;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/** Pools whole images: takes [N, H, W, C], gives [N, C]; no parameters, no state. */
public enum GlobalPool2d implements Layer {
    /** The mean of each channel. */
    AVERAGE,
    /** The largest value of each channel; of equal ones the first, row by row, has the slope. */
    MAX;

    @Override
    public List<ParameterSpec> parameters() {
        return List.of();
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        Images.require("global pool", x);
        return new Forward(
                this == AVERAGE ? Pooling.globalAverage(x) : Pooling.globalMax(x), state);
    }
}
