package org.metabalance.nn.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Golden;

class NtXentTest {
    static Stream<Golden> goldens() {
        return Golden.cases("ntXent.json");
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void asInPyTorch(Golden golden) {
        NtXent loss = new NtXent(golden.json().get("temperature").doubleValue(),
                golden.json().get("least").doubleValue());
        golden.check(1e-10, t -> loss.loss(t.get("first"), t.get("second")));
    }

    /** Two examples by hand: the views of the first agree, those of the second are at right angles. */
    @Test
    void everyViewIsToldFromAllOthersByItsTwin() {
        Tape tape = Tape.f64();
        Tensor first = tape.constant(new double[] {1, 0, 0, 2}, 2, 2);
        Tensor second = tape.constant(new double[] {3, 0, -1, 0}, 2, 2);
        double[] expected = {
            -2 + Math.log(Math.exp(2) + 1 + Math.exp(-2)),
            Math.log(3),
            -2 + Math.log(Math.exp(2) + 1 + Math.exp(-2)),
            Math.log(1 + 2 * Math.exp(-2))};
        assertArrayEquals(
                expected, NtXent.PAPER.perView(first, second).value().toDoubles(), 1e-12);
        assertEquals(
                Arrays.stream(expected).average().orElseThrow(),
                NtXent.PAPER.loss(first, second).item(), 1e-12);
    }

    /** In F32 the exponentials of 1/T and -1/T are infinite and 0. */
    @Test
    void isFiniteAtTheLowestTemperaturesAndForViewsOfZeros() {
        Tape tape = Tape.f32();
        Tensor first = tape.constant(new double[] {1, 0, 0, 0, -1, 0}, 3, 2);
        Tensor second = tape.constant(new double[] {-1, 0, 0, 0, 1, 1}, 3, 2);
        Tensor loss = new NtXent(1e-3, -1).loss(first, second);
        assertTrue(Double.isFinite(loss.item()) && loss.item() > 500, () -> "" + loss.item());
        double[] slope = Gradients.gradient(loss, first).value().toDoubles();
        assertTrue(Arrays.stream(slope).allMatch(Double::isFinite), () -> Arrays.toString(slope));
        assertEquals(0, slope[2]);
        assertEquals(0, slope[3]);
    }

    @Test
    void whatIsWrongIsSaid() {
        Tape tape = Tape.f64();
        assertEquals(
                "nt-xent: both views must be [n, d] of at least one example, got [2, 3] and [3, 2]",
                assertThrows(IllegalArgumentException.class,
                        () -> NtXent.PAPER.loss(tape.zeros(2, 3), tape.zeros(3, 2)))
                        .getMessage());
        assertThrows(IllegalArgumentException.class,
                () -> NtXent.PAPER.loss(tape.zeros(0, 3), tape.zeros(0, 3)));
        for (double temperature : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new NtXent(temperature, -1));
        }
        for (double least : new double[] {-1.1, 1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new NtXent(1, least));
        }
    }
}
