package org.metabalance.benchmarks;

import java.util.concurrent.TimeUnit;
import org.metabalance.benchmarks.workload.Workload;
import org.metabalance.benchmarks.workload.WorkloadProgram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One replay of a whole training step: MetaBalance's, a plain one with Adam, learning to reweight, and
 * MAML's for one task and for 32; of tables and of images. The workloads are those of the runs beside PyTorch and JAX.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark {

    // The trap: thousands of steps on one batch learn it by heart. Gradients fade to subnormal
    // numbers and the step becomes slower or, with dead units, faster than in real training. Each
    // iteration begins at the first weights, and Adam's rate is small.

    // The trap: without the vector module a step still runs, on the scalar kernels, and looks like
    // a slow machine. Each fork asks for its kernels by name and fails if they cannot run.

    /** A step at its first weights. */
    @State(Scope.Benchmark)
    public static class Replay {
        /** The step. */
        @Param({
            "credit", "small1", "small5", "mid1", "mid5", "plain-credit", "plain-small",
            "plain-mid", "per-example", "maml1-sinusoid", "maml1-5way", "maml32-sinusoid",
            "maml32-5way", "resnet-plain", "resnet-exact", "conv4-plain", "conv4-exact"})
        public String workload;

        /** How many threads a product may use. */
        @Param({"1", "2"})
        public int threads;

        private WorkloadProgram step;

        /** Compiles the step. */
        @Setup
        public void prepare() {
            step = WorkloadProgram.of(Workload.named(workload), threads);
        }

        /** Puts back the weights and Adam's state. */
        @Setup(Level.Iteration)
        public void reset() {
            step.reset();
        }

        double run() {
            step.program().run();
            return step.loss();
        }
    }

    /** Plain loops. */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = {Jvm.SCALAR_KERNELS, Jvm.UNSAFE})
    public double scalar(Replay replay) {
        return replay.run();
    }

    /** The Vector API. */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = {Jvm.VECTOR_KERNELS, Jvm.ADD_MODULES, Jvm.VECTOR, Jvm.UNSAFE})
    public double vector(Replay replay) {
        return replay.run();
    }

    // How to run; gc.alloc.rate.norm should be 0 bytes a step:
    //
    //   java -jar benchmarks/target/benchmarks.jar StepBenchmark.vector -p threads=1 -prof gc
    //        -rf json -rff step.json
}
