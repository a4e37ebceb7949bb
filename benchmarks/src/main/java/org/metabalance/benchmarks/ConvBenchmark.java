package org.metabalance.benchmarks;

import java.util.concurrent.TimeUnit;
import org.metabalance.benchmarks.workload.ConvShape;
import org.metabalance.engine.kernel.DoubleConvolution;
import org.metabalance.engine.kernel.FloatConvolution;
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
 * Convolutions and their adjoints by input (X) and weights (W): the layers of residual networks for small
 * images and of Conv4. A shape is images x size x channels to filters, and kernel and stride. The traps of
 * {@link GemmBenchmark} are here too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {Jvm.ADD_MODULES, Jvm.VECTOR, Jvm.NATIVE, Jvm.UNSAFE})
public class ConvBenchmark {

    /** The convolution. */
    @Param({
        "32x32x16to16-k3s1", "32x16x32to32-k3s1", "32x8x64to64-k3s1",
        "32x32x16to32-k3s2", "32x16x32to64-k3s2", "32x8x64to64-k1s1", "32x16x32to32-k5s1",
        "32x32x3to16-k3s1", "64x28x1to64-k3s1", "64x14x64to64-k3s1", "64x7x64to64-k3s1"})
    public String shape;

    /** Which operand is computed from the other two: the result, or a cotangent of images or weights. */
    @Param({"Y", "X", "W"})
    public String wanted;

    /** How many threads one convolution may use. */
    @Param({"1", "2"})
    public int threads;

    /** Who computes it. */
    @Param({"scalar", "vector"})
    public String provider;

    private ConvShape conv;
    private Runnable floats;
    private Runnable doubles;

    /** Adds a line to the table: billions of operations a second, two for a multiply-add. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Rate {
        /** Thousands of operations; a microsecond divides it. */
        public double gflops;
    }

    /** Binds the convolution. */
    @Setup
    public void prepare() {
        conv = ConvShape.parse(shape);
        Kernels kernels = Kernels.of(KernelProvider.named(provider), threads);
        int n = conv.images();
        int size = conv.size();
        int places = conv.places();
        int kernel = conv.kernel();
        int x = n * size * size * conv.channels();
        int w = kernel * kernel * conv.channels() * conv.filters();
        int y = n * places * places * conv.filters();
        floats = kernels.floats().convolution(new FloatConvolution(
                FloatConvolution.Wanted.valueOf(wanted), conv.geometry(),
                new FloatConvolution.Images(
                        Operands.floats(1, x), 0, n, size, size, conv.channels()),
                new FloatConvolution.Weights(
                        Operands.floats(2, w), 0, kernel, kernel, conv.channels(), conv.filters()),
                new FloatConvolution.Images(
                        Operands.floats(3, y), 0, n, places, places, conv.filters())));
        doubles = kernels.doubles().convolution(new DoubleConvolution(
                DoubleConvolution.Wanted.valueOf(wanted), conv.geometry(),
                new DoubleConvolution.Images(
                        Operands.doubles(1, x), 0, n, size, size, conv.channels()),
                new DoubleConvolution.Weights(
                        Operands.doubles(2, w), 0, kernel, kernel, conv.channels(),
                        conv.filters()),
                new DoubleConvolution.Images(
                        Operands.doubles(3, y), 0, n, places, places, conv.filters())));
    }

    /** In single precision. */
    @Benchmark
    public void f32(Rate rate) {
        floats.run();
        rate.gflops += 2e-3 * conv.multiplyAdds();
    }

    /** In double precision. */
    @Benchmark
    public void f64(Rate rate) {
        doubles.run();
        rate.gflops += 2e-3 * conv.multiplyAdds();
    }

    // How to run: all of it takes hours, so choose.
    //
    //   java -jar benchmarks/target/benchmarks.jar ConvBenchmark.f32 -p provider=vector -p threads=1
}
