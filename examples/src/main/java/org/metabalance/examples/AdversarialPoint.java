package org.metabalance.examples;

import static java.util.Locale.ROOT;

import java.util.Arrays;
import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Mlp;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Descent;

/**
 * The fast gradient sign method (Goodfellow et al., ICLR 2015, arXiv 1412.6572): a trained network is told apart
 * from itself by a small step of its input up the loss. The gradient is that of the input; nothing else changes.
 */
final class AdversarialPoint {
    private static final int ROWS = 400;

    private AdversarialPoint() {}

    static void main() {
        double[] labels = new double[ROWS];
        double[] points = new double[ROWS * 2];
        for (int i = 0; i < ROWS; i++) { // two rings
            labels[i] = i % 2;
            double angle = 2 * Math.PI * Rng.of(1).uniform(i);
            double radius = 1 + labels[i] + .2 * Rng.of(2).normal(i);
            points[2 * i] = radius * Math.cos(angle);
            points[2 * i + 1] = radius * Math.sin(angle);
        }
        Layer network = Mlp.of(Activation.tanh(), 2, 32, 1);
        VariableTree weights = VariableTree.init(network.parameters(), DType.F64, Rng.of(3));

        Tape tape = Tape.f64();
        Tensor x = tape.input("x", ROWS, 2);
        Tensor y = tape.constant(labels);
        Tensor logits = logits(network, weights.on(tape), x);
        Tensor loss = Losses.bceWithLogits(logits, y, LossOptions.NONE);
        Descent.of(Adam.of(.02), weights).minimize(loss);
        Program train = tape.compile(loss);
        train.set("x", points);
        for (int i = 0; i < 500; i++) {
            train.run();
        }

        Tape attack = Tape.f64();
        Tensor at = attack.input("x", ROWS, 2);
        Tensor radius = attack.input("radius");
        Tensor before = logits(network, weights.on(attack), at);
        Tensor uphill = Gradients.gradient(
                Losses.bceWithLogits(before, attack.constant(labels), LossOptions.NONE), at).sign();
        Tensor after = logits(network, weights.on(attack), at.add(uphill.mul(radius)));
        Program fgsm = attack.compile(List.of(after));
        fgsm.set("x", points);
        for (double step : new double[] {0, .1, .2, .3}) {
            fgsm.set("radius", step).run();
            double[] z = fgsm.output(0).toDoubles();
            int[] right = new int[] {0};
            Arrays.setAll(z, i -> z[i] * (2 * labels[i] - 1));
            Arrays.stream(z).filter(margin -> margin > 0).forEach(margin -> right[0]++);
            System.out.printf(ROOT, "moved by %.1f: %.1f %% right%n", step, 100. * right[0] / ROWS);
        }
    }

    private static Tensor logits(Layer network, Parameters theta, Tensor x) {
        return network.apply(theta, Parameters.empty(), x, Mode.EVAL).output().flatten();
    }
}
