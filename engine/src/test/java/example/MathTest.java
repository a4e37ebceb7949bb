package example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.math.Cumulative;
import org.metabalance.engine.math.Einsum;
import org.metabalance.engine.math.Elementwise;
import org.metabalance.engine.math.Norms;
import org.metabalance.engine.math.Ranked;
import org.metabalance.engine.math.Rearrange;
import org.metabalance.engine.math.Sorting;
import org.metabalance.engine.math.Statistics;

/** What {@code engine.math} does with NaN, infinities, long axes and mistakes; the rest is PyTorch's. */
class MathTest {
    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private final Tape tape = Tape.f64();

    @Test
    void nanCountsAsLargest() {
        Tensor x = tape.constant(new double[] {1, NAN, -INF, INF, NAN, 0});
        assertArrayEquals(new double[] {2, 5, 0, 3, 1, 4},
                Sorting.argsort(x, 0).value().toDoubles());
        assertArrayEquals(new double[] {1, 4, 3, 0, 5, 2},
                Sorting.argsortDescending(x, 0).value().toDoubles());
        assertEquals(1, Sorting.argmax(x, 0).item());
        assertEquals(1, Sorting.argmin(x, 0).item());
        assertEquals(NAN, Sorting.max(x, 0).values().item());
        assertEquals(NAN, Elementwise.clamp(x, -1, 1).value().get(1));
        assertEquals(-1, Elementwise.clamp(x, -1, 1).value().get(2));
    }

    /** Many times the length at which runs are merged, with many ties, along every axis. */
    @ParameterizedTest
    @EnumSource
    void longAxesAreSortedAndStable(DType dtype) {
        Random random = new Random(7);
        double[] data = random.doubles(2 * 1013 * 3).map(v -> Math.floor(40 * v)).toArray();
        Tape own = new Tape(dtype);
        Tensor x = own.input("x", 2, 1013, 3);
        Ranked sorted = Sorting.sort(x, 1);
        Program program = own.compile(sorted.values(), sorted.indices());
        program.set("x", data);
        program.run();
        for (int line = 0; line < 6; line++) {
            int begin = line / 3 * 1013 * 3 + line % 3;
            Integer[] expected = IntStream.range(0, 1013).boxed().toArray(Integer[]::new);
            Arrays.sort(expected,
                    (i, j) -> Double.compare(data[begin + 3 * i], data[begin + 3 * j]));
            for (int i = 0; i < 1013; i++) {
                assertEquals(expected[i], (int) program.output(1).get(begin + 3 * i));
                assertEquals(data[begin + 3 * expected[i]], program.output(0).get(begin + 3 * i));
            }
        }
    }

    @Test
    void aLongSumInSinglePrecisionKeepsItsDigits() {
        Tape own = Tape.f32();
        int n = 1 << 20;
        Tensor tenths = own.full(0.1, org.metabalance.engine.Shape.of(n));
        double last = Cumulative.sum(tenths.add(own.zeros(n)), 0).value().get(n - 1);
        assertEquals((float) (n * (double) 0.1f), last);
    }

    @Test
    void remaindersAreExact() {
        Tensor a = tape.constant(new double[] {1e300, -1e-300, 5, -5, 5});
        Tensor b = tape.constant(new double[] {3, 1, INF, INF, 0});
        assertArrayEquals(new double[] {1e300 % 3, 1, 5, INF, NAN},
                a.remainder(b).value().toDoubles());
        assertArrayEquals(new double[] {1e300 % 3, -1e-300, 5, -5, NAN},
                Elementwise.fmod(a, b).value().toDoubles());
    }

    @Test
    void sumsOfExponentialsOfInfinities() {
        Tensor a = tape.constant(new double[] {-INF, INF, INF, -INF});
        Tensor b = tape.constant(new double[] {-INF, INF, -INF, 2});
        Tensor y = Elementwise.logAddExp(a, b);
        assertArrayEquals(new double[] {-INF, INF, INF, 2}, y.value().toDoubles());
        Tensor g = Gradients.gradient(y.sum(), a);
        assertArrayEquals(new double[] {0.5, 0.5, 1, 0}, g.value().toDoubles());
        Tensor second = Gradients.gradient(g.slice(0, 3, 4).sum(), a);
        assertEquals(0, second.value().get(3));
    }

    @Test
    void normsOfNegativeOrderHaveNoSlopeWhereTheyAreZero() {
        for (double p : new double[] {-0.5, -1, -2}) {
            Tensor x = tape.constant(new double[] {0, 2, -3, 1, 2, -4}, 2, 3);
            Tensor y = Norms.norm(x, p, 1);
            double other = Math.pow(1 + Math.pow(2, p) + Math.pow(4, p), 1 / p);
            assertArrayEquals(new double[] {0, other}, y.value().toDoubles(), 1e-14);
            Tensor g = Gradients.gradient(y.sum(), x);
            assertArrayEquals(new double[3], g.slice(0, 0, 1).value().toDoubles(), 1e-300);
            assertEquals(Math.pow(other, 1 - p), g.value().get(3), 1e-14);
            Tensor second = Gradients.gradient(g.sum(), x);
            assertArrayEquals(new double[3], second.slice(0, 0, 1).value().toDoubles(),
                    1e-300);
        }
        assertEquals(NAN, Norms.norm(tape.constant(new double[] {0, NAN}), -1).item());
        assertEquals(0, Norms.norm(tape.constant(new double[] {0, INF}), -1).item());
    }

    @Test
    void aBoundThatIsNoNumberIsSeen() {
        Tensor x = tape.constant(new double[] {1, -2, 3});
        Tensor bound = tape.constant(new double[] {NAN, -1, NAN});
        Tensor infinite = tape.constant(INF);
        assertArrayEquals(new double[] {NAN, -1, NAN},
                Elementwise.clamp(x, bound, infinite).value().toDoubles());
        assertArrayEquals(new double[] {NAN, -2, NAN},
                Elementwise.clamp(x, infinite.neg(), bound).value().toDoubles());
        assertEquals(NAN, Elementwise.clamp(x, NAN, 1).value().get(1));
    }

    @Test
    void hypotenusesOfLargeSmallAndInfiniteSides() {
        Tensor a = tape.constant(new double[] {3e300, 3e-300, 0, INF, NAN, NAN, -0.0});
        Tensor b = tape.constant(new double[] {-4e300, 4e-300, 0, 1, -INF, 1, 2});
        Tensor y = Elementwise.hypot(a, b);
        double[] expected = {5e300, 5e-300, 0, INF, INF, NAN, 2};
        double[] got = y.value().toDoubles();
        for (int i = 0; i < expected.length; i++) {
            double delta = expected[i] > 0 && expected[i] < INF ? 1e-15 * expected[i] : 1e-300;
            assertEquals(expected[i], got[i], delta, "at " + i);
        }
        Tensor g = Gradients.gradient(y.sum(), a);
        assertArrayEquals(new double[] {0.6, 0.6, 0, 0, 0, NAN, 0}, g.value().toDoubles(), 1e-15);
        assertEquals(0, Gradients.gradient(g.slice(0, 2, 3).sum(), b).value().get(2));
    }

    @Test
    void theAngleOfTheOriginHasNoSlope() {
        Tensor a = tape.constant(new double[] {0, 0, 3});
        Tensor b = tape.constant(new double[] {0, -2, 4});
        Tensor y = a.atan2(b);
        assertArrayEquals(new double[] {0, Math.PI, Math.atan2(3, 4)}, y.value().toDoubles(),
                1e-15);
        Tensor g = Gradients.gradient(y.sum(), a);
        assertArrayEquals(new double[] {0, -0.5, 0.16}, g.value().toDoubles(), 1e-15);
        assertEquals(0, Gradients.gradient(g.sum(), b).value().get(0));
    }

    @Test
    void indicesAndRoundedNumbersHaveNoDerivative() {
        Tensor x = tape.input("x", 2, 3);
        for (Tensor y : new Tensor[] {
            x.floor(), x.ceil(), x.round(), x.trunc(), Sorting.argsort(x, 1), Sorting.argmax(x, 1),
            Sorting.sort(x, 0).indices(), Norms.norm(x, 0)
        }) {
            String message = assertThrows(IllegalArgumentException.class,
                    () -> Gradients.gradient(y.sum(), x)).getMessage();
            assertTrue(message.contains("x"), message);
        }
    }

    /** Names every operation, its rule, what it got and the line. */
    static Stream<Arguments> mistakes() {
        Tape tape = Tape.f64();
        Tensor x = tape.input("x", 3, 4);
        Tensor v = tape.input("v", 3);
        return Stream.of(
                wrong("topK: k must be at most the extent of the axis, got 5 of axis 1 in [3, 4]",
                        () -> Sorting.topK(x, 5, 1)),
                wrong("bottomK: k must be at most the extent of the axis, got -1 of axis 0 in [3, 4]",
                        () -> Sorting.bottomK(x, -1, 0)),
                wrong("argsort: no axis 2 in [3, 4]", () -> Sorting.sort(x, 2)),
                wrong("flip: no axis -3 in [3, 4]", () -> Rearrange.flip(x, -3)),
                wrong("roll: no axis 2 in [3, 4]", () -> Rearrange.roll(x, 1, 2)),
                wrong("cumulativeProduct: no axis 1 in [3]", () -> Cumulative.product(v, 1)),
                wrong("max: no axis 7 in [3, 4]", () -> Sorting.argmax(x, 7)),
                wrong("max: an axis to reduce must not be empty, got [3, 0]",
                        () -> Sorting.argmax(x.slice(1, 0, 0), 1)),
                wrong("variance: needs more elements than the correction 1.0, got 1 of [3, 1]",
                        () -> Statistics.variance(x.slice(1, 0, 1), 1, 1)),
                wrong("norm: needs a number p, got NaN", () -> Norms.norm(x, NAN)),
                wrong("repeat: needs a number for each axis, none negative, got [2] for [3, 4]",
                        () -> Rearrange.repeat(x, 2)),
                wrong("padReflect: needs amounts below the extent of the axis, got 3 and 0 for axis 0 of"
                        + " [3, 4]", () -> Rearrange.padReflect(x, 0, 3, 0)),
                wrong("padReplicate: needs an axis that is not empty and amounts that are not negative,"
                        + " got 0 and 1 for axis 1 of [3, 0]",
                        () -> Rearrange.padReplicate(x.slice(1, 0, 0), 1, 0, 1)),
                wrong("diagonal: needs two axes, got 1 and -1 of [3, 4]",
                        () -> Rearrange.diagonal(x, 0, 1, -1)),
                wrong("tril, triu: need at least two axes, got [3]", () -> Rearrange.tril(v, 0)),
                wrong("logAddExp: shapes must be equal or broadcast, got [3, 4] and [3]",
                        () -> Elementwise.logAddExp(x, v)),
                wrong("einsum: needs a term for each operand, got 2 terms and 1 operands in 'ij,j'",
                        () -> Einsum.einsum("ij,j", x)),
                wrong("einsum: needs a letter for each axis, got 'ijk' for [3, 4] in 'ijk->i'",
                        () -> Einsum.einsum("ijk->i", x)),
                wrong("einsum: needs a letter for each axis, got 'ab...c' for [3] in '...b,ab...c'",
                        () -> Einsum.einsum("...b,ab...c", x, v)),
                wrong("einsum: axes with one letter must agree, got 3 and 4 for 'i' in 'ij,ki->jk'",
                        () -> Einsum.einsum("ij,ki->jk", x, x)),
                wrong("einsum: axes with one letter must agree, got 'i' of [3, 4] in 'ii->i'",
                        () -> Einsum.einsum("ii->i", x)),
                wrong("einsum: the result must have letters of the operands, each once, got 'ik' in"
                        + " 'ij->ik'", () -> Einsum.einsum("ij->ik", x)),
                wrong("einsum: the result must have letters of the operands, each once, got 'ii' in"
                        + " 'ij->ii'", () -> Einsum.einsum("ij->ii", x)),
                wrong("einsum: labels are letters a to z and A to Z, and '...' once, got 'i1' in 'i1'",
                        () -> Einsum.einsum("i1", x)),
                wrong("einsum: needs one arrow at most, got i->j->i",
                        () -> Einsum.einsum("i->j->i", v)));
    }

    private static Arguments wrong(String message, Executable call) {
        return Arguments.of(message, call);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakesAreNamed(String message, Executable call) {
        String got = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(got.startsWith(message), got);
        assertTrue(
                got.substring(message.length()).matches(" \\(recorded at MathTest\\.java:\\d+\\)"),
                got);
    }
}
