package org.metabalance.nn.model;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.BatchNorm;
import org.metabalance.nn.layer.BatchNorm2d;
import org.metabalance.nn.layer.Conv2d;
import org.metabalance.nn.layer.Flatten;
import org.metabalance.nn.layer.Linear;
import org.metabalance.nn.layer.Pool2d;
import org.metabalance.nn.layer.Sequential;

/**
 * How much two maps have in common, learned: two blocks of a 3 x 3 convolution, batch normalization, ReLU and
 * the maxima of 2 x 2 pixels, and two linear layers with a ReLU between. Sung et al., CVPR 2018 (Learning to
 * Compare), who take a sigmoid of what comes out. Takes pairs of maps, [N, height, width, 2 channels], one map's
 * channels after the other's; gives [N, 1].
 *
 * <p>As in the published code, maps below 10 x 10 are padded by a pixel before each convolution, larger ones are
 * not, and running statistics are those of the last batch (momentum 1). Parameters: {@code layer1.conv}, {@code
 * layer1.norm}, {@code layer2.conv}, {@code layer2.norm}, {@code fc1}, {@code fc2}.
 *
 * @param height of the maps, at least 4
 * @param width of the maps likewise
 * @param channels of one map, and of both blocks
 * @param hidden numbers between the linear layers; 8 in the paper
 */
public record RelationModule(int height, int width, int channels, int hidden) implements Layer {
    private static final int PADDED_BELOW = 10;
    private static final int LEAST = 4;

    /** Checks the sizes. */
    public RelationModule {
        if (Math.min(height, width) < LEAST || channels < 1 || hidden < 1) {
            throw new IllegalArgumentException(
                    "relation module: needs maps of at least %d x %d, a channel and a hidden number, got %d x %d, %d and %d"
                            .formatted(LEAST, LEAST, height, width, channels, hidden));
        }
    }

    private boolean padded() {
        return height < PADDED_BELOW && width < PADDED_BELOW;
    }

    private int shrunk(int side) {
        int less = padded() ? 0 : 2;
        return ((side - less) / 2 - less) / 2;
    }

    private Sequential layers() {
        return new Sequential()
                .then("layer1", block(2 * channels))
                .then("layer2", block(channels))
                .then("flatten", new Flatten())
                .then("fc1", new Linear(channels * shrunk(height) * shrunk(width), hidden))
                .then("relu", Activation.relu())
                .then("fc2", new Linear(hidden, 1));
    }

    private Sequential block(int in) {
        return new Sequential()
                .then("conv",
                        padded() ? Conv2d.same(in, channels, 3) : new Conv2d(in, channels, 3))
                .then("norm", new BatchNorm2d(new BatchNorm(channels, 1e-5, 1)))
                .then("relu", Activation.relu())
                .then("pool", Pool2d.max(2));
    }

    @Override
    public List<ParameterSpec> parameters() {
        return layers().parameters();
    }

    @Override
    public List<ParameterSpec> state() {
        return layers().state();
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        return layers().apply(parameters, state, x, mode);
    }
}
