package org.metabalance.nn.model;

import java.util.Map;
import java.util.Objects;
import org.metabalance.engine.op.Conv2dGeometry;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Model;
import org.metabalance.nn.ModelFamily;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Conv2d;
import org.metabalance.nn.layer.Flatten;
import org.metabalance.nn.layer.Linear;
import org.metabalance.nn.layer.Pool2d;
import org.metabalance.nn.layer.Sequential;

/**
 * LeNet-5: LeCun et al., Proceedings of the IEEE 1998, in the form in which it is used today: 5 x 5
 * convolutions to 6 and 16 channels, each followed by ReLU and the maxima of 2 x 2 pixels, then 120 and 84
 * units with ReLU, and the head. Takes images [N, height, width, channels]; of one channel with 32 x 32
 * pixels, or with 28 x 28 and 2 zeros around, it has 61,706 parameters for ten classes.
 *
 * <p>Names are those of PyTorch's tutorial: {@code conv1}, {@code conv2}, {@code fc1}, {@code fc2}, {@code
 * fc3}; so are the first weights.
 *
 * @param height of the images; with the padding at least 16
 * @param width of the images likewise
 * @param channels of the images
 * @param padding zeros around the images
 * @param classes the number of classes, at least 2
 * @param head the last layer
 */
public record LeNet5(int height, int width, int channels, int padding, int classes, Head head)
        implements FeatureModel {
    private static final String FAMILY = "lenet5";
    private static final int KERNEL = 5;
    private static final int LEAST = 16;
    private static final int PAPER = 32;

    /** Checks the sizes. */
    public LeNet5 {
        Objects.requireNonNull(head, "head");
        if (padding < 0 || Math.min(height, width) + 2L * padding < LEAST) {
            throw new IllegalArgumentException(
                    "lenet5: with its padding an image must be at least %d x %d, got %d x %d and %d"
                            .formatted(LEAST, LEAST, height, width, padding));
        }
        if (channels < 1 || classes < 2) {
            throw new IllegalArgumentException(
                    "lenet5: needs a channel and 2 classes, got " + channels + " and " + classes);
        }
        flattened(height, width, padding);
    }

    /** Returns the network for such images, with 2 zeros around them if they are smaller than 32 x 32. */
    public static LeNet5 of(int height, int width, int channels, int classes) {
        int padding = Math.min(height, width) < PAPER ? 2 : 0;
        return new LeNet5(height, width, channels, padding, classes, Head.linear());
    }

    /** Returns this network with another last layer. */
    public LeNet5 withHead(Head head) {
        return new LeNet5(height, width, channels, padding, classes, head);
    }

    @Override
    public Layer trunk() {
        int flat = flattened(height, width, padding);
        return new Sequential()
                .then("conv1", new Conv2d(channels, 6, KERNEL, Conv2dGeometry.of(1, padding)))
                .then("relu1", Activation.relu())
                .then("pool1", Pool2d.max(2))
                .then("conv2", new Conv2d(6, 16, KERNEL))
                .then("relu2", Activation.relu())
                .then("pool2", Pool2d.max(2))
                .then("flatten", new Flatten())
                .then("fc1", new Linear(flat, 120))
                .then("relu3", Activation.relu())
                .then("fc2", new Linear(120, featureWidth()))
                .then("relu4", Activation.relu());
    }

    private static int flattened(int height, int width, int padding) {
        return Sizes.product(FAMILY, 16, pooledTwice(height, padding),
                pooledTwice(width, padding));
    }

    private static long pooledTwice(int extent, int padding) {
        long first = (extent + 2L * padding - KERNEL + 1) / 2;
        return (first - KERNEL + 1) / 2;
    }

    @Override
    public int featureWidth() {
        return 84;
    }

    @Override
    public String headName() {
        return "fc3";
    }

    @Override
    public Architecture architecture() {
        return new Architecture(
                FAMILY,
                Map.of(
                        "height", Integer.toString(height),
                        "width", Integer.toString(width),
                        "channels", Integer.toString(channels),
                        "padding", Integer.toString(padding),
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
            return new LeNet5(a.integer("height"), a.integer("width"), a.integer("channels"),
                    a.integer("padding"), a.integer("classes"),
                    Head.parse(a.settings().get("head")));
        }
    }
}
