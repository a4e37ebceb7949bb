package org.metabalance.nn.model;

import java.util.Map;
import java.util.Objects;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Model;
import org.metabalance.nn.ModelFamily;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.BatchNorm2d;
import org.metabalance.nn.layer.Conv2d;
import org.metabalance.nn.layer.Flatten;
import org.metabalance.nn.layer.Pool2d;
import org.metabalance.nn.layer.Sequential;

/**
 * The network of few-shot learning: four blocks of a 3 x 3 convolution, batch normalization, ReLU and the
 * maxima of 2 x 2 pixels, and the head on all that is left. Vinyals et al., NIPS 2016; Finn et al., ICML 2017.
 * Takes images [N, height, width, channels]. With 64 filters the blocks have 113,088 parameters for three
 * channels and 111,936 for one.
 *
 * <p>Names are those of torchmeta: {@code features.layer1.conv}, {@code features.layer1.norm} .., {@code
 * classifier}; first weights are PyTorch's.
 *
 * @param height of the images, at least 16
 * @param width of the images likewise
 * @param channels of the images
 * @param filters channels of every block; 64 in the papers, 32 for the larger images of Finn et al.
 * @param classes the number of classes, at least 2
 * @param head the last layer
 */
public record Conv4(int height, int width, int channels, int filters, int classes, Head head)
        implements FeatureModel {
    private static final String FAMILY = "conv4";
    private static final int BLOCKS = 4;
    private static final int LEAST = 1 << BLOCKS;

    /** Checks the sizes. */
    public Conv4 {
        Objects.requireNonNull(head, "head");
        if (Math.min(height, width) < LEAST) {
            throw new IllegalArgumentException(
                    "conv4: an image must be at least %d x %d, got %d x %d"
                            .formatted(LEAST, LEAST, height, width));
        }
        if (channels < 1 || filters < 1 || classes < 2) {
            throw new IllegalArgumentException(
                    "conv4: needs a channel, a filter and 2 classes, got %d, %d and %d"
                            .formatted(channels, filters, classes));
        }
        Sizes.product(FAMILY, filters, height >> BLOCKS, width >> BLOCKS);
    }

    /** A network of 64 filters with a linear head. */
    public Conv4(int height, int width, int channels, int classes) {
        this(height, width, channels, 64, classes, Head.linear());
    }

    /** Returns this network with another last layer. */
    public Conv4 withHead(Head head) {
        return new Conv4(height, width, channels, filters, classes, head);
    }

    @Override
    public Layer trunk() {
        Sequential blocks = new Sequential();
        for (int i = 1; i <= BLOCKS; i++) {
            blocks = blocks.then(
                    "layer" + i,
                    block(Conv2d.same(i == 1 ? channels : filters, filters, 3))
                            .then("pool", Pool2d.max(2)));
        }
        return new Sequential().then("features", blocks).then("flatten", new Flatten());
    }

    /**
     * Returns the same four blocks as a layer that gives maps, [N, {@link #mapHeight}, {@link #mapWidth},
     * filters]: the first two without padding, then the maxima, the last two with padding and without
     * maxima. Parameters have the names of {@link #trunk}. Sung et al., CVPR 2018 (RelationNet).
     */
    public Layer maps() {
        Sequential blocks = new Sequential();
        for (int i = 1; i <= BLOCKS; i++) {
            int in = i == 1 ? channels : filters;
            blocks = blocks.then(
                    "layer" + i,
                    i <= 2
                            ? block(new Conv2d(in, filters, 3)).then("pool", Pool2d.max(2))
                            : block(Conv2d.same(in, filters, 3)));
        }
        return new Sequential().then("features", blocks);
    }

    private Sequential block(Conv2d convolution) {
        return new Sequential()
                .then("conv", convolution)
                .then("norm", new BatchNorm2d(filters))
                .then("relu", Activation.relu());
    }

    /** Returns the height of {@link #maps}: 5 for 28 pixels, 19 for 84. */
    public int mapHeight() {
        return mapSide(height);
    }

    /** Returns the width of {@link #maps}. */
    public int mapWidth() {
        return mapSide(width);
    }

    private static int mapSide(int side) {
        return ((side - 2) / 2 - 2) / 2;
    }

    @Override
    public int featureWidth() {
        return Sizes.product(FAMILY, filters, height >> BLOCKS, width >> BLOCKS);
    }

    @Override
    public String headName() {
        return "classifier";
    }

    @Override
    public Architecture architecture() {
        return new Architecture(
                FAMILY,
                Map.of(
                        "height", Integer.toString(height),
                        "width", Integer.toString(width),
                        "channels", Integer.toString(channels),
                        "filters", Integer.toString(filters),
                        "classes", Integer.toString(classes),
                        "head", head.text()));
    }

    /** Builds such networks. */
    public static final class Family implements ModelFamily {
        /** For {@link java.util.ServiceLoader}. */
        public Family() {}

        @Override
        public String name() {
            return FAMILY;
        }

        @Override
        public Model model(Architecture a) {
            return new Conv4(a.integer("height"), a.integer("width"), a.integer("channels"),
                    a.integer("filters"), a.integer("classes"),
                    Head.parse(a.settings().get("head")));
        }
    }
}
