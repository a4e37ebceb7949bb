package org.metabalance.nn.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Golden;

class ScheduleTest {

    static Stream<Golden> schedules() {
        return Golden.cases("schedules.json");
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void rateAsInPyTorch(Golden golden) {
        double[] expected = golden.numbers("rates");
        Schedule schedule = switch (golden.name()) {
            case "step" -> Schedule.step(0.3, 0.5, 4, expected.length);
            case "multiStep" -> Schedule.multiStep(0.3, 0.1, 3, 7, 8);
            case "cosine" -> Schedule.cosine(0.3, 0.02, 11);
            case "warmup" -> Schedule.warmup(5, Schedule.constant(0.3));
            default -> throw new IllegalStateException(golden.name());
        };
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], at(schedule, i), 1e-15, "step " + i);
        }
    }

    @Test
    void constantAfterTheEnd() {
        assertEquals(0.02, at(Schedule.cosine(0.3, 0.02, 11), 500), 1e-15);
        Schedule steps = Schedule.step(1, 0.5, 4, 12);
        assertEquals(0.25, at(steps, 11));
        assertEquals(0.25, at(steps, 12));
        assertEquals(1, at(Schedule.step(1, 0.5, 4, 4), 100));
        assertEquals(0.7, at(Schedule.multiStep(0.7, 0.1), 3));
    }

    @Test
    void warmUpScalesTheScheduleWithoutDelayingIt() {
        Schedule plain = Schedule.cosine(1, 0, 10);
        Schedule warm = Schedule.warmup(4, plain);
        for (int i = 0; i < 12; i++) {
            assertEquals(at(plain, i) * Math.min(1, (i + 1) / 4.0), at(warm, i), 1e-15);
        }
    }

    @Test
    void aLearnedRateHasAGradient() {
        Tape tape = Tape.f64();
        Tensor rate = tape.constant(0.1);
        Tensor now = Schedule.of(rate).times(Schedule.multiStep(1, 0.5, 2)).at(tape.constant(3));
        assertEquals(0.05, now.item(), 1e-16);
        assertEquals(0.5, Gradients.gradient(now, rate).item(), 1e-16);
    }

    @Test
    void runsInsideAProgramInSinglePrecision() {
        Tape tape = Tape.f32();
        Tensor step = tape.input("step");
        Program program = tape.compile(Schedule.cosine(0.1, 0, 30_000).at(step));
        for (int i : new int[] {0, 1, 15_000, 29_999, 30_000, 40_000}) {
            program.set("step", (double) i).run();
            double expected = 0.05 * (1 + Math.cos(Math.PI * Math.min(i, 30_000) / 30_000));
            assertEquals(expected, program.output(0).item(), 2e-8);
        }
    }

    @Test
    void lengthsMustBePositive() {
        assertThrows(IllegalArgumentException.class, () -> Schedule.cosine(1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> Schedule.step(1, 0.1, 0, 10));
        assertThrows(IllegalArgumentException.class,
                () -> Schedule.warmup(0, Schedule.constant(1)));
    }

    private static double at(Schedule schedule, int step) {
        return schedule.at(Tape.f64().constant(step)).item();
    }
}
