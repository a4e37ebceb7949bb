package org.metabalance.nn.model;

import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Model;
import org.metabalance.nn.ModelFamily;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.BatchNorm2d;
import org.metabalance.nn.layer.Conv2d;
import org.metabalance.nn.layer.GlobalPool2d;
import org.metabalance.nn.layer.PreActivationBlock;
import org.metabalance.nn.layer.Sequential;

/**
 * Wide residual networks, WRN-depth-widening, for small images [N, H, W, channels] of any size: Zagoruyko and
 * Komodakis, BMVC 2016. A 3 x 3 convolution to 16 channels, three stages of (depth - 4) / 6 {@link
 * PreActivationBlock}s of 16, 32 and 64 times the widening, of which the second and third begin with stride 2,
 * batch normalization, ReLU, the mean over all places, and the head. Convolutions start from He's weights.
 *
 * <p>Names are those of the common implementation in PyTorch: {@code conv1}, {@code block1.layer.0.conv1} ..,
 * {@code bn1}, {@code fc}.
 *
 * @param depth 6 n + 4, such as 16
 * @param widening the factor k of the widths
 * @param channels of the images
 * @param classes the number of classes, at least 2
 * @param dropout rate of the dropout in each block; counts in training alone, and is not part of the
 *     architecture
 * @param head the last layer
 */
public record WideResNet(
        int depth, int widening, int channels, int classes, double dropout, Head head)
        implements FeatureModel {
    private static final String FAMILY = "wide-resnet";
    private static final int STEM = 16;
    private static final int MOST_DEPTH = 6004;

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if the depth is not 6 n + 4, or there is no widening, no channel or
     *     less than 2 classes
     */
    public WideResNet {
        Objects.requireNonNull(head, "head");
        if (depth < 10 || depth > MOST_DEPTH || depth % 6 != 4) {
            throw new IllegalArgumentException(
                    "wide resnet: the depth must be 6 n + 4, such as 16, and at most " + MOST_DEPTH
                            + ", got " + depth);
        }
        if (widening < 1 || channels < 1 || classes < 2) {
            throw new IllegalArgumentException(
                    "wide resnet: needs a widening, a channel and 2 classes, got %d, %d and %d"
                            .formatted(widening, channels, classes));
        }
        Sizes.product("wide resnet", STEM << 2, widening);
    }

    /** A network without dropout and with a linear head. */
    public WideResNet(int depth, int widening, int channels, int classes) {
        this(depth, widening, channels, classes, 0, Head.linear());
    }

    @Override
    public Layer trunk() {
        Sequential trunk = new Sequential()
                .then("conv1", Conv2d.residual(channels, STEM, 3, 1));
        for (int stage = 0; stage < 3; stage++) {
            trunk = trunk.then("block" + (stage + 1),
                    new Sequential().then("layer", stage(stage)));
        }
        return trunk
                .then("bn1", new BatchNorm2d(featureWidth()))
                .then("relu", Activation.relu())
                .then("avgpool", GlobalPool2d.AVERAGE);
    }

    private Sequential stage(int stage) {
        int out = width(stage);
        int in = stage == 0 ? STEM : width(stage - 1);
        return new Sequential(IntStream.range(0, (depth - 4) / 6).<Layer>mapToObj(i -> i == 0
                ? new PreActivationBlock(in, out, stage == 0 ? 1 : 2, dropout)
                : new PreActivationBlock(out, out, 1, dropout)).toList());
    }

    private int width(int stage) {
        return Sizes.product("wide resnet", STEM << stage, widening);
    }

    @Override
    public int featureWidth() {
        return width(2);
    }

    @Override
    public String headName() {
        return "fc";
    }

    @Override
    public Architecture architecture() {
        return new Architecture(
                FAMILY,
                Map.of(
                        "depth", Integer.toString(depth),
                        "widening", Integer.toString(widening),
                        "channels", Integer.toString(channels),
                        "classes", Integer.toString(classes),
                        "head", head.text()));
    }

    /** Builds wide residual networks. */
    public static final class Family implements ModelFamily {
        /** For {@link java.util.ServiceLoader}. */
        public Family() {}

        @Override
        public String name() {
            return FAMILY;
        }

        @Override
        public Model model(Architecture a) {
            return new WideResNet(a.integer("depth"), a.integer("widening"),
                    a.integer("channels"), a.integer("classes"), 0,
                    Head.parse(a.settings().get("head")));
        }
    }
}
