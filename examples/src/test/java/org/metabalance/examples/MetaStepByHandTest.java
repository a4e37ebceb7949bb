package org.metabalance.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
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
import org.metabalance.nn.optimize.Descent;
import org.metabalance.nn.optimize.Sgd;

class MetaStepByHandTest {
    private static final int D = 3;
    private static final int H = 5;
    private static final int STEPS = 20;

    private final VariableTree weights = VariableTree.init(
            List.of(
                    new ParameterSpec("w", Shape.of(H, D), Initializer.fanIn(D)),
                    new ParameterSpec("b", Shape.of(H), Initializer.fanIn(D)),
                    new ParameterSpec("u", Shape.of(H), Initializer.fanIn(H)),
                    new ParameterSpec("c", Shape.of(1), Initializer.fanIn(H))),
            DType.F64, Rng.of(3));

    private static double[][] rows(int n, long seed) {
        double[][] rows = new double[n][D];
        for (int i = 0; i < n * D; i++) {
            rows[i / D][i % D] = Rng.of(seed).normal(i);
        }
        return rows;
    }

    private static double[] labels(int n, int ones) {
        double[] labels = new double[n];
        for (int i = 0; i < ones; i++) {
            labels[i] = 1;
        }
        return labels;
    }

    private double[] values(String name) {
        return weights.values().get(name).toDoubles();
    }

    private static NdArray flat(double[][] rows) {
        return NdArray.of(List.of(rows).stream().flatMapToDouble(Arrays::stream).toArray(),
                rows.length, D);
    }

    private static Bilevel.Inner onRows(Tape tape, String name, int n, double[] y) {
        Tensor x = tape.input(name, n, D);
        return (p, step) -> Losses.bceWithLogits(
                x.matmul(p.get("w").transpose()).add(p.get("b")).tanh().matmul(p.get("u"))
                        .add(p.get("c")),
                tape.constant(y), LossOptions.NONE);
    }

    @Test
    void twentyStepsByHandAreThoseOfTheTape() {
        double[][] w = new double[H][];
        for (int k = 0; k < H; k++) {
            w[k] = Arrays.copyOfRange(values("w"), k * D, (k + 1) * D);
        }
        MetaStepByHand.Theta theta = new MetaStepByHand.Theta(
                w, values("b"), values("u"), values("c"));
        MetaStepByHand byHand = new MetaStepByHand(theta, .5, .01, .05);

        double[] naturalY = labels(16, 2);
        double[] balancedY = labels(8, 4);
        Tape tape = Tape.f64();
        Bilevel.Inner outer = onRows(tape, "balanced", 8, balancedY);
        Hypergradient.Result result = Hypergradients.EXACT.of(
                new Bilevel(
                        weights.on(tape), onRows(tape, "natural", 16, naturalY), Sgd.of(.5), 1,
                        adapted -> outer.loss(adapted, 0)).leak(.01));
        Parameters gradient = weights.on(tape).with(result.gradient());
        Descent.of(Sgd.of(.05).withNesterov(.9).withWeightDecay(5e-4), weights).assign(tape,
                gradient);
        Program step = tape.compile(result.outer());

        for (int i = 0; i < STEPS; i++) {
            double[][] natural = rows(16, 100 + i);
            double[][] balanced = rows(8, 200 + i);
            step.set("natural", flat(natural)).set("balanced", flat(balanced)).run();
            assertEquals(step.output(0).item(), byHand.step(natural, naturalY, balanced, balancedY),
                    1e-12);
        }
        for (int k = 0; k < H; k++) {
            for (int j = 0; j < D; j++) {
                assertEquals(values("w")[k * D + j], theta.w()[k][j], 1e-12);
            }
            assertEquals(values("b")[k], theta.b()[k], 1e-12);
            assertEquals(values("u")[k], theta.u()[k], 1e-12);
        }
        assertEquals(values("c")[0], theta.c()[0], 1e-12);
    }
}
