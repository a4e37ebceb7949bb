package org.metabalance.meta.method;

import java.util.List;
import java.util.Map;
import org.metabalance.meta.data.Examples;
import org.metabalance.nn.Model;
import org.metabalance.nn.model.MlpClassifier;

/** Builds the model that is to learn from some examples. */
@FunctionalInterface
public interface ModelFor {
    /** The widths of a perceptron's hidden layers unless others are asked for. */
    List<Integer> DEFAULT_HIDDEN = List.of(128);

    /** A perceptron of one hidden layer: of those tried in study {@code defaults} none is better. */
    ModelFor DEFAULT = mlp(DEFAULT_HIDDEN);

    /** Returns the model for examples of this shape and these classes. */
    Model of(Examples examples);

    /** Builds multi-layer perceptrons with hidden layers of these widths. */
    static ModelFor mlp(List<Integer> hidden) {
        return mlp(hidden, Map.of());
    }

    /** Builds linear models of all numbers of an example; of one-hot categories, as vectors would leave less to them. */
    static ModelFor linear() {
        return mlp(List.of());
    }

    /**
     * Builds multi-layer perceptrons.
     *
     * @param hidden the widths of the hidden layers
     * @param dropout rate of the dropout after a hidden layer, by the number of that layer from 1
     */
    static ModelFor mlp(List<Integer> hidden, Map<Integer, Double> dropout) {
        return examples -> new MlpClassifier(
                examples.shape().size(), hidden, examples.classes(), dropout,
                hidden.isEmpty() ? List.of() : examples.embedded());
    }
}
