package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.inspect.Finding;
import org.metabalance.engine.inspect.NanWatch;

/** Sums of columns that are taken where a chain computes their elements. */
class ChainSumsTest {

    /** The sums of a chain's columns, and of the same elements where a barrier has them stored first. */
    private record Sums(Program program) {
        static Sums of(DType dtype, int threads, int rows, int columns, boolean apart) {
            Tape tape = new Tape(dtype).threads(threads);
            Tensor x = tape.input("x", rows, columns);
            Tensor scale = tape.input("scale", columns);
            Tensor relu = x.mul(scale).relu();
            Tensor square = x.sub(scale).square();
            Tensor first = apart ? relu.barrier() : relu;
            Tensor second = apart ? square.barrier() : square;
            // the first is kept as well, the second is needed for its sums alone
            Program program = tape.compile(
                    first.sum(0), second.reshape(1, rows, columns).sum(0, 1), relu.add(1));
            return new Sums(program);
        }

        NdArray[] results(double[] x, double[] scale) {
            program.set("x", x).set("scale", scale).run();
            return new NdArray[] {program.output(0), program.output(1), program.output(2)};
        }
    }

    @Test
    void haveTheBitsOfSumsOfStoredElements() {
        for (DType dtype : DType.values()) {
            for (int[] size : new int[][] {{8192, 2}, {9001, 3}, {20_000, 10}, {1024, 16},
                {32_768, 16}, {1601, 33}, {1000, 64}, {257, 128}, {100, 200}}) {
                double[] x = normal(1, size[0] * size[1]);
                double[] scale = normal(2, size[1]);
                NdArray[] apart = Sums.of(dtype, 1, size[0], size[1], true).results(x, scale);
                for (int threads = 1; threads <= 2; threads++) {
                    NdArray[] along = Sums.of(dtype, threads, size[0], size[1], false)
                            .results(x, scale);
                    for (int i = 0; i < apart.length; i++) {
                        assertArrayEquals(
                                apart[i].toDoubles(), along[i].toDoubles(),
                                dtype + " " + Arrays.toString(size) + " result " + i);
                    }
                }
            }
        }
    }

    private static double[] normal(int seed, int n) {
        Rng rng = Rng.of(seed);
        return IntStream.range(0, n).mapToDouble(i -> rng.normal(i)).toArray();
    }

    @Test
    void spareTheArrayThatIsOnlySummed() {
        Program along = Sums.of(DType.F32, 1, 32_768, 16, false).program();
        Program apart = Sums.of(DType.F32, 1, 32_768, 16, true).program();
        assertEquals(2, along.plan().instructions().stream()
                .filter(Instruction.Fold.class::isInstance).count());
        assertTrue(along.plan().instructions().stream()
                .noneMatch(Instruction.Reduction.class::isInstance));
        assertTrue(along.arena() < apart.arena() / 10, along.arena() + " " + apart.arena());
    }

    @Test
    void areWatchedElementByElement() {
        Tape tape = Tape.f64();
        Tensor x = tape.input("x", 3000, 8);
        Program program = tape.compile(x.log().sum(0));
        double[] values = new double[3000 * 8];
        Arrays.fill(values, 2);
        values[2500 * 8 + 3] = -1;
        Finding finding = NanWatch.run(program.set("x", values)).orElseThrow();
        assertEquals("log(-1) = NaN", finding.operation());
        assertEquals(List.of("x"), finding.operands().stream().map(it -> it.name()).toList());
    }
}
