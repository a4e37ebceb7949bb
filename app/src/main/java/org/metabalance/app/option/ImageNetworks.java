package org.metabalance.app.option;

import java.util.List;
import java.util.Map;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Model;
import org.metabalance.nn.ModelFamily;
import org.metabalance.nn.model.MlpClassifier;

/** The networks for images, by the names that users type. */
final class ImageNetworks {
    /** What is trained unless another is asked for. */
    static final String DEFAULT = "mlp";

    /** The names. */
    static final List<String> NAMES = List.of("mlp");

    private ImageNetworks() {}

    /**
     * Returns what builds a network.
     *
     * @param hidden the widths of the hidden layers of a perceptron
     * @param families where other names are looked for
     * @throws UserError if there is none of that name
     */
    static ModelFor of(String name, List<Integer> hidden, ClassLoader families) {
        ModelFamily other = NAMES.contains(name) ? null : family(name, families);
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
        return switch (name) {
            case "mlp" -> new MlpClassifier(height * width * channels, hidden, classes);
            default -> throw new IllegalStateException(name);
        };
    }

    private static ModelFamily family(String name, ClassLoader families) {
        try {
            return ModelFamily.named(name, families);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    "--network: no network for images is named '%s'; there are %s, and the model families of a --plugin"
                            .formatted(name, String.join(", ", NAMES)),
                    e);
        }
    }
}
