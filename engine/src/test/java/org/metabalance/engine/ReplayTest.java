package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.metabalance.engine.compile.Plan;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.execute.Machine;
import org.metabalance.engine.kernel.Kernels;

/** A program runs without allocating, in little memory, with the same bits whoever runs it. */
class ReplayTest {

    @ParameterizedTest
    @CsvSource({"F32, 1", "F32, 2", "F64, 1", "F64, 2"})
    void aReplayAllocatesNothing(DType dtype, int workers) {
        Program program = new TrainingStep(dtype, workers, 100, 16, 20, 24, 16, 2).program;
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        // vectors and iterators are objects until the JVM has compiled the loops around them
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        long allocated = Long.MAX_VALUE;
        for (int without = 0; without < 3 && System.nanoTime() < deadline;) {
            long first = thread.getCurrentThreadAllocatedBytes();
            long second = thread.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 500; i++) {
                program.run();
            }
            allocated = thread.getCurrentThreadAllocatedBytes() - second - (second - first);
            without = allocated <= 0 ? without + 1 : 0;
        }
        assertEquals(0, allocated, "bytes in 500 replays");
    }

    @Test
    void theStepTrains() {
        TrainingStep step = new TrainingStep(DType.F32, 1, 64, 64, 8, 32, 3);
        step.program.run();
        double first = step.program.output(0).item();
        for (int i = 0; i < 300; i++) {
            step.program.run();
        }
        assertTrue(step.program.output(0).item() < 0.3 * first,
                "from " + first + " to " + step.program.output(0).item());
    }

    @Test
    void intermediateResultsShareMemoryByLifetime() {
        Tape tape = Tape.f32().threads(1);
        Tensor x = tape.input("x", 64, 64);
        Tensor y = x;
        for (int i = 0; i < 20; i++) {
            y = y.matmul(x).tanh();
        }
        Plan plan = tape.compile(y).plan();
        long sum = intermediates(plan).stream().mapToLong(Buffer::size).sum();
        assertTrue(sum >= 20 * 4096, "all results together: " + sum);
        assertTrue(plan.arena() <= 3 * 4096, "arena of " + plan.arena());
    }

    @Test
    void aTrainingStepNeedsMuchLessThanTheSumOfItsResults() {
        Plan plan = new TrainingStep(DType.F32, 1, 200, 64, 30, 64, 64, 64, 2).program.plan();
        long sum = intermediates(plan).stream().mapToLong(Buffer::size).sum();
        assertTrue(plan.arena() < 0.6 * sum, plan.arena() + " of " + sum);
    }

    private static Set<Buffer> intermediates(Plan plan) {
        Set<Buffer> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Instruction instruction : plan.instructions()) {
            instruction.writes().stream().filter(b -> b.array() == null).forEach(buffers::add);
        }
        return buffers;
    }

    @ParameterizedTest
    @EnumSource
    void oneThreadAndTwoGiveTheSameBits(DType dtype) {
        // large enough that the products are divided among threads
        TrainingStep one = new TrainingStep(dtype, 1, 300, 193, 200, 211, 190, 5);
        TrainingStep two = new TrainingStep(dtype, 2, 300, 193, 200, 211, 190, 5);
        Machine machine = Machine.of(two.program.plan(), Kernels.current().withThreads(2));
        for (int i = 0; i < 3; i++) {
            one.program.run();
            machine.randomKey(Rng.childKey(Rng.of(1).key(), i));
            machine.run();
            assertEquals(one.program.output(0).item(), two.program.output(0).item());
        }
        assertEquals(one.state(), two.state());
    }

    @Test
    void theSameSeedGivesTheSameBitsAgain() {
        TrainingStep a = new TrainingStep(DType.F32, 2, 100, 32, 20, 30, 4);
        TrainingStep b = new TrainingStep(DType.F32, 2, 100, 32, 20, 30, 4);
        for (int i = 0; i < 20; i++) {
            a.program.run();
            b.program.run();
        }
        assertEquals(a.state(), b.state());
        b.program.seed(2).run();
        a.program.run();
        assertNotEquals(a.state(), b.state());
    }

    @Test
    void tapesAndProgramsLiveSideBySideInThreads() throws Exception {
        Callable<List<Double>> training = () -> {
            TrainingStep step = new TrainingStep(DType.F32, 2, 100, 40, 64, 80, 70, 4);
            for (int i = 0; i < 50; i++) {
                step.program.run();
            }
            return step.state();
        };
        List<Double> alone = training.call();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<List<Double>>> together = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                together.add(pool.submit(training));
            }
            for (Future<List<Double>> state : together) {
                assertEquals(alone, state.get());
            }
        }
    }

    @Test
    void outputsAreLiveArraysOfTheirOwn() {
        Tape tape = Tape.f64();
        Tensor x = tape.input("x", 3);
        Tensor view = x.slice(0, 1, 3);
        Program program = tape.compile(x, view, view, x.mul(1), tape.constant(5), x.exp());
        program.set("x", 1, 2, 3).run();
        NdArray kept = program.output(1);
        program.output(0).set(0, 99);
        assertEquals(1, program.input("x").get(0));
        program.set("x", 4, 5, 6).run();
        assertSame(kept, program.output(1));
        assertEquals("F64[2] {5.0, 6.0}", kept.toString());
        assertEquals("F64[2] {5.0, 6.0}", program.output(2).toString());
        assertEquals("F64[3] {4.0, 5.0, 6.0}", program.output(3).toString());
        assertEquals(5, program.output(4).item());
    }

    @Test
    void anOutputThatIsNotThereIsSaid() {
        Tape tape = Tape.f64();
        Tensor x = tape.input("x");
        Program program = tape.compile(x.exp(), x.sin());
        assertEquals(
                "output: there are 2, numbered from 0, got 2",
                assertThrows(IndexOutOfBoundsException.class, () -> program.output(2))
                        .getMessage());
    }
}
