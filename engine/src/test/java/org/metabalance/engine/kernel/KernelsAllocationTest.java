package org.metabalance.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Conv2dGeometry;
import org.metabalance.engine.op.Conv2dGeometry.Sliding;
import org.metabalance.engine.op.MaxPool;
import org.metabalance.engine.op.Unary;

/**
 * Once compiled, the vector kernels allocate nothing. That is also how one sees that the JIT
 * compiler kept the vectors in registers: where it does not, it allocates every one of them.
 */
class KernelsAllocationTest {

    private static final KernelProvider VECTOR = KernelProvider.named("vector");
    private static final int N = 200; // whole vectors and some left over, in all species
    private static final int WARM_UP_ROUNDS = 60;
    private static final int CALLS = 500;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final float[] x = new float[128 * 128];
    private final float[] y = new float[128 * 128];
    private final float[] z = new float[128 * 128];
    private final double[] dx = new double[128 * 128];
    private final double[] dy = new double[128 * 128];
    private final double[] dz = new double[128 * 128];
    private FloatKernels floats;
    private DoubleKernels doubles;

    @BeforeEach
    void start() {
        assumeTrue(
                VECTOR.missing().isEmpty(),
                () -> VECTOR.missing().orElse(""));
        Kernels kernels = Kernels.of(VECTOR, 2);
        floats = kernels.floats();
        doubles = kernels.doubles();
        for (int i = 0; i < x.length; i++) {
            dx[i] = x[i] = (i % 37 + 1) / 37f;
            dy[i] = y[i] = i % 11 - 5f;
        }
    }

    // Compiled code replaces the interpreter at a moment of the JVM's choosing: rounds of calls
    // until one allocates nothing, and failure if none does.
    private void assertAllocatesNothing(String what, Runnable call) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < WARM_UP_ROUNDS && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            pause(round);
        }
        assertEquals(0, least, "bytes in " + CALLS + " calls of " + what);
    }

    private static void pause(int round) {
        try {
            Thread.sleep(round < 10 ? 2 : 50); // on a busy machine the compiler is behind
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Unary.class)
    void unary(Unary op) {
        assertAllocatesNothing(op + " float", () -> floats.unary(op, x, 0, z, 0, N));
        assertAllocatesNothing(op + " double", () -> doubles.unary(op, dx, 0, dz, 0, N));
    }

    @ParameterizedTest
    @EnumSource(Binary.class)
    void binary(Binary op) {
        assertAllocatesNothing(
                op + " float",
                () -> {
                    floats.binary(op, x, 0, y, 0, z, 0, N);
                    floats.binaryRight(op, x, 0, 2f, z, 0, N);
                    floats.binaryLeft(op, 2f, x, 0, z, 0, N);
                });
        assertAllocatesNothing(
                op + " double",
                () -> {
                    doubles.binary(op, dx, 0, dy, 0, dz, 0, N);
                    doubles.binaryRight(op, dx, 0, 2, dz, 0, N);
                    doubles.binaryLeft(op, 2, dx, 0, dz, 0, N);
                });
    }

    @Test
    void whereAndReductions() {
        assertAllocatesNothing("where float", () -> floats.where(y, 0, x, 0, y, 0, z, 0, N));
        assertAllocatesNothing("where double", () -> doubles.where(dy, 0, dx, 0, dy, 0, dz, 0, N));
        assertAllocatesNothing(
                "reductions float",
                () -> {
                    floats.sumRows(x, 0, 5, N, z, 0);
                    floats.maxRows(x, 0, 5, N, z, 0);
                    floats.sumColumns(x, 0, 5, N, z, 0);
                    floats.maxColumns(x, 0, 5, N, z, 0);
                });
        assertAllocatesNothing(
                "reductions double",
                () -> {
                    doubles.sumRows(dx, 0, 5, N, dz, 0);
                    doubles.maxRows(dx, 0, 5, N, dz, 0);
                    doubles.sumColumns(dx, 0, 5, N, dz, 0);
                    doubles.maxColumns(dx, 0, 5, N, dz, 0);
                });
    }

    static Stream<Arguments> shapes() {
        int[][] shapes = {
            {24, 16, 29}, {29, 24, 24}, {1, 1, 8192}, {6, 1, 2100}, {24, 1, 24}, {1, 24, 24},
            {64, 2, 128}, {30, 10, 64},
            {128, 64, 30}, {128, 128, 64}
        };
        return Stream.of(shapes)
                .flatMap(
                        s -> Stream.of(0, 1, 2, 3)
                                .map(transposes -> Arguments.of(s[0], s[1], s[2], transposes)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void gemm(int m, int n, int k, int transposes) {
        boolean left = (transposes & 1) != 0;
        boolean right = (transposes & 2) != 0;
        FloatMatrix a = left ? FloatMatrix.dense(x, 0, k, m).transposed()
                : FloatMatrix.dense(x, 0, m, k);
        FloatMatrix b = right ? FloatMatrix.dense(y, 0, n, k).transposed()
                : FloatMatrix.dense(y, 0, k, n);
        FloatMatrix c = FloatMatrix.dense(z, 0, m, n);
        assertAllocatesNothing("gemm float", floats.gemm(a, b, c, true));
        DoubleMatrix da = left ? DoubleMatrix.dense(dx, 0, k, m).transposed()
                : DoubleMatrix.dense(dx, 0, m, k);
        DoubleMatrix db = right ? DoubleMatrix.dense(dy, 0, n, k).transposed()
                : DoubleMatrix.dense(dy, 0, k, n);
        DoubleMatrix dc = DoubleMatrix.dense(dz, 0, m, n);
        assertAllocatesNothing("gemm double", doubles.gemm(da, db, dc, true));
    }

    static Stream<Arguments> convolutions() {
        return Stream.of(
                new ConvolutionShapes.Shape(Conv2dGeometry.of(1, 1), 2, 8, 8, 16, 3, 3, 16),
                new ConvolutionShapes.Shape(Conv2dGeometry.of(2, 1), 1, 12, 11, 20, 3, 3, 40),
                new ConvolutionShapes.Shape(Conv2dGeometry.of(1, 0), 2, 7, 7, 3, 5, 5, 6),
                new ConvolutionShapes.Shape(Conv2dGeometry.of(1, 1, 1, 32), 2, 7, 7, 32, 3, 3, 32))
                .flatMap(shape -> Stream.of(FloatConvolution.Wanted.values())
                        .map(wanted -> Arguments.of(shape.wanting(wanted))));
    }

    @ParameterizedTest
    @MethodSource
    void convolutions(AnyKernels.Convolved c) {
        assertAllocatesNothing("convolution float", floats.convolution(new FloatConvolution(
                c.wanted(), c.geometry(),
                new FloatConvolution.Images(x, 0, c.n(), c.h(), c.w(), c.c()),
                new FloatConvolution.Weights(y, 0, c.kh(), c.kw(), c.groupChannels(), c.k()),
                new FloatConvolution.Images(z, 0, c.n(), c.rows(), c.columns(), c.k()))));
        assertAllocatesNothing("convolution double", doubles.convolution(new DoubleConvolution(
                DoubleConvolution.Wanted.valueOf(c.wanted().name()), c.geometry(),
                new DoubleConvolution.Images(dx, 0, c.n(), c.h(), c.w(), c.c()),
                new DoubleConvolution.Weights(dy, 0, c.kh(), c.kw(), c.groupChannels(), c.k()),
                new DoubleConvolution.Images(dz, 0, c.n(), c.rows(), c.columns(), c.k()))));
    }

    @ParameterizedTest
    @EnumSource(FloatPool.Wanted.class)
    void pooling(FloatPool.Wanted wanted) {
        Sliding pairs = new Sliding(2, 0, 0, 1);
        MaxPool.Window window = new MaxPool.Window(2, 2, pairs, pairs);
        assertAllocatesNothing("pooling float", floats.pool(new FloatPool(wanted, window,
                new FloatConvolution.Images(x, 0, 2, 8, 8, 35),
                new FloatConvolution.Images(y, 0, 2, 4, 4, 35),
                new FloatConvolution.Images(z, 0, 2, 4, 4, 35))));
        assertAllocatesNothing("pooling double", doubles.pool(new DoublePool(
                DoublePool.Wanted.valueOf(wanted.name()), window,
                new DoubleConvolution.Images(dx, 0, 2, 8, 8, 35),
                new DoubleConvolution.Images(dy, 0, 2, 4, 4, 35),
                new DoubleConvolution.Images(dz, 0, 2, 4, 4, 35))));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 35, 130})
    void sparse(int n) {
        int[] starts = {0, 2, 2, 3};
        int[] indices = {0, 3, 1};
        assertAllocatesNothing("sparse float", floats.sparse(new FloatSparse(
                starts, 0, 3, indices, new float[] {1, 2, 3}, x, 0, n, z, 0)));
        assertAllocatesNothing("sparse double", doubles.sparse(new DoubleSparse(
                starts, 0, 3, indices, new double[] {1, 2, 3}, dx, 0, n, dz, 0)));
    }
}
