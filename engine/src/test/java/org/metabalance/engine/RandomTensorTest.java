package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random numbers of a program: new in each run, and the same again from the same seed. */
class RandomTensorTest {
    private final Tape tape = Tape.f32();
    private final Tensor u = tape.uniform(1000);
    private final Tensor n = tape.normal(1000);

    @Test
    void eachRunDrawsNewNumbersThatTheSeedBringsBack() {
        Program program = tape.compile(u, n).seed(3);
        program.run();
        double[] first = program.output(0).toDoubles();
        double[] normal = program.output(1).toDoubles();
        program.run();
        assertFalse(Arrays.equals(first, program.output(0).toDoubles()));
        assertFalse(Arrays.equals(normal, program.output(1).toDoubles()));
        program.seed(3).run();
        assertArrayEquals(first, program.output(0).toDoubles());
        assertArrayEquals(normal, program.output(1).toDoubles());
        program.seed(4).run();
        assertFalse(Arrays.equals(first, program.output(0).toDoubles()));
    }

    @Test
    void theNumbersDoNotDependOnWhatElseIsCompiled() {
        Program both = tape.compile(u, n).seed(3);
        Program one = tape.compile(n.mul(1)).seed(3);
        both.run();
        one.run();
        assertArrayEquals(both.output(1).toDoubles(), one.output(0).toDoubles());
    }

    @Test
    void eachRecordedTensorIsAStreamOfItsOwn() {
        Program program = tape.compile(u, tape.uniform(1000), u.sub(u), u.add(0));
        program.run();
        Set<Double> seen = new HashSet<>();
        Arrays.stream(program.output(0).toDoubles()).forEach(seen::add);
        long common = Arrays.stream(program.output(1).toDoubles()).filter(seen::contains).count();
        assertTrue(common < 5, common + " numbers in both");
        assertArrayEquals(new double[1000], program.output(2).toDoubles(),
                "used twice, drawn once");
        assertArrayEquals(program.output(0).toDoubles(), program.output(3).toDoubles());
    }

    @Test
    void theyAreThoseOfTheGenerator() {
        Tape tape = Tape.f64();
        Program program = tape.compile(tape.uniform(5), tape.normal(5)).seed(9);
        program.run();
        program.run();
        long run = Rng.childKey(Rng.of(9).key(), 1);
        for (int i = 0; i < 5; i++) {
            assertEquals(Rng.uniform(Rng.childKey(run, 0), i), program.output(0).get(i));
            assertEquals(Rng.normal(Rng.childKey(run, 1), i), program.output(1).get(i));
        }
    }

    @Test
    void singlePrecisionNeverRoundsUpToOne() {
        Program program = tape.compile(tape.uniform(2_000_000).max(),
                tape.uniform(2_000_000).min());
        for (int run = 0; run < 20; run++) {
            program.run();
            assertTrue(program.output(0).item() < 1);
            assertTrue(program.output(1).item() >= 0);
        }
    }

    @Test
    void noDerivativeLeadsThroughThemButTheyMayScaleOne() {
        Tape tape = Tape.f64();
        Tensor x = tape.input("x", 4);
        Tensor noise = tape.normal(4);
        Program program = tape.compile(noise, Gradients.gradient(x.mul(noise).sum(), x));
        program.run();
        assertArrayEquals(program.output(0).toDoubles(), program.output(1).toDoubles());
    }
}
