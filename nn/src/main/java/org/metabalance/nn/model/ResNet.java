package org.metabalance.nn.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Model;
import org.metabalance.nn.ModelFamily;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.BasicBlock;
import org.metabalance.nn.layer.BatchNorm2d;
import org.metabalance.nn.layer.Conv2d;
import org.metabalance.nn.layer.GlobalPool2d;
import org.metabalance.nn.layer.Sequential;
import org.metabalance.nn.layer.Shortcut;

/**
 * Residual networks for small images [N, H, W, channels] of any size: He et al., CVPR 2016. A 3 x 3
 * convolution with batch normalization, stages of {@link BasicBlock}s, the mean over all places, and the
 * head. Each stage but the first begins with stride 2. Convolutions have no bias and start from He's weights.
 *
 * <p>Names are torchvision's: {@code conv1}, {@code bn1}, {@code layer1.0.conv1} .., {@code fc}.
 *
 * @param channels of the images
 * @param blocks how many blocks each stage has
 * @param widths channels of each stage, which are also those of the stem
 * @param shortcut what leads around where channels change
 * @param classes the number of classes, at least 2
 * @param head the last layer
 */
public record ResNet(
        int channels,
        List<Integer> blocks,
        List<Integer> widths,
        Shortcut shortcut,
        int classes,
        Head head)
        implements FeatureModel {
    private static final String FAMILY = "resnet";
    private static final int MOST_BLOCKS = 1000;

    /**
     * Copies the lists and checks the sizes.
     *
     * @throws IllegalArgumentException if there is no channel, less than 2 classes, not a width for each
     *     stage, or a stage without a block
     */
    public ResNet {
        blocks = List.copyOf(blocks);
        widths = List.copyOf(widths);
        Objects.requireNonNull(shortcut, "shortcut");
        Objects.requireNonNull(head, "head");
        if (channels < 1 || classes < 2 || blocks.isEmpty() || blocks.size() != widths.size()
                || widths.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException(
                    "resnet: needs a channel, 2 classes and a width for each stage, got %d, %d, blocks %s and widths %s"
                            .formatted(channels, classes, blocks, widths));
        }
        if (blocks.stream().anyMatch(count -> count < 1)
                || blocks.stream().mapToLong(count -> count).sum() > MOST_BLOCKS) {
            throw new IllegalArgumentException(
                    "resnet: a stage has a block and all have at most " + MOST_BLOCKS + ", got "
                            + blocks);
        }
    }

    /**
     * Returns the network for CIFAR of that depth: three stages of (depth - 2) / 6 blocks, of 16, 32 and 64
     * channels, and shortcuts without parameters (option A). ResNet-20 has depth 20.
     *
     * @throws IllegalArgumentException unless the depth is 6 n + 2
     */
    public static ResNet cifar(int depth, int channels, int classes) {
        if (depth < 8 || depth % 6 != 2) {
            throw new IllegalArgumentException(
                    "resnet: the depth must be 6 n + 2, such as 20 or 32, got " + depth);
        }
        int n = (depth - 2) / 6;
        return new ResNet(channels, List.of(n, n, n), List.of(16, 32, 64), Shortcut.IDENTITY,
                classes, Head.linear());
    }

    /**
     * Returns ResNet-18 with the 3 x 3 stem of small images: four stages of two blocks, of 64, 128, 256 and
     * 512 channels, with projections, and no pooling before them.
     */
    public static ResNet resNet18(int channels, int classes) {
        return new ResNet(channels, List.of(2, 2, 2, 2), List.of(64, 128, 256, 512),
                Shortcut.PROJECTION, classes, Head.linear());
    }

    /** Returns this network with another last layer. */
    public ResNet withHead(Head head) {
        return new ResNet(channels, blocks, widths, shortcut, classes, head);
    }

    @Override
    public Layer trunk() {
        int in = widths.getFirst();
        Sequential trunk = new Sequential()
                .then("conv1", Conv2d.residual(channels, in, 3, 1))
                .then("bn1", new BatchNorm2d(in))
                .then("relu", Activation.relu());
        for (int stage = 0; stage < blocks.size(); stage++) {
            trunk = trunk.then("layer" + (stage + 1), stage(stage));
        }
        return trunk.then("avgpool", GlobalPool2d.AVERAGE);
    }

    private Sequential stage(int stage) {
        int out = widths.get(stage);
        int in = stage == 0 ? out : widths.get(stage - 1);
        return new Sequential(IntStream.range(0, blocks.get(stage)).<Layer>mapToObj(i -> i == 0
                ? new BasicBlock(in, out, stage == 0 ? 1 : 2, shortcut)
                : new BasicBlock(out, out, 1, shortcut)).toList());
    }

    @Override
    public int featureWidth() {
        return widths.getLast();
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
                        "channels", Integer.toString(channels),
                        "blocks", Architecture.text(blocks),
                        "widths", Architecture.text(widths),
                        "shortcut", shortcut.name(),
                        "classes", Integer.toString(classes),
                        "head", head.text()));
    }

    /** Builds residual networks. */
    public static final class Family implements ModelFamily {
        /** For {@link java.util.ServiceLoader}. */
        public Family() {}

        @Override
        public String name() {
            return FAMILY;
        }

        @Override
        public Model model(Architecture a) {
            return new ResNet(
                    a.integer("channels"), a.integers("blocks"), a.integers("widths"),
                    a.constant("shortcut", Shortcut.class), a.integer("classes"),
                    Head.parse(a.settings().get("head")));
        }
    }
}
