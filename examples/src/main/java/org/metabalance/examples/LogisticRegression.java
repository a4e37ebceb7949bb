package org.metabalance.examples;

import static java.util.Locale.ROOT;

import java.util.Arrays;
import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.metric.AveragePrecision;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Descent;

/** Logistic regression of 1,000 rows, 50 of which are of the class to be found. */
final class LogisticRegression {
    private LogisticRegression() {}

    static void main() {
        int rows = 1000;
        int[] labels = new int[rows];
        double[] features = new double[rows * 2];
        for (int i = 0; i < rows; i++) {
            labels[i] = i < 50 ? 1 : 0;
            features[2 * i] = Rng.of(1).normal(i) + 1.5 * labels[i];
            features[2 * i + 1] = Rng.of(2).normal(i);
        }

        VariableTree weights = VariableTree.init(
                List.of(
                        new ParameterSpec("w", Shape.of(2), Initializer.zeros()),
                        new ParameterSpec("b", Shape.of(), Initializer.zeros())),
                DType.F64);
        Tape tape = Tape.f64();
        Tensor x = tape.constant(features, rows, 2);
        Tensor y = tape.constant(Arrays.stream(labels).asDoubleStream().toArray());
        Parameters theta = weights.on(tape);
        Tensor logits = x.matmul(theta.get("w")).add(theta.get("b"));
        Tensor loss = Losses.bceWithLogits(logits, y, LossOptions.NONE);
        Descent.of(Adam.of(.05), weights).minimize(loss);

        Program step = tape.compile(loss, logits); // the loss, its gradient and Adam's update
        for (int i = 0; i <= 300; i++) {
            step.run();
            if (i % 100 == 0) {
                System.out.printf(ROOT, "after %d updates: log loss %.4f%n", i,
                        step.output(0).item());
            }
        }
        System.out.printf(ROOT, "average precision %.3f; by chance .050%n",
                AveragePrecision.of(step.output(1).toDoubles(), labels));
    }
}
