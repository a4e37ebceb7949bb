package org.metabalance.meta.method.points;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.holdout.HoldOutLoss;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.loss.Normalization;
import org.metabalance.nn.model.MlpClassifier;
import org.metabalance.nn.optimize.Sgd;

/** A virtual step of a small network on random rows and points, in F64: points and weights are inputs. */
final class VirtualStepInF64 {
    static final int WIDTH = 3;
    static final int NATURAL = 9;
    static final int POINTS = 5;

    final Tape tape = Tape.f64();
    final TapedNetwork net;
    final Parameters theta;
    final Tensor z = tape.input("z", POINTS, WIDTH);
    final Tensor w = tape.input("w", POINTS);
    final MixedBatch batch;
    final double[] points;
    final double[] weights = {1, .4, 0, 2.5, .7};
    private final Rng rng;

    VirtualStepInF64(int classes, Normalization normalization, long seed) {
        rng = Rng.of(seed);
        net = Network.of(
                new MlpClassifier(WIDTH, List.of(7), classes), DType.F64, rng.stream(0)).on(tape);
        theta = net.theta();
        points = normal(1, POINTS * WIDTH);
        double[] labels = new double[NATURAL];
        Arrays.setAll(labels, i -> i % classes);
        double[] pointLabels = new double[POINTS];
        Arrays.setAll(pointLabels, i -> 1 + i % (classes - 1));
        batch = new MixedBatch(
                net,
                new Batch(tape.constant(normal(2, NATURAL * WIDTH), NATURAL, WIDTH),
                        tape.constant(labels)),
                new Batch(z, tape.constant(pointLabels)), w, normalization);
    }

    private double[] normal(long stream, int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> rng.stream(stream).normal(i));
        return values;
    }

    /** The hold-out loss on rows of all classes, four of class 0 and fewer of the others. */
    Tensor holdOut(HoldOutLoss loss, Parameters at) {
        int classes = net.classes();
        int[] counts = new int[classes];
        double[] shares = new double[classes];
        double[] trained = new double[classes];
        List<Double> labels = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            counts[c] = c == 0 ? 4 : 3 - c % 2;
            shares[c] = c == 0 ? .7 : .3 / (classes - 1);
            trained[c] = 1.0 / classes;
            for (int i = 0; i < counts[c]; i++) {
                labels.add((double) c);
            }
        }
        int rows = labels.size();
        Tensor x = tape.constant(normal(3, rows * WIDTH), rows, WIDTH);
        Tensor y = tape.constant(labels.stream().mapToDouble(l -> l).toArray());
        return loss.of(new HoldOutLoss.Scored(
                classes, net.logits(at, new Batch(x, y)), y, counts, shares, trained));
    }

    Hypergradient.Result judged(HoldOutLoss loss, double eta, double leak, List<Tensor> xs) {
        return Hypergradients.EXACT.of(
                new Bilevel(theta, (at, step) -> batch.loss(at), Sgd.of(eta), 1,
                        at -> holdOut(loss, at)).leak(leak),
                xs);
    }

    /** Returns a program with the points and weights set. */
    Program program(Tensor... outputs) {
        return tape.compile(outputs).set("z", points).set("w", weights);
    }

    /** Returns central differences of output 0 with respect to an input. */
    static double[] differences(Program program, String input, double[] at) {
        double step = 1e-5;
        double[] slopes = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            double[] moved = at.clone();
            moved[i] = at[i] + step;
            program.set(input, moved).run();
            double above = program.output(0).item();
            moved[i] = at[i] - step;
            program.set(input, moved).run();
            slopes[i] = (above - program.output(0).item()) / (2 * step);
        }
        program.set(input, at);
        return slopes;
    }
}
