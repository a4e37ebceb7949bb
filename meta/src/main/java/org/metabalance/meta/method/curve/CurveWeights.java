package org.metabalance.meta.method.curve;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Linear;

/**
 * CurveNet's network: from a class-centred loss curve of E epochs and a label to a weight,
 *
 * <pre>
 *   E - 128 - 128 - 64, plus the label's embedding, - 128 - 64 - 1        ReLU after each but the last
 *   w = sigmoid(.) + 0.02
 * </pre>
 *
 * <p>Weights are first drawn by Xavier's normal rule, biases are 0, and the last is 4.5, so that all examples begin
 * with about the same weight, near 1.
 *
 * @param epochs E
 * @param classes how many labels
 * @param embeddings how often the embedding is added: once, or twice as in the authors' code
 */
record CurveWeights(int epochs, int classes, int embeddings) {
    private static final int WIDTH = 64;
    private static final double LEAST = .02;
    private static final double LAST_BIAS = 4.5;
    private static final String EMBEDDING = "embedding";

    private List<Linear> layers() {
        int[] sizes = {epochs, 128, 128, WIDTH, 128, 64, 1};
        List<Linear> layers = new ArrayList<>();
        for (int i = 1; i < sizes.length; i++) {
            layers.add(new Linear(
                    sizes[i - 1], sizes[i], Initializer.xavierNormal(),
                    Initializer.constant(i < sizes.length - 1 ? 0 : LAST_BIAS)));
        }
        return layers;
    }

    /** Returns the parameters: layers 0 to 5, the embedding after the third. */
    List<ParameterSpec> parameters() {
        List<ParameterSpec> specs = new ArrayList<>();
        List<Linear> layers = layers();
        for (int i = 0; i < layers.size(); i++) {
            specs.addAll(ParameterSpec.under(Integer.toString(i), layers.get(i).parameters()));
            if (i == 2) {
                specs.add(new ParameterSpec(
                        EMBEDDING, Shape.of(classes, WIDTH), Initializer.xavierNormal()));
            }
        }
        return specs;
    }

    /**
     * Returns the weights of a batch, [n].
     *
     * @param v the parameters
     * @param curves [n, epochs]
     * @param labels [n]
     */
    Tensor of(Parameters v, Tensor curves, Tensor labels) {
        Tensor x = curves;
        List<Linear> layers = layers();
        for (int i = 0; i < layers.size(); i++) {
            x = layers.get(i).apply(
                    v.child(Integer.toString(i)), Parameters.empty(), x, Mode.TRAIN).output();
            x = i < layers.size() - 1 ? x.relu() : x;
            if (i == 2) {
                x = x.add(v.get(EMBEDDING).gather(0, labels).mul(embeddings));
            }
        }
        return x.squeeze(1).sigmoid().add(LEAST);
    }
}
