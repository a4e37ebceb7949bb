package org.metabalance.nn.layer;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * Makes one axis of all but the first: [n, ..] becomes [n, m]. Of images [N, H, W, C] it puts the channels
 * first, C H W, which is PyTorch's order: so the weight of a linear layer behind it is the transpose of
 * PyTorch's and nothing else. What it has to move is small where networks flatten, and nothing if H = W = 1.
 */
public record Flatten() implements Layer {
    @Override
    public List<ParameterSpec> parameters() {
        return List.of();
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        Tensor ordered = x.rank() == 4 ? x.permute(0, 3, 1, 2) : x;
        int width = 1;
        for (int axis = 1; axis < x.rank(); axis++) {
            width *= x.dim(axis);
        }
        return new Forward(ordered.reshape(x.dim(0), width), state);
    }
}
