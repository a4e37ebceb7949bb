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
import org.metabalance.meta.bilevel.solver.ConjugateGradient;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.bilevel.solver.Implicit;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Descent;
import org.metabalance.nn.optimize.Sgd;

/**
 * An L2 penalty for each of ten features of a linear regression, learned on validation rows: the gradient at the
 * solution of the training problem, by conjugate gradients and without memory of how it was reached. Features 5
 * to 9 have nothing to tell, and are penalised away.
 */
final class PenaltyByImplicitGradients {
    private static final int FEATURES = 10;

    private PenaltyByImplicitGradients() {}

    static void main() {
        VariableTree hyper = VariableTree.init(
                List.of(new ParameterSpec("logPenalty", Shape.of(FEATURES),
                        Initializer.constant(-3))),
                DType.F64);
        Tape tape = Tape.f64();
        Tensor x = rows(tape, 30, 1);
        Tensor y = answers(tape, x, 3);
        Tensor validX = rows(tape, 60, 2);
        Tensor validY = answers(tape, validX, 4);
        Parameters lambda = hyper.on(tape);
        Bilevel ridge = new Bilevel(
                Parameters.of("w", tape.zeros(FEATURES)),
                (theta, step) -> x.matmul(theta.get("w")).sub(y).square().mean()
                        .add(theta.get("w").square().mul(lambda.get("logPenalty").exp()).sum()),
                Sgd.of(.02), 400,
                theta -> validX.matmul(theta.get("w")).sub(validY).square().mean());
        Hypergradient.Result implicit = new Implicit(new ConjugateGradient(FEATURES))
                .of(ridge, lambda.tensors());
        Hypergradient.Result unrolled = Hypergradients.EXACT.of(ridge, lambda.tensors());
        Tensor difference = implicit.gradient().getFirst().sub(unrolled.gradient().getFirst());
        Descent.of(Adam.of(.05), hyper).assign(tape, lambda.with(implicit.gradient()));

        Program step = tape.compile(
                implicit.outer(), difference.norm(), implicit.gradient().getFirst().norm());
        for (int i = 0; i <= 60; i++) {
            step.run();
            if (i % 30 == 0) {
                System.out.printf(ROOT, "update %d: validation error %.4f; gradient %.4f,"
                        + " away from the unrolled one by %.0e%n", i, step.output(0).item(),
                        step.output(2).item(), step.output(1).item());
            }
        }
        double[] penalty = hyper.values().get("logPenalty").toDoubles();
        System.out.printf(ROOT, "log penalty of feature 0: %.1f, of feature 9: %.1f%n", penalty[0],
                penalty[9]);
    }

    private static Tensor rows(Tape tape, int rows, long seed) {
        double[] x = new double[rows * FEATURES];
        for (int i = 0; i < x.length; i++) {
            x[i] = Rng.of(seed).normal(i);
        }
        return tape.constant(x, rows, FEATURES);
    }

    private static Tensor answers(Tape tape, Tensor x, long seed) {
        double[] noise = new double[x.dim(0)];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = Rng.of(seed).normal(i);
        }
        return x.slice(1, 0, 5).sum(1).add(tape.constant(noise));
    }
}
