package org.metabalance.app.option;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Model;
import org.metabalance.nn.ModelFamily;
import org.metabalance.nn.model.Conv4;
import org.metabalance.nn.model.Head;
import org.metabalance.nn.model.LeNet5;
import org.metabalance.nn.model.MlpClassifier;
import org.metabalance.nn.model.ResNet;
import org.metabalance.nn.model.WideResNet;

/** The networks for images, by the names that users type. */
final class ImageNetworks {
    /** What is trained unless another is asked for: small enough for a laptop. */
    static final String DEFAULT = "conv4-32";

    /** The names, as a help text has them. */
    static final String NAMES = "conv4-FILTERS such as conv4-32 (default) or conv4-64, lenet5, resnet20, resnet32, resnet18,"
            + " wide-resnet-DEPTH-WIDENING such as wide-resnet-16-2, or mlp";

    private static final Pattern WIDE = Pattern.compile("wide-resnet-(\\d{1,3})-(\\d{1,2})");
    private static final Pattern CONV4 = Pattern.compile("conv4-(\\d{1,3})");
    private static final Pattern CIFAR = Pattern.compile("resnet(20|32)");

    private ImageNetworks() {}

    /**
     * Returns what builds a network.
     *
     * @param hidden the widths of the hidden layers of a perceptron
     * @param families where other names are looked for
     * @throws UserError if there is none of that name
     */
    static ModelFor of(String name, List<Integer> hidden, ClassLoader families) {
        ModelFamily other = ours(name) ? null : family(name, families);
        return examples -> {
            int height = examples.shape().dim(0);
            int width = examples.shape().dim(1);
            int channels = examples.shape().dim(2);
            int classes = examples.classes();
            try {
                return other == null
                        ? model(name, hidden, height, width, channels, classes)
                        : other.model(new Architecture(name, Map.of(
                                "height", Integer.toString(height),
                                "width", Integer.toString(width),
                                "channels", Integer.toString(channels),
                                "classes", Integer.toString(classes),
                                "hidden", Architecture.text(hidden))));
            } catch (IllegalArgumentException e) {
                throw new UserError("--network " + name + ": " + e.getMessage(), e);
            }
        };
    }

    private static Model model(
            String name, List<Integer> hidden, int height, int width, int channels, int classes) {
        Matcher wide = WIDE.matcher(name);
        if (wide.matches()) {
            return new WideResNet(
                    Integer.parseInt(wide.group(1)), Integer.parseInt(wide.group(2)), channels,
                    classes);
        }
        Matcher cifar = CIFAR.matcher(name);
        if (cifar.matches()) {
            return ResNet.cifar(Integer.parseInt(cifar.group(1)), channels, classes);
        }
        Matcher conv4 = CONV4.matcher(name);
        if (conv4.matches()) {
            return new Conv4(
                    height, width, channels, Integer.parseInt(conv4.group(1)), classes,
                    Head.linear());
        }
        return switch (name) {
            case "lenet5" -> LeNet5.of(height, width, channels, classes);
            case "resnet18" -> ResNet.resNet18(channels, classes);
            case "mlp" -> new MlpClassifier(height * width * channels, hidden, classes);
            default -> throw new IllegalArgumentException("no such network");
        };
    }

    private static boolean ours(String name) {
        return List.of("lenet5", "resnet18", "mlp").contains(name)
                || CONV4.matcher(name).matches()
                || CIFAR.matcher(name).matches() || WIDE.matcher(name).matches();
    }

    private static ModelFamily family(String name, ClassLoader families) {
        try {
            return ModelFamily.named(name, families);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    "--network: no network for images is named '%s'; there are %s, and the model families of a --plugin"
                            .formatted(name, NAMES),
                    e);
        }
    }
}
