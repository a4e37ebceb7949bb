package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.compile.Plan;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.place.Lanes;
import org.metabalance.engine.kernel.Kernels;

/** Instructions that run side by side. */
class LanesTest {

    @Test
    void everyInstructionRunsOnceAndWaitsForWhatItNeeds() {
        assumeTrue(Kernels.current().threads() > 1, "needs two processors");
        Plan plan = twoTowers(Tape.f32()).plan();
        List<Instruction> instructions = plan.instructions();
        Lanes lanes = plan.lanes();
        assertNotNull(lanes, "two independent halves should be worth two threads");
        int[] seen = new int[instructions.size()];
        for (int l = 0; l < 2; l++) {
            assertTrue(lanes.order()[l].length > instructions.size() / 4, "both lanes have work");
            for (int i : lanes.order()[l]) {
                seen[i]++;
                assertEquals(l, lanes.laneOf(i));
            }
            assertEquals(lanes.order()[l].length, lanes.waits()[l].length);
        }
        assertTrue(Arrays.stream(seen).allMatch(count -> count == 1));
    }

    @Test
    void aStrictSequenceIsNotDivided() {
        Tape tape = Tape.f32();
        Tensor x = tape.input("x", 48, 48);
        for (int i = 0; i < 20; i++) {
            x = x.matmul(x).tanh();
        }
        assertNull(tape.compile(x).plan().lanes());
    }

    @Test
    void theBitsAreThoseOfOneThread() {
        for (DType dtype : DType.values()) {
            Program alone = twoTowers(new Tape(dtype).threads(1));
            Program together = twoTowers(new Tape(dtype));
            for (int run = 0; run < 200; run++) {
                alone.run();
                together.run();
                for (int i = 0; i < 2; i++) {
                    assertArrayEquals(
                            alone.output(i).toDoubles(), together.output(i).toDoubles(), 0);
                }
            }
        }
    }

    @Test
    void anErrorInALaneIsTheCallersAndTheNextRunIsFine() {
        Tape tape = Tape.f32();
        Tensor index = tape.input("index", 1);
        Tensor a = tower(tape.constant(values(1), 40, 40));
        Tensor b = tower(tape.constant(values(2), 40, 40)).gather(0, index);
        Program program = tape.compile(a.sum(), b.sum());
        assumeTrue(Kernels.current().threads() > 1, "needs two processors");
        assertNotNull(program.plan().lanes());
        program.set("index", 7f).run();
        double sum = program.output(1).item();
        program.set("index", -1f);
        String message = assertThrows(IndexOutOfBoundsException.class, program::run).getMessage();
        assertTrue(message.startsWith("gather: "), message);
        program.set("index", 7f).run();
        assertEquals(sum, program.output(1).item());
    }

    /** Two chains of products that need nothing of each other, with variables they both update. */
    private static Program twoTowers(Tape tape) {
        Tensor a = tower(tape, 1);
        Tensor b = tower(tape, 2);
        Variable mean = new Variable("mean", NdArray.zeros(tape.dtype(), Shape.of(40, 40)));
        tape.assign(mean, tape.read(mean).mul(0.9).add(a.add(b).mul(0.1)));
        return tape.compile(a.add(tape.read(mean)).sum(1), b.sub(tape.read(mean)).sum(0));
    }

    private static Tensor tower(Tape tape, long stream) {
        NdArray start = NdArray.of(values(stream), 40, 40).as(tape.dtype());
        Variable state = new Variable("state" + stream, start);
        Tensor y = tower(tape.read(state));
        tape.assign(state, y);
        return y;
    }

    private static double[] values(long stream) {
        Rng rng = Rng.of(3).stream(stream);
        double[] values = new double[40 * 40];
        for (int i = 0; i < values.length; i++) {
            values[i] = rng.normal(i) / 6;
        }
        return values;
    }

    private static Tensor tower(Tensor x) {
        Tensor y = x;
        for (int i = 0; i < 12; i++) {
            y = y.matmul(x).tanh().add(x.mul(0.5));
        }
        return y;
    }
}
