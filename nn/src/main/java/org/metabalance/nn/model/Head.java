package org.metabalance.nn.model;

import org.metabalance.nn.Layer;
import org.metabalance.nn.layer.CosineClassifier;
import org.metabalance.nn.layer.Linear;

/** The last layer of a {@link FeatureModel}: how features become logits. */
public sealed interface Head {
    /** Returns the layer, which takes [n, in] and gives [n, outputs of the classes]. */
    Layer layer(int in, int outputs);

    /** Returns this head as a setting of an architecture: {@code linear}, {@code cosine 64.0}. */
    String text();

    /** A linear map with bias. */
    record Affine() implements Head {
        @Override
        public Layer layer(int in, int outputs) {
            return new Linear(in, outputs);
        }

        @Override
        public String text() {
            return LINEAR;
        }
    }

    /**
     * Angles between the features and each class: {@link CosineClassifier}. Two classes have weights each
     * too, and the logit is the difference.
     *
     * @param scale what the cosines are multiplied by; 64 for {@link org.metabalance.nn.loss.CosFace}
     */
    record Cosine(double scale) implements Head {
        @Override
        public Layer layer(int in, int outputs) {
            return new CosineClassifier(in, Math.max(2, outputs), scale);
        }

        @Override
        public String text() {
            return COSINE + scale;
        }
    }

    /** The setting of {@link Affine}. */
    String LINEAR = "linear";

    /** What the setting of {@link Cosine} begins with. */
    String COSINE = "cosine ";

    /** Returns a linear head. */
    static Head linear() {
        return new Affine();
    }

    /** Returns a head of cosines. */
    static Head cosine(double scale) {
        return new Cosine(scale);
    }

    /**
     * Returns the head that {@link #text} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Head parse(String text) {
        if (LINEAR.equals(text)) {
            return linear();
        }
        try {
            if (text != null && text.startsWith(COSINE)) {
                return cosine(Double.parseDouble(text.substring(COSINE.length())));
            }
        } catch (NumberFormatException e) {
            // named below
        }
        throw new IllegalArgumentException(
                "model: the head must be 'linear' or 'cosine SCALE', got '" + text + "'");
    }
}
