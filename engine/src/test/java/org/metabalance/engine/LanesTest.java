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
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.compile.Plan;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.place.Lanes;
import org.metabalance.engine.kernel.Kernels;
import org.metabalance.engine.math.Pooling;

/** Instructions that run side by side. */
class LanesTest {

    @Test
    void everyInstructionRunsOnceAndWaitsForWhatItNeeds() {
        assumeTrue(Kernels.current().threads() > 1, "needs two processors");
        Plan plan = twoTowers(Tape.f32()).plan();
        Lanes lanes = plan.lanes();
        assertNotNull(lanes, "two independent halves should be worth two threads");
        List<Instruction> instructions = lanes.instructions();
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
        Tensor x = tape.input("x", 16, 16);
        for (int i = 0; i < 20; i++) {
            x = x.matmul(x).tanh();
        }
        assertNull(tape.compile(x).plan().lanes());
    }

    @Test
    void theBitsAreThoseOfOneThread() {
        for (Function<Tape, Program> recorded : List.<Function<Tape, Program>>of(
                LanesTest::twoTowers, LanesTest::layers, LanesTest::tasks,
                LanesTest::images)) {
            for (DType dtype : DType.values()) {
                Program alone = recorded.apply(new Tape(dtype).threads(1));
                Program together = recorded.apply(new Tape(dtype));
                for (int run = 0; run < 100; run++) {
                    alone.run();
                    together.run();
                    for (int i = 0; i < 2; i++) {
                        assertArrayEquals(
                                alone.output(i).toDoubles(), together.output(i).toDoubles(), 0);
                    }
                }
            }
        }
    }

    /** Where one instruction needs the one before, each thread computes half of both. */
    @Test
    void longInstructionsAreCutInTwo() {
        assumeTrue(Kernels.current().threads() > 1, "needs two processors");
        for (Program program : List.of(
                layers(Tape.f32()), tasks(Tape.f32()), images(Tape.f32()))) {
            Plan plan = program.plan();
            assertNotNull(plan.lanes());
            int whole = plan.instructions().size();
            assertTrue(plan.lanes().instructions().size() > 5 * whole / 4,
                    () -> plan.lanes().instructions().size() + " of " + whole);
        }
    }

    /** Layers of a network, with biases and normalization, and the gradient of a weight. */
    private static Program layers(Tape tape) {
        Tensor x = tape.constant(values(3), 40, 40).reshape(1, 40, 40).expand(5, 40, 40)
                .reshape(200, 40);
        Tensor w = tape.constant(values(4), 40, 40);
        Tensor y = x;
        for (int i = 0; i < 4; i++) {
            Tensor z = y.matmul(w).add(w.slice(0, i, i + 1));
            y = z.sub(z.maxKeep(1)).tanh().mul(z.sumKeep(1));
        }
        return tape.compile(Gradients.gradient(y.square().mean(), w), y);
    }

    /** Convolutions and pooling of seven images, and the gradient of the filters. */
    private static Program images(Tape tape) {
        Tensor x = tape.constant(values(8), 40, 40).reshape(1, 20, 20, 4).expand(7, 20, 20, 4)
                .mul(tape.constant(values(9), 1600).slice(0, 0, 7).reshape(7, 1, 1, 1));
        Tensor w = tape.constant(values(10), 1600).slice(0, 0, 9 * 16).reshape(3, 3, 4, 4);
        Tensor y = x;
        for (int i = 0; i < 3; i++) {
            y = y.conv2d(w, 1, 1).tanh();
        }
        y = Pooling.max(y, 2, 2, 0);
        return tape.compile(Gradients.gradient(y.square().mean(), w), y);
    }

    /** Products of a batch, with a weight for each that has learned. */
    private static Program tasks(Tape tape) {
        Tensor x = tape.constant(values(5), 40, 40).reshape(20, 2, 40)
                .mul(tape.constant(values(6), 1600).slice(0, 0, 20).reshape(20, 1, 1));
        Tensor w = tape.constant(values(7), 40, 40).reshape(1, 40, 40).expand(20, 40, 40);
        Tensor g = Gradients.gradient(x.matmul(w).tanh().square().sum(), w);
        Tensor learned = w.sub(g.mul(0.1));
        Tensor loss = x.matmul(learned).relu().matmul(learned.transpose()).square().mean();
        return tape.compile(loss, Gradients.gradient(loss, w));
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
