package org.metabalance.meta.method;

import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.table.DataSet;
import org.metabalance.nn.Mode;
import org.metabalance.nn.VariableTree;

/** Computes class probabilities with the current values of a network's weights. */
public final class Scorer {
    /** Rows that pass through the network at once, at most. */
    private static final int CHUNK = 1024;

    private final Network network;
    private final int chunk;
    private final Program program;
    private final NdArray input;

    /**
     * Creates a scorer that sees every later change of {@code weights}.
     *
     * @param rows how many will be scored: a few do not pay for a thousand, which on small tables would
     *     take longer than the training; with other numbers of rows it works too
     */
    public Scorer(Network network, VariableTree weights, int rows) {
        this.network = network;
        this.chunk = Math.clamp(rows, 1, CHUNK);
        Tape tape = Tape.f32().threads(1);
        Tensor x = tape.input("x", chunk, network.width());
        Tensor logits = network.logits(weights.on(tape), x, Mode.EVAL);
        program = tape.compile(network.probabilities(logits));
        input = program.input("x");
    }

    /** Returns the probability of every class for every row: {@code [rows, classes]}. */
    public double[][] probabilities(DataSet rows) {
        int width = network.width();
        int classes = network.classes();
        if (rows.width() != width) {
            throw new IllegalArgumentException(
                    "probabilities: the network was trained on %d features, got %d"
                            .formatted(width, rows.width()));
        }
        double[][] result = new double[rows.rows()][classes];
        for (int from = 0; from < rows.rows(); from += chunk) {
            int count = Math.min(chunk, rows.rows() - from);
            System.arraycopy(rows.features(), from * width, input.floats(), 0, count * width);
            program.run();
            for (int i = 0; i < count * classes; i++) {
                result[from + i / classes][i % classes] = program.output(0).get(i);
            }
        }
        return result;
    }
}
