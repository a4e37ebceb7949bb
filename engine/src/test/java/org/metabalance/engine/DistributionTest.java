package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.op.MatMul;

/** Products are multiplied out where that takes fewer multiply-adds, and mean what they meant. */
class DistributionTest {
    private static final int ROWS = 20;
    private static final int IN = 150;
    private static final int OUT = 120;

    private final Tape tape = Tape.f64();

    private Tensor random(int seed, int rows, int columns) {
        Rng rng = Rng.of(seed);
        double[] values = IntStream.range(0, rows * columns).mapToDouble(rng::normal).toArray();
        return tape.constant(NdArray.of(values, rows, columns));
    }

    /** A matrix or its transpose: as the operand of a product whose flag is set. */
    private Tensor random(int seed, int rows, int columns, boolean transposed) {
        return transposed ? random(seed, columns, rows) : random(seed, rows, columns);
    }

    private Tensor product(boolean ta, boolean tb, Tensor a, Tensor b) {
        return tape.record(new MatMul(ta, tb), a, b);
    }

    /** Compiles, compares with the interpreter, and returns the multiply-adds. */
    private long multiplyAdds(Tensor... outputs) {
        Program program = tape.compile(outputs);
        program.run();
        Interpreter interpreter = new Interpreter();
        interpreter.run(tape, List.of(outputs));
        for (int i = 0; i < outputs.length; i++) {
            assertArrayEquals(
                    interpreter.value(outputs[i]), program.output(i).toDoubles(), 1e-9);
        }
        return program.plan().multiplyAdds();
    }

    static Stream<Arguments> flags() {
        return IntStream.range(0, 32).mapToObj(
                i -> Arguments.of(
                        (i & 1) != 0, (i & 2) != 0, (i & 4) != 0, (i & 8) != 0, (i & 16) != 0));
    }

    @ParameterizedTest
    @MethodSource("flags")
    void anInnerStepIsMultipliedOutOnEitherSide(
            boolean left, boolean turned, boolean ta, boolean tb, boolean tx) {
        // S = W - s B C is [IN, OUT], or [OUT, IN] and transposed where it is used
        int rows = turned ? OUT : IN;
        int columns = turned ? IN : OUT;
        Tensor update = product(
                ta, tb, random(1, rows, ROWS, ta), random(2, ROWS, columns, tb));
        Tensor sum = random(3, rows, columns).sub(update.mul(.1));
        Tensor y = left
                ? product(turned, tx, sum, random(4, OUT, ROWS, tx))
                : product(tx, turned, random(4, ROWS, IN, tx), sum);
        long direct = (long) ROWS * IN * OUT;
        assertEquals(direct + (long) ROWS * ROWS * (IN + OUT), multiplyAdds(y));
    }

    @Test
    void withTheSameRowsInEveryStepTheWeightsAreMultipliedOnce() {
        Tensor x = random(1, ROWS, IN);
        Tensor first = random(2, IN, OUT);
        Tensor weights = first;
        Tensor activations = null;
        int steps = 4;
        for (int step = 0; step < steps; step++) {
            activations = x.matmul(weights).tanh();
            Tensor update = x.transpose().matmul(activations);
            weights = weights.sub(update.mul(.01));
        }
        activations = x.matmul(weights).tanh();
        long once = (long) ROWS * IN * OUT;
        long gram = (long) ROWS * ROWS * IN;
        assertEquals(once + gram + steps * (long) ROWS * ROWS * OUT, multiplyAdds(activations));
    }

    @Test
    void aHypergradientSharesWhatItsTwoSweepsNeed() {
        Tensor w = random(1, IN, OUT);
        Tensor inner = random(2, ROWS, IN);
        Tensor outer = random(3, ROWS, IN);
        Tensor gradient = Gradients.gradient(inner.matmul(w).tanh().square().sum(), w);
        Tensor stepped = w.sub(gradient.mul(.01));
        Tensor loss = outer.matmul(stepped).tanh().square().sum();
        long direct = (long) ROWS * IN * OUT;
        long gram = (long) ROWS * ROWS * IN;
        long small = (long) ROWS * ROWS * OUT;
        // inner X W; outer X W; its cotangent on the weights; the Hessian's share of that
        long needed = 4 * direct + gram + 2 * small;
        assertEquals(needed, multiplyAdds(loss, Gradients.gradient(loss, w)));
    }

    @Test
    void weightsThatAreNeededAnywayAreUsed() {
        Tensor x = random(1, ROWS, IN);
        Tensor weights = random(2, IN, OUT)
                .sub(random(3, IN, ROWS).matmul(random(4, ROWS, OUT)).mul(.1));
        assertEquals(2L * ROWS * IN * OUT, multiplyAdds(x.matmul(weights), weights));
    }

    @Test
    void manyRowsAreNotMultipliedOut() {
        Tensor x = random(1, IN, IN);
        Tensor weights = random(2, IN, OUT)
                .sub(random(3, IN, IN).matmul(random(4, IN, OUT)).mul(.1));
        assertEquals(2L * IN * IN * OUT, multiplyAdds(x.matmul(weights)));
    }

    @Test
    void aProductOfThreeIsTakenInTheCheaperOrder() {
        Tensor wide = random(1, IN, ROWS).matmul(random(2, ROWS, OUT));
        Tensor x = random(3, ROWS, IN);
        assertEquals((long) ROWS * ROWS * (IN + OUT), multiplyAdds(x.matmul(wide)));
    }

    @Test
    void aBarrierIsNotLookedThrough() {
        Tensor x = random(1, ROWS, IN);
        Tensor weights = random(2, IN, OUT)
                .sub(random(3, IN, ROWS).matmul(random(4, ROWS, OUT)).mul(.1));
        assertEquals(2L * ROWS * IN * OUT, multiplyAdds(x.matmul(weights.barrier())));
    }

    /** The sizes up to which multiplying out is promised to stay in the range. */
    @Test
    void factorsOfAnyUsualSizeStayInRange() {
        for (int seed = 0; seed < 20; seed++) {
            Tape single = Tape.f32();
            Random random = new Random(seed);
            Tensor x = sized(single, random, ROWS, IN);
            Tensor b = sized(single, random, IN, ROWS);
            Tensor c = sized(single, random, ROWS, OUT);
            Tensor weights = sized(single, random, IN, OUT);
            double scale = size(random);
            Tensor y = x.matmul(weights.sub(b.matmul(c).mul(scale)));
            Program program = single.compile(y);
            assertTrue(program.multiplyAdds() < 2L * ROWS * IN * OUT, "it is multiplied out");
            program.run();
            // the order written, in F64
            Tensor exact = wide(x).matmul(wide(weights).sub(wide(b).matmul(wide(c)).mul(scale)));
            Tensor sizes = wide(x).abs().matmul(
                    wide(weights).abs().add(wide(b).abs().matmul(wide(c).abs()).mul(scale)));
            double[] expected = exact.value().toDoubles();
            double[] allowed = sizes.value().toDoubles();
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], program.output(0).get(i), 1e-5 * allowed[i]);
            }
        }
    }

    private Tensor wide(Tensor t) {
        return tape.constant(NdArray.of(t.value().toDoubles()).reshaped(t.shape()));
    }

    /** All of the matrix of one size, so that it is at the edge, or each of its own. */
    private static Tensor sized(Tape tape, Random random, int rows, int columns) {
        boolean one = random.nextBoolean();
        double same = size(random);
        double[] values = IntStream.range(0, rows * columns)
                .mapToDouble(i -> (one ? same : size(random)) * (random.nextBoolean() ? 1 : -1))
                .toArray();
        return tape.constant(NdArray.of(values, rows, columns));
    }

    private static double size(Random random) {
        return Math.scalb(1.0, random.nextBoolean() ? (random.nextBoolean() ? 24 : -24)
                : random.nextInt(-24, 25));
    }

    @Test
    void aLongSumIsLeftAlone() {
        Tensor x = random(1, ROWS, IN);
        Tensor weights = random(2, IN, OUT);
        Tensor update = random(3, IN, ROWS).matmul(random(4, ROWS, OUT));
        for (int i = 0; i < 20_000; i++) {
            weights = weights.add(update.mul(i));
        }
        long products = tape.compile(x.matmul(weights)).plan().multiplyAdds();
        assertEquals(2L * ROWS * IN * OUT, products);
    }
}
