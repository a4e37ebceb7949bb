package org.metabalance.examples;

import static java.util.Locale.ROOT;

import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Descent;

/**
 * MAML on sinusoids (Finn et al., ICML 2017, arXiv 1703.03400) with a learned inner rate: weights from which one
 * step on ten points of an unknown sinusoid predicts the rest of it. The 16 tasks of an update are one more axis
 * of every tensor.
 */
final class SinusoidMaml {
    private static final int TASKS = 16;
    private static final int POINTS = 10;

    private SinusoidMaml() {}

    static void main() {
        VariableTree weights = VariableTree.init(
                List.of(
                        new ParameterSpec("w1", Shape.of(1, 40), Initializer.normal(0, 1)),
                        new ParameterSpec("b1", Shape.of(1, 40), Initializer.normal(0, 1)),
                        new ParameterSpec("w2", Shape.of(40, 40), Initializer.normal(0, .2)),
                        new ParameterSpec("w3", Shape.of(40, 1), Initializer.normal(0, .2)),
                        new ParameterSpec("rate", Shape.of(), Initializer.constant(.01))),
                DType.F32, Rng.of(1));
        Tape tape = Tape.f32();
        Tensor x = tape.input("x", TASKS, 2 * POINTS, 1); // half to adapt to, half to predict
        Tensor y = tape.input("y", TASKS, 2 * POINTS, 1);
        Parameters meta = weights.on(tape);
        Parameters theta = meta.perTask(TASKS);
        Tensor before = loss(theta, x.slice(1, 0, POINTS), y.slice(1, 0, POINTS));

        List<String> layers = List.of("w1", "b1", "w2", "w3");
        List<Tensor> slopes = Gradients.gradient(
                before.mul(TASKS), layers.stream().map(theta::get).toList());
        Parameters adapted = Parameters.zip(
                Parameters.of(layers, layers.stream().map(theta::get).toList()),
                Parameters.of(layers, slopes), (p, g) -> p.sub(g.mul(meta.get("rate"))));
        Tensor after = loss(adapted, x.slice(1, POINTS), y.slice(1, POINTS));
        Descent.of(Adam.of(2e-3), weights).minimize(after);

        Program step = tape.compile(before, after);
        for (int i = 0; i <= 3000; i++) {
            sinusoids(step, Rng.of(2).stream(i));
            step.run();
            if (i % 1000 == 0) {
                System.out.printf(ROOT, "update %d: squared error %.2f, after one step %.2f%n", i,
                        step.output(0).item(), step.output(1).item());
            }
        }
        System.out.printf(ROOT, "learned rate: %.3f%n", weights.values().get("rate").item());
    }

    private static Tensor loss(Parameters p, Tensor x, Tensor y) {
        return x.matmul(p.get("w1")).add(p.get("b1")).relu().matmul(p.get("w2")).relu()
                .matmul(p.get("w3")).sub(y).square().mean();
    }

    private static void sinusoids(Program step, Rng rng) {
        float[] x = new float[TASKS * 2 * POINTS];
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            int task = i / (2 * POINTS);
            double amplitude = .1 + 4.9 * rng.stream(0).uniform(task);
            x[i] = (float) (10 * rng.stream(1).uniform(i) - 5);
            y[i] = (float) (amplitude * Math.sin(x[i] - Math.PI * rng.stream(2).uniform(task)));
        }
        step.set("x", x).set("y", y);
    }
}
