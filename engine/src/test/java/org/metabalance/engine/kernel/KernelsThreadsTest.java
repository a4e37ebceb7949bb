package org.metabalance.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.metabalance.engine.kernel.AnyKernels.values;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.kernel.AnyKernels.Convolved;
import org.metabalance.engine.kernel.AnyKernels.Product;

/** Large products give the same bits on any number of threads, and from any number of them. */
class KernelsThreadsTest {

    private static final KernelProvider VECTOR = KernelProvider.named("vector");
    private static final int[][] SHAPES = {
        {128, 64, 64}, {128, 512, 100}, {256, 128, 20}, {33, 1000, 17}, {1000, 33, 17},
        {999, 17, 47}, {127, 129, 131}, {600, 8, 150}, {64, 64, 801}
    };

    @BeforeEach
    void vectorsThere() {
        assumeTrue(
                VECTOR.missing().isEmpty(),
                () -> VECTOR.missing().orElse(""));
    }

    @Test
    void sameBitsOnAnyNumberOfThreads() {
        for (int[] shape : SHAPES) {
            for (int variant = 0; variant < 8; variant++) {
                Product product = product(shape, variant);
                double[] one = compute(product, 1);
                for (int threads : new int[] {2, 3, 5}) {
                    assertArrayEquals(
                            one, compute(product, threads),
                            product + " on " + threads + " threads");
                }
            }
        }
    }

    private static Product product(int[] shape, int variant) {
        return new Product(
                shape[0],
                shape[1],
                shape[2],
                (variant & 1) != 0,
                (variant & 2) != 0,
                (variant & 4) != 0,
                0);
    }

    private static double[] compute(Product product, int threads) {
        Random random = new Random(1);
        double[] a = values(product.aSize(), i -> random.nextGaussian());
        double[] b = values(product.bSize(), i -> random.nextGaussian());
        double[] c = values(product.cSize(), i -> random.nextGaussian());
        Kernels kernels = Kernels.of(VECTOR, threads);
        double[] floats = new FloatAdapter(kernels.floats()).gemm(product, a, b, c);
        double[] doubles = new DoubleAdapter(kernels.doubles()).gemm(product, a, b, c);
        return IntStream.range(0, 2 * floats.length)
                .mapToDouble(i -> i % 2 == 0 ? floats[i / 2] : doubles[i / 2])
                .toArray();
    }

    @Test
    void convolutionsHaveTheSameBitsOnAnyNumberOfThreads() {
        for (ConvolutionShapes.Shape shape : ConvolutionShapes.LARGE) {
            for (FloatConvolution.Wanted wanted : FloatConvolution.Wanted.values()) {
                Convolved convolved = shape.wanting(wanted);
                double[] one = compute(convolved, 1);
                for (int threads : new int[] {2, 3, 5}) {
                    assertArrayEquals(one, compute(convolved, threads),
                            convolved + " on " + threads + " threads");
                }
            }
        }
    }

    private static double[] compute(Convolved convolved, int threads) {
        Random random = new Random(1);
        List<FloatConvolution.Wanted> given = convolved.given();
        double[] a = values(convolved.size(given.getFirst()), i -> random.nextGaussian());
        double[] b = values(convolved.size(given.getLast()), i -> random.nextGaussian());
        Kernels kernels = Kernels.of(VECTOR, threads);
        return new FloatAdapter(kernels.floats()).convolution(convolved, a, b);
    }

    @Test
    void sameBitsWhenSeveralThreadsWantTheHelpers() throws InterruptedException {
        Product product = product(new int[] {128, 512, 100}, 3);
        double[] expected = compute(product, 1);
        AtomicIntegerArray right = new AtomicIntegerArray(4);
        List<Thread> callers = IntStream.range(0, 4)
                .mapToObj(
                        caller -> Thread.ofPlatform()
                                .start(() -> repeat(product, expected, right, caller)))
                .toList();
        for (Thread caller : callers) {
            caller.join();
        }
        for (int caller = 0; caller < 4; caller++) {
            assertEquals(20, right.get(caller));
        }
    }

    private static void repeat(
            Product product, double[] expected, AtomicIntegerArray right, int caller) {
        for (int i = 0; i < 20; i++) {
            assertArrayEquals(expected, compute(product, 2));
            right.incrementAndGet(caller);
        }
    }

    @Test
    void everyPieceIsDoneOnce() {
        Workers workers = Workers.of(3);
        for (int round = 0; round < 2000; round++) {
            int pieces = 1 + round % 7;
            AtomicIntegerArray done = new AtomicIntegerArray(pieces);
            assertEquals(true, workers.lend());
            workers.run(done::incrementAndGet, pieces);
            for (int i = 0; i < pieces; i++) {
                assertEquals(1, done.get(i), "piece " + i + " of " + pieces);
            }
        }
    }

    @Test
    void failureInAPieceReachesTheCallerAndTheHelpersGoOn() {
        Workers workers = Workers.of(3);
        workers.lend();
        assertThrows(
                IllegalStateException.class,
                () -> workers.run(
                        i -> {
                            throw new UnsupportedOperationException("piece " + i);
                        },
                        5));
        everyPieceIsDoneOnce();
    }

    @Test
    void oneThreadNeedsNoHelpers() {
        assertEquals(false, Workers.of(1).lend());
    }
}
