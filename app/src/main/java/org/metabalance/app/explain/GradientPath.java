package org.metabalance.app.explain;

import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.Network;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Mode;

/**
 * Integrated gradients of a logit by the midpoint rule: a program of one row, with the path as its batch.
 *
 * <p>Sundararajan, Taly and Yan, ICML 2017: feature j of x gets (x_j - b_j) times the mean of the logit's slope in j
 * on the straight way from the baseline b to x.
 */
final class GradientPath {
    private static final String ROW = "row";

    private final Program program;

    /** Compiles it for a number of steps. */
    GradientPath(Network network, float[] baseline, int steps) {
        int width = baseline.length;
        Tape tape = Tape.f32().threads(1);
        Tensor x = tape.input(ROW, 1, width);
        Tensor b = tape.constant(baseline, 1, width);
        float[] along = new float[steps];
        for (int s = 0; s < steps; s++) {
            along[s] = (s + .5f) / steps;
        }
        Tensor off = x.sub(b);
        Tensor points = b.add(tape.constant(along, steps, 1).mul(off));
        Tensor slopes = Gradients.gradient(logits(network, tape, points).sum(), points);
        program = tape.compile(
                off.mul(slopes.mean(0).unsqueeze(0)), logits(network, tape, x),
                logits(network, tape, b));
    }

    private static Tensor logits(Network network, Tape tape, Tensor x) {
        return network.model().logits(
                network.weights().on(tape), network.state().on(tape),
                new Batch(x, tape.zeros(x.dim(0))), Mode.EVAL).output();
    }

    /** Takes a row; what is asked after is of it. */
    void run(float[] row) {
        program.set(ROW, row).run();
    }

    /** Returns what each feature adds; the next row overwrites it. */
    NdArray contributions() {
        return program.output(0);
    }

    double logit() {
        return program.output(1).get(0);
    }

    double baseline() {
        return program.output(2).get(0);
    }
}
