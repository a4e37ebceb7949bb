package org.metabalance.meta.bilevel;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.metabalance.engine.DType;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Mlp;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.optimize.Optimizer;

/** A small classifier on random batches, in F64: the subject of these tests. */
final class Perceptron {
    static final int ROWS = 12;
    private static final int WIDTH = 4;
    private static final int CLASSES = 3;

    final Tape tape = Tape.f64();
    final VariableTree variables;
    final Parameters theta;
    private final Mlp network;
    private final Rng rng;

    Perceptron(Activation activation, long seed) {
        rng = Rng.of(seed);
        network = Mlp.of(activation, WIDTH, 10, CLASSES);
        variables = VariableTree.init(network.parameters(), DType.F64, rng.stream(0));
        theta = variables.on(tape);
    }

    /** The cross-entropy of every row of batch {@code number}, [ROWS]. */
    Tensor losses(Parameters at, int number) {
        Rng batch = rng.stream(1 + number);
        double[] x = new double[ROWS * WIDTH];
        double[] y = new double[ROWS];
        for (int i = 0; i < x.length; i++) {
            x[i] = batch.normal(i);
        }
        for (int i = 0; i < y.length; i++) {
            y[i] = batch.stream(0).below(i, CLASSES);
        }
        Tensor logits = network.apply(
                at, Parameters.empty(), tape.constant(x, ROWS, WIDTH), Mode.TRAIN).output();
        return Losses.crossEntropyPerExample(logits, tape.constant(y), LossOptions.NONE);
    }

    /** The mean cross-entropy of batch {@code number}. */
    Tensor loss(Parameters at, int number) {
        return losses(at, number).mean();
    }

    /** Batch 0 outside, batches 1, 2, ... inside. */
    Bilevel problem(Optimizer rule, int steps, double leak) {
        return new Bilevel(
                theta, (at, step) -> loss(at, 1 + step), rule, steps, at -> loss(at, 0)).leak(leak);
    }

    static double[] values(List<Tensor> tensors) {
        Program program = tensors.get(0).tape().compile(tensors);
        program.run();
        return IntStream.range(0, tensors.size())
                .mapToObj(program::output)
                .flatMapToDouble(output -> DoubleStream.of(output.toDoubles()))
                .toArray();
    }

    static double[] gradient(Hypergradient mode, Bilevel problem) {
        return values(mode.of(problem).gradient());
    }

    static double distance(double[] a, double[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(squares);
    }

    static double norm(double[] a) {
        return distance(a, new double[a.length]);
    }
}
