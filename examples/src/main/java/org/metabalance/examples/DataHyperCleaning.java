package org.metabalance.examples;

import static java.util.Locale.ROOT;

import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Descent;
import org.metabalance.nn.optimize.Sgd;

/**
 * Data hyper-cleaning: 200 training rows, 60 with the wrong label, get weights under which a model trained on
 * them predicts 20 clean rows well. The weights follow the gradient through twenty steps of training.
 */
final class DataHyperCleaning {
    private static final int ROWS = 200;
    private static final int WRONG = 60;

    private DataHyperCleaning() {}

    static void main() {
        Tape tape = Tape.f64();
        double[] labels = labels(ROWS);
        Tensor x = rows(tape, labels, 1);
        for (int i = 0; i < WRONG; i++) {
            labels[i] = 1 - labels[i];
        }
        Tensor y = tape.constant(labels);
        double[] clean = labels(20);
        Tensor cleanX = rows(tape, clean, 2);
        Tensor cleanY = tape.constant(clean);

        VariableTree doubts = VariableTree.init(
                List.of(new ParameterSpec("doubt", Shape.of(ROWS), Initializer.zeros())),
                DType.F64);
        Parameters doubt = doubts.on(tape);
        Tensor weights = doubt.get("doubt").sigmoid();
        Bilevel problem = new Bilevel(
                Parameters.of("w", tape.zeros(2)),
                (theta, step) -> Losses.bceWithLogitsPerExample(
                        x.matmul(theta.get("w")), y, LossOptions.NONE).mul(weights).mean(),
                Sgd.of(1), 20,
                theta -> Losses.bceWithLogits(
                        cleanX.matmul(theta.get("w")), cleanY, LossOptions.NONE));
        Hypergradient.Result result = Hypergradients.EXACT.of(problem, doubt.tensors());
        Descent.of(Adam.of(.1), doubts).assign(tape, doubt.with(result.gradient()));

        Program step = tape.compile(result.outer(), weights.slice(0, 0, WRONG).mean(),
                weights.slice(0, WRONG).mean());
        for (int i = 0; i <= 100; i++) {
            step.run();
            if (i % 50 == 0) {
                System.out.printf(ROOT,
                        "update %d: loss of the clean rows %.4f; weights: wrong %.2f, right %.2f%n",
                        i, step.output(0).item(), step.output(1).item(), step.output(2).item());
            }
        }
    }

    private static double[] labels(int rows) {
        double[] labels = new double[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i % 2;
        }
        return labels;
    }

    private static Tensor rows(Tape tape, double[] labels, long seed) {
        double[] x = new double[labels.length * 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = Rng.of(seed).normal(i) + (i % 2 == 0 ? 3 * labels[i / 2] - 1.5 : 0);
        }
        return tape.constant(x, labels.length, 2);
    }
}
