package org.metabalance.meta.method.blackbox;

import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Mlp;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Descent;

/**
 * A small network g for the gradient of a function f that can only be evaluated (arXiv 2006.08711):
 * fitted so that g(x_i) (x_j - x_i) is f(x_j) - f(x_i) over pairs of points near each other. It never
 * sees f itself, so noise and steps of f average out.
 */
final class GradientModel {
    /** Pairs in a run of the fit; fewer are filled up with pairs that say nothing. */
    private static final int PAIRS = 256;

    private static final int HIDDEN = 16;
    private static final double LEARNING_RATE = .01;

    private final int size;
    private final Program fit;
    private final Program gradient;

    /** Creates a model for functions of {@code size} numbers. */
    GradientModel(int size, Rng rng) {
        this.size = size;
        Mlp network = Mlp.of(Activation.tanh(), size, HIDDEN, size);
        VariableTree weights = VariableTree.init(network.parameters(), DType.F32, rng);

        Tape tape = Tape.f32().threads(1);
        Parameters theta = weights.on(tape);
        Tensor slopes = apply(network, theta, tape.input("x", PAIRS, size));
        Tensor predicted = slopes.mul(tape.input("step", PAIRS, size)).sum(1);
        Tensor loss = predicted.sub(tape.input("rise", PAIRS)).square().mean();
        Descent.of(Adam.of(LEARNING_RATE), weights).minimize(loss);
        fit = tape.compile(loss);

        Tape at = Tape.f32().threads(1);
        gradient = at.compile(apply(network, weights.on(at), at.input("x", 1, size)));
    }

    private static Tensor apply(Mlp network, Parameters theta, Tensor x) {
        return network.apply(theta, Parameters.empty(), x, Mode.TRAIN).output();
    }

    /** A pair of points and how much f rises from the first to the second. */
    record Pair(double[] from, double[] to, double rise) {}

    /** Fits the model to pairs, drawn at random, from where the last fit ended. */
    void fit(List<Pair> pairs, int runs, Rng rng) {
        NdArray x = fit.input("x");
        NdArray step = fit.input("step");
        NdArray rise = fit.input("rise");
        for (int run = 0; run < runs; run++) {
            int[] order = pairs.size() > PAIRS ? rng.stream(run).permutation(pairs.size()) : null;
            for (int i = 0; i < PAIRS; i++) {
                Pair pair = i < pairs.size() ? pairs.get(order == null ? i : order[i]) : null;
                for (int j = 0; j < size; j++) {
                    x.set(i * size + j, pair == null ? 0 : pair.from()[j]);
                    step.set(i * size + j, pair == null ? 0 : pair.to()[j] - pair.from()[j]);
                }
                rise.set(i, pair == null ? 0 : pair.rise());
            }
            fit.run();
        }
    }

    /** Returns the gradient that the model finds at {@code x}. */
    double[] gradient(double[] x) {
        gradient.set("x", x).run();
        return gradient.output(0).toDoubles();
    }
}
