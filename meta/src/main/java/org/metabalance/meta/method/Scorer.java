package org.metabalance.meta.method;

import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Model;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.model.FeatureModel;

/** Computes what a network makes of some examples, by what its weights are at the time. */
public final class Scorer {
    /** Examples that pass through the network at once, at most. */
    private static final int CHUNK = 1024;

    /** Numbers that pass through it at once, about: a thousand images of some size take too much memory. */
    private static final int NUMBERS = 1 << 20;

    private final int examples;
    private final int width;
    private final int chunk;
    private final Feed.Fed program;
    private int from;

    /** What is computed of a batch, a row of numbers for every example. */
    @FunctionalInterface
    private interface Output {
        Tensor of(Parameters weights, Parameters state, Batch batch);
    }

    private Scorer(Network network, Examples examples, int width, Output output) {
        this.examples = examples.size();
        this.width = width;
        Tape tape = Tape.f32().threads(1);
        int most = Math.clamp(NUMBERS / Math.max(1, examples.shape().size()), 1, CHUNK);
        // a few examples do not pay for a thousand
        chunk = Math.clamp(this.examples, 1, most);
        Feed feed = Feed.toScore(tape);
        Batch batch = feed.batch(Feed.ROWS, examples, chunk, this::next);
        program = feed.compile(output.of(
                network.weights().on(tape), network.state().on(tape), batch));
    }

    /** Returns a scorer of class probabilities, which sees every later change of the network. */
    public static Scorer probabilities(Network network, Examples examples) {
        Model model = network.model();
        return new Scorer(network, examples, model.classes(),
                (weights, state, batch) -> model.probabilities(
                        model.logits(weights, state, batch, Mode.EVAL).output()));
    }

    /**
     * Returns a scorer of features, which sees every later change of the network.
     *
     * @throws IllegalArgumentException if the network's model makes none
     */
    public static Scorer features(Network network, Examples examples) {
        if (!(network.model() instanceof FeatureModel model)) {
            throw new IllegalArgumentException(
                    "features: needs a model that makes features, got family '%s'"
                            .formatted(network.model().architecture().family()));
        }
        return new Scorer(network, examples, model.featureWidth(),
                (weights, state, batch) -> model
                        .features(weights, state, batch, Mode.EVAL).output());
    }

    /** The last chunk is filled up with its first example. */
    private void next(NdArray indices) {
        for (int i = 0; i < chunk; i++) {
            indices.set(i, from + i < examples ? from + i : from);
        }
    }

    /** Returns the numbers of every example, {@code [examples, classes]} or {@code [examples, features]}. */
    public double[][] rows() {
        double[][] result = new double[examples][width];
        for (from = 0; from < examples; from += chunk) {
            int count = Math.min(chunk, examples - from);
            program.run();
            NdArray scores = program.program().output(0);
            for (int i = 0; i < count * width; i++) {
                result[from + i / width][i % width] = scores.get(i);
            }
        }
        return result;
    }
}
