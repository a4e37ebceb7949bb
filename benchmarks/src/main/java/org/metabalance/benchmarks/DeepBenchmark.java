package org.metabalance.benchmarks;

import java.util.concurrent.TimeUnit;
import org.metabalance.benchmarks.workload.Workload;
import org.metabalance.benchmarks.workload.WorkloadProgram;
import org.metabalance.meta.bilevel.solver.Hypergradients;
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

/** How the time of a MetaBalance step grows with the number of inner steps: it should be a line. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {Jvm.VECTOR_KERNELS, Jvm.ADD_MODULES, Jvm.VECTOR, Jvm.UNSAFE})
public class DeepBenchmark {

    // The trap: the memory of a long program leaves the second-level cache, and the line bends
    // there. The sizes go far enough to see it; benchmarks/peers/run prints the memory.

    /** Inner steps. */
    @Param({"1", "2", "5", "10", "20", "50"})
    public int innerSteps;

    /** Whether results of inner steps are kept or computed again. */
    @Param({"exact", "exact-checkpointed"})
    public String hypergradient;

    private WorkloadProgram step;

    /** Compiles the step. */
    @Setup
    public void prepare() {
        step = WorkloadProgram.of(Workload.deep(innerSteps, Hypergradients.parse(hypergradient)),
                1);
    }

    /** Puts back the weights and Adam's state. */
    @Setup(Level.Iteration)
    public void reset() {
        step.reset();
    }

    /** One replay. */
    @Benchmark
    public double replay() {
        step.program().run();
        return step.loss();
    }

    // How to run:
    //
    //   java -jar benchmarks/target/benchmarks.jar DeepBenchmark -rf json -rff deep.json
}
