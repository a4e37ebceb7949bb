package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.execute.Machine;
import org.metabalance.engine.kernel.KernelProvider;
import org.metabalance.engine.kernel.Kernels;
import org.metabalance.engine.math.Norms;
import org.metabalance.engine.math.Statistics;

/** Sums of millions of numbers in F32 are right to the last digit but one, whatever is summed how. */
class SummationTest {
    private static final int COUNT = 4_000_000;
    private static final double TENTH = .1f;
    private static final double RELATIVE = 1e-7;

    /** The results of a program, with each provider that can run here. */
    private static List<double[]> results(Shape shape, double value, UnaryOperator<Tensor> f) {
        Tape tape = new Tape(DType.F32);
        Tensor x = tape.input("x", shape);
        Program program = tape.compile(f.apply(x));
        double[] elements = new double[shape.size()];
        Arrays.fill(elements, value);
        program.set("x", elements);
        return KernelProvider.all().stream()
                .filter(provider -> provider.missing().isEmpty())
                .map(provider -> {
                    Machine.of(program.plan(), Kernels.of(provider, 1)).run();
                    return program.output(0).toDoubles();
                }).toList();
    }

    private static void all(Shape shape, double expected, UnaryOperator<Tensor> f) {
        all(shape, expected, RELATIVE, f);
    }

    private static void all(
            Shape shape, double expected, double relative, UnaryOperator<Tensor> f) {
        for (double[] result : results(shape, TENTH, f)) {
            for (double got : result) {
                assertEquals(expected, got, relative * expected);
            }
        }
    }

    @Test
    void alongARow() {
        all(Shape.of(COUNT), COUNT * TENTH, Tensor::sum);
        all(Shape.of(COUNT), TENTH, x -> x.mean());
        all(Shape.of(2, COUNT / 2), COUNT / 2 * TENTH, x -> x.sum(1));
    }

    @Test
    void downColumns() {
        all(Shape.of(COUNT / 4, 4), COUNT / 4 * TENTH, 2 * RELATIVE, x -> x.sum(0));
        all(Shape.of(COUNT / 100, 100), COUNT / 100 * TENTH, 2 * RELATIVE, x -> x.sum(0));
        all(Shape.of(COUNT / 37, 37), TENTH, 2 * RELATIVE, x -> x.mean(0));
    }

    @Test
    void inProducts() {
        all(Shape.of(COUNT), COUNT * TENTH * TENTH, x -> x.dot(x));
        all(Shape.of(COUNT), Math.sqrt(COUNT) * TENTH, x -> Norms.norm(x, 2));
    }

    /** Of a matrix, in the order of k by blocks: a weight's gradient over a batch of a million. */
    @Test
    void inProductsOfMatrices() {
        for (double[] result : results(
                Shape.of(1_000_000, 5), TENTH, x -> x.transpose().matmul(x))) {
            for (double got : result) {
                assertEquals(1e6 * TENTH * TENTH, got, 500 * RELATIVE * 1e6 * TENTH * TENTH);
            }
        }
    }

    @Test
    void inStatisticsOfABatch() {
        // half the rows .1, half -.1 by a constant pattern: mean 0, variance .01
        Tape tape = new Tape(DType.F32);
        Tensor x = tape.input("x", Shape.of(1_000_000, 3));
        Program program = tape.compile(Statistics.variance(x, 0, 0));
        double[] elements = new double[3_000_000];
        Arrays.setAll(elements, i -> i / 3 % 2 == 0 ? TENTH : -TENTH);
        program.set("x", elements);
        program.run();
        for (double got : program.output(0).toDoubles()) {
            assertEquals(TENTH * TENTH, got, RELATIVE * TENTH * TENTH);
        }
    }
}
