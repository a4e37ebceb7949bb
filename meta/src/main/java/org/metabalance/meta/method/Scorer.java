package org.metabalance.meta.method;

import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Mode;

/** Computes class probabilities of some examples, by what a network's weights are at the time. */
public final class Scorer {
    /** Examples that pass through the network at once, at most. */
    private static final int CHUNK = 1024;

    /** Numbers that pass through it at once, about: a thousand images of some size take too much memory. */
    private static final int NUMBERS = 1 << 20;

    private final int examples;
    private final int classes;
    private final int chunk;
    private final Feed.Fed program;
    private int from;

    /** Creates a scorer that sees every later change of the network. */
    public Scorer(Network network, Examples examples) {
        this.examples = examples.size();
        classes = network.classes();
        Tape tape = Tape.f32().threads(1);
        int most = Math.clamp(NUMBERS / Math.max(1, examples.shape().size()), 1, CHUNK);
        // a few examples do not pay for a thousand
        chunk = Math.clamp(this.examples, 1, most);
        Feed feed = Feed.toScore(tape);
        Batch batch = feed.batch(Feed.ROWS, examples, chunk, this::next);
        Tensor logits = network.model().logits(
                network.weights().on(tape), network.state().on(tape), batch, Mode.EVAL).output();
        program = feed.compile(network.model().probabilities(logits));
    }

    /** The last chunk is filled up with its first example. */
    private void next(NdArray indices) {
        for (int i = 0; i < chunk; i++) {
            indices.set(i, from + i < examples ? from + i : from);
        }
    }

    /** Returns the probability of every class for every example: {@code [examples, classes]}. */
    public double[][] probabilities() {
        double[][] result = new double[examples][classes];
        for (from = 0; from < examples; from += chunk) {
            int count = Math.min(chunk, examples - from);
            program.run();
            NdArray scores = program.program().output(0);
            for (int i = 0; i < count * classes; i++) {
                result[from + i / classes][i % classes] = scores.get(i);
            }
        }
        return result;
    }
}
