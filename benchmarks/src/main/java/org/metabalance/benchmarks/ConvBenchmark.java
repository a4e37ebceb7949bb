package org.metabalance.benchmarks;

import java.util.concurrent.TimeUnit;
import org.metabalance.benchmarks.workload.ConvShape;
import org.metabalance.engine.DType;
import org.metabalance.engine.kernel.KernelProvider;
import org.metabalance.engine.kernel.Kernels;
import org.openjdk.jmh.annotations.AuxCounters;
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

/**
 * Convolutions of the networks of images and their adjoints, scalar and vector beside each other. A name is
 * images x height x width x channels, filters, kernel, stride if it is not 1, and which of the three.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {Jvm.ADD_MODULES, Jvm.VECTOR, Jvm.UNSAFE})
public class ConvBenchmark {

    // The traps are those of GemmBenchmark: warm-up, a result that nothing reads, shared profiles.

    // The trap: a rate above the machine's peak is no mistake. Products with the zeros around an image are
    // counted, as everybody counts them, and a kernel may leave them out: a ninth of them at 8 x 8 pixels.

    /** The convolution. */
    @Param({
        "32x32x32x16-16-3x3-forward", "32x32x32x16-16-3x3-input", "32x32x32x16-16-3x3-weights",
        "32x16x16x32-32-3x3-forward", "32x16x16x32-32-3x3-input", "32x16x16x32-32-3x3-weights",
        "32x8x8x64-64-3x3-forward", "32x8x8x64-64-3x3-input", "32x8x8x64-64-3x3-weights",
        "32x32x32x16-32-3x3-s2-forward", "32x32x32x16-32-3x3-s2-input",
        "32x32x32x16-32-3x3-s2-weights",
        "32x16x16x32-32-5x5-forward", "32x16x16x32-32-5x5-input", "32x16x16x32-32-5x5-weights",
        "32x8x8x64-64-1x1-forward", "32x8x8x64-64-1x1-input", "32x8x8x64-64-1x1-weights",
        "64x28x28x1-64-3x3-forward", "64x28x28x1-64-3x3-input", "64x28x28x1-64-3x3-weights",
        "64x14x14x64-64-3x3-forward", "64x14x14x64-64-3x3-input", "64x14x14x64-64-3x3-weights",
        "64x7x7x64-64-3x3-forward", "64x7x7x64-64-3x3-input", "64x7x7x64-64-3x3-weights",
        "64x3x3x64-64-3x3-forward", "64x3x3x64-64-3x3-input", "64x3x3x64-64-3x3-weights"})
    public String convolution;

    /** How many threads one convolution may use. */
    @Param({"1", "2"})
    public int threads;

    /** Who computes it. */
    @Param({"scalar", "vector"})
    public String provider;

    private ConvShape shape;
    private Runnable floats;
    private Runnable doubles;

    /** Adds a line to the table: billions of operations a second, two for a multiply-add. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Rate {
        /** Thousands of operations; a microsecond divides it. */
        public double gflops;
    }

    /** Fills the operands. */
    @Setup
    public void prepare() {
        shape = ConvShape.parse(convolution);
        Kernels kernels = Kernels.of(KernelProvider.named(provider), threads);
        floats = kernels.floats().convolution(shape.operands(
                shape.images(DType.F32).floats(), shape.weights(DType.F32).floats(),
                shape.results(DType.F32).floats()));
        doubles = kernels.doubles().convolution(shape.operands(
                shape.images(DType.F64).doubles(), shape.weights(DType.F64).doubles(),
                shape.results(DType.F64).doubles()));
    }

    /** In single precision. */
    @Benchmark
    public void f32(Rate rate) {
        floats.run();
        rate.gflops += 2e-3 * shape.multiplyAdds();
    }

    /** In double precision. */
    @Benchmark
    public void f64(Rate rate) {
        doubles.run();
        rate.gflops += 2e-3 * shape.multiplyAdds();
    }

    // How to run: all of it takes an hour, so choose.
    //
    //   java -jar benchmarks/target/benchmarks.jar ConvBenchmark.f32 -p provider=vector -p threads=1
    //        -p convolution=32x32x32x16-16-3x3-forward,32x8x8x64-64-3x3-weights
    //        -rf json -rff conv.json
}
