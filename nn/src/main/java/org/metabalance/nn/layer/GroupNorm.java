package org.metabalance.nn.layer;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * Normalizes each group of channels of each example over the group and all places, then scales and shifts
 * each channel: Wu and He, ECCV 2018. Takes [n, .., channels]; the variance is divided by the count. It
 * needs no statistics of the batch, so it does the same in training and evaluation.
 *
 * @param groups into how many groups neighbouring channels are divided
 * @param channels extent of the last axis; {@code weight} (first 1) and {@code bias} (first 0) are [channels]
 * @param eps added to the variance
 */
public record GroupNorm(int groups, int channels, double eps) implements Layer {

    /**
     * Checks that the groups divide the channels.
     *
     * @throws IllegalArgumentException if the groups do not divide the channels
     */
    public GroupNorm {
        if (groups < 1 || channels < 1 || channels % groups != 0) {
            throw new IllegalArgumentException(
                    "group norm: the groups must divide the channels, got " + groups + " and "
                            + channels);
        }
    }

    /** Creates the layer with eps 1e-5. */
    public GroupNorm(int groups, int channels) {
        this(groups, channels, 1e-5);
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                new ParameterSpec("weight", Shape.of(channels), Initializer.ones()),
                new ParameterSpec("bias", Shape.of(channels), Initializer.zeros()));
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        if (x.rank() < 2 || x.dim(-1) != channels) {
            throw new IllegalArgumentException(
                    "group norm: the argument must be [n, .., " + channels + "], got " + x.shape());
        }
        int places = 1;
        for (int axis = 1; axis < x.rank() - 1; axis++) {
            places *= x.dim(axis);
        }
        Tensor grouped = x.reshape(x.dim(0), places, groups, channels / groups);
        Tensor centred = grouped.sub(grouped.meanKeep(1, 3));
        Tensor normal = centred.mul(centred.square().meanKeep(1, 3).add(eps).rsqrt())
                .reshape(x.shape());
        return new Forward(normal.mul(parameters.get("weight")).add(parameters.get("bias")), state);
    }
}
