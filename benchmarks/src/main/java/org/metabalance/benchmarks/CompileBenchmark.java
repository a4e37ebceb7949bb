package org.metabalance.benchmarks;

import java.util.concurrent.TimeUnit;
import org.metabalance.benchmarks.workload.Recording;
import org.metabalance.benchmarks.workload.Workload;
import org.metabalance.engine.Program;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long recording and compiling a MetaBalance step takes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {Jvm.ADD_MODULES, Jvm.VECTOR, Jvm.UNSAFE})
public class CompileBenchmark {

    // The trap: the compiler itself is compiled by the JVM as it runs; the first programs take many
    // times as long as the later ones. This measures the later ones; run with -bm ss -f 10 -wi 0
    // for the first.

    /** Least number of operations on the tape. */
    @Param({"500", "5000"})
    public int operations;

    private Workload workload;
    private Recording recording;

    /** Finds the number of inner steps that make so many operations. */
    @Setup
    public void prepare() {
        int innerSteps = 1;
        do {
            workload = Workload.deep(innerSteps++, Hypergradients.EXACT);
            recording = Recording.of(workload, 1);
        } while (recording.operations() < operations);
    }

    /** Putting a step on a tape, with all its derivatives. */
    @Benchmark
    public Recording record() {
        return Recording.of(workload, 1);
    }

    /** From the tape to a program ready to run. */
    @Benchmark
    public Program compile() {
        return recording.compile();
    }

    // How to run:
    //
    //   java -jar benchmarks/target/benchmarks.jar CompileBenchmark -rf json -rff compile.json
}
