package org.metabalance.meta.method.recipe;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Model;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.model.Conv4;
import org.metabalance.nn.model.FeatureModel;
import org.metabalance.nn.model.MlpClassifier;
import org.metabalance.nn.model.ResNet;
import org.metabalance.nn.model.WideResNet;

/** What a recipe does with a model: makes it wider, and looks at its features. */
final class Backbone {
    private Backbone() {}

    /** Returns the model with its layers {@code factor} times as wide; as it is if it has no such widths. */
    static Model widened(Model model, double factor) {
        if (factor == 1) {
            return model;
        }
        return switch (model) {
            case MlpClassifier m -> new MlpClassifier(
                    m.width(), wider(m.hidden(), factor), m.classes(), m.dropout(), m.embedded());
            case ResNet m -> new ResNet(
                    m.channels(), m.blocks(), wider(m.widths(), factor), m.shortcut(), m.classes(),
                    m.head());
            case WideResNet m -> new WideResNet(
                    m.depth(), wider(m.widening(), factor), m.channels(), m.classes(), m.dropout(),
                    m.head());
            case Conv4 m -> new Conv4(
                    m.height(), m.width(), m.channels(), wider(m.filters(), factor), m.classes(),
                    m.head());
            default -> model;
        };
    }

    private static List<Integer> wider(List<Integer> widths, double factor) {
        return widths.stream().map(width -> wider(width, factor)).toList();
    }

    private static int wider(int width, double factor) {
        return Math.clamp(Math.round(width * factor), 1, Integer.MAX_VALUE);
    }

    /**
     * Returns how many features the model makes of an example: what its last layer sees.
     *
     * @param method begins the message
     * @throws IllegalArgumentException if it makes none that can be had
     */
    static int featureWidth(String method, Model model) {
        return switch (model) {
            case FeatureModel m -> m.featureWidth();
            default -> throw new IllegalArgumentException(
                    "%s: self-supervision needs a model that makes features, got family '%s'"
                            .formatted(method, model.architecture().family()));
        };
    }

    /** Returns the features of a batch, [n, {@link #featureWidth}], with its own statistics; they leave no state. */
    static Tensor features(Model model, Parameters theta, Parameters state, Batch batch) {
        return switch (model) {
            case FeatureModel m -> m.features(theta, state, batch, Mode.TRAIN).output();
            default -> throw new IllegalArgumentException(
                    "no features of family " + model.architecture().family());
        };
    }
}
