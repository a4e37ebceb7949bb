package org.metabalance.meta.method;

import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.nn.Mode;

/** Computes class probabilities of some examples, by what a network's weights are at the time. */
public final class Scorer {
    /** Examples that pass through the network at once, at most. */
    private static final int CHUNK = 1024;

    private final int examples;
    private final int classes;
    private final Program program;
    private final NdArray indices;

    /** Creates a scorer that sees every later change of the network. */
    public Scorer(Network network, Examples examples) {
        this.examples = examples.size();
        classes = network.classes();
        Tape tape = Tape.f32().threads(1);
        // a few examples do not pay for a thousand
        Tensor rows = tape.input("rows", Math.clamp(this.examples, 1, CHUNK));
        Tensor logits = network.model().logits(
                network.weights().on(tape), network.state().on(tape), examples.on(tape, rows),
                Mode.EVAL).output();
        program = tape.compile(network.model().probabilities(logits));
        indices = program.input("rows");
    }

    /** Returns the probability of every class for every example: {@code [examples, classes]}. */
    public double[][] probabilities() {
        double[][] result = new double[examples][classes];
        int chunk = indices.size();
        for (int from = 0; from < examples; from += chunk) {
            int count = Math.min(chunk, examples - from);
            for (int i = 0; i < count; i++) {
                indices.set(i, from + i);
            }
            program.run();
            for (int i = 0; i < count * classes; i++) {
                result[from + i / classes][i % classes] = program.output(0).get(i);
            }
        }
        return result;
    }
}
