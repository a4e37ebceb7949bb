package org.metabalance.benchmarks;

import java.util.concurrent.TimeUnit;
import org.metabalance.benchmarks.workload.GemmShape;
import org.metabalance.engine.DType;
import org.metabalance.engine.kernel.DoubleMatrix;
import org.metabalance.engine.kernel.FloatMatrix;
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
 * Matrix products: squares and the shapes of the networks' layers, each provider beside the others.
 * A shape is rows x columns x length of the sums, and which operands are stored transposed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {Jvm.ADD_MODULES, Jvm.VECTOR, Jvm.NATIVE, Jvm.UNSAFE})
public class GemmBenchmark {

    // The trap: a Vector API kernel is slow, and allocates, until C2 has compiled it whole; the first
    // second of a run tells nothing. Hence four seconds of warm-up.

    // The trap: nothing reads the result. It goes to an array that the state holds, so it is not
    // dead; a Blackhole would add nothing but its own cost, which counts in the small sizes.

    // The trap: in one JVM, shapes and providers would share branch and type profiles. JMH forks
    // a JVM for each line of the table, so each has seen one shape and one provider.

    /** The product. */
    @Param({
        "16x16x16-nn", "16x16x16-nt", "16x16x16-tn", "16x16x16-tt",
        "32x32x32-nn", "32x32x32-nt", "32x32x32-tn", "32x32x32-tt",
        "64x64x64-nn", "64x64x64-nt", "64x64x64-tn", "64x64x64-tt",
        "128x128x128-nn", "128x128x128-nt", "128x128x128-tn", "128x128x128-tt",
        "256x256x256-nn", "256x256x256-nt", "256x256x256-tn", "256x256x256-tt",
        "512x512x512-nn", "512x512x512-nt", "512x512x512-tn", "512x512x512-tt",
        "1024x1024x1024-nn", "1024x1024x1024-nt", "1024x1024x1024-tn", "1024x1024x1024-tt",
        "24x16x29-nn", "29x16x24-tn", "24x24x16-nn", "16x24x24-tn", "24x16x24-nt",
        "128x64x30-nn", "30x64x128-tn", "128x64x64-nn", "64x64x128-tn", "128x64x64-nt",
        "128x2x64-nn", "64x2x128-tn", "128x64x2-nt",
        "128x512x784-nn", "784x512x128-tn", "128x256x512-nn", "512x256x128-tn",
        "128x512x256-nt", "128x10x256-nn", "256x10x128-tn", "128x256x10-nt"})
    public String shape;

    /** How many threads one product may use. */
    @Param({"1", "2"})
    public int threads;

    /** Who computes it. */
    @Param({"scalar", "vector", "blas"})
    public String provider;

    private GemmShape gemm;
    private Runnable floatProduct;
    private Runnable doubleProduct;

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
        gemm = GemmShape.parse(shape);
        Kernels kernels = Kernels.of(KernelProvider.named(provider), threads);
        floatProduct = kernels.floats().gemm(
                gemm.left(gemm.left(DType.F32).floats()),
                gemm.right(gemm.right(DType.F32).floats()),
                FloatMatrix.dense(new float[gemm.m() * gemm.n()], 0, gemm.m(), gemm.n()),
                false);
        doubleProduct = kernels.doubles().gemm(
                gemm.left(gemm.left(DType.F64).doubles()),
                gemm.right(gemm.right(DType.F64).doubles()),
                DoubleMatrix.dense(new double[gemm.m() * gemm.n()], 0, gemm.m(), gemm.n()),
                false);
    }

    /** In single precision. */
    @Benchmark
    public void f32(Rate rate) {
        floatProduct.run();
        rate.gflops += 2e-3 * gemm.multiplyAdds();
    }

    /** In double precision. */
    @Benchmark
    public void f64(Rate rate) {
        doubleProduct.run();
        rate.gflops += 2e-3 * gemm.multiplyAdds();
    }

    // How to run: all of it takes hours, so choose.
    //
    //   java -jar benchmarks/target/benchmarks.jar GemmBenchmark.f32 -p shape=64x64x64-nn,24x16x29-nn
    //        -p threads=1 -rf json -rff gemm.json
    //
    // A provider that cannot run here (blas without libgfortran) fails alone; the others go on.
}
