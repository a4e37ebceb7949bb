package org.metabalance.benchmarks.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The most multiply-adds in single precision that this machine does in a second: independent chains
 * in registers, no memory.
 */
final class PeakRate {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    /** More than latency times units on any processor: 4 cycles, 2 units; 4 units on some Arm cores. */
    private static final int CHAINS = 12;

    private static final int ROUNDS = 2_000_000;
    private static final int WARM = 20;
    private static final int TIMES = 20;

    /** Keeps results from being optimized away. */
    private static volatile float sink;

    private PeakRate() {}

    /** Returns multiply-adds per second of this many threads running at once. */
    static double of(int threads) throws InterruptedException {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            CyclicBarrier barrier = new CyclicBarrier(threads);
            List<Future<double[]>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(executor.submit(() -> seconds(barrier)));
            }
            double[] rates = new double[TIMES];
            for (Future<double[]> future : futures) {
                double[] seconds = future.get();
                for (int i = 0; i < TIMES; i++) {
                    rates[i] += (double) CHAINS * SPECIES.length() * ROUNDS / seconds[i];
                }
            }
            double best = 0;
            for (double rate : rates) {
                best = Math.max(best, rate);
            }
            return best;
        } catch (ExecutionException e) {
            throw new IllegalStateException("peak rate: " + e.getCause(), e);
        }
    }

    private static double[] seconds(CyclicBarrier barrier) throws Exception {
        for (int i = 0; i < WARM; i++) {
            sink = chains(ROUNDS);
        }
        double[] seconds = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            barrier.await();
            long start = System.nanoTime();
            sink = chains(ROUNDS);
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        return seconds;
    }

    private static float chains(int rounds) {
        // x -> 0.5 x + 0.5 stays near 1: no subnormal numbers, no infinities. Each chain has a first
        // value of its own: one shared by all would keep the compiler from holding them in registers.
        FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector a = FloatVector.broadcast(SPECIES, 1.01f);
        FloatVector b = FloatVector.broadcast(SPECIES, 1.02f);
        FloatVector c = FloatVector.broadcast(SPECIES, 1.03f);
        FloatVector d = FloatVector.broadcast(SPECIES, 1.04f);
        FloatVector e = FloatVector.broadcast(SPECIES, 1.05f);
        FloatVector f = FloatVector.broadcast(SPECIES, 1.06f);
        FloatVector g = FloatVector.broadcast(SPECIES, 1.07f);
        FloatVector h = FloatVector.broadcast(SPECIES, 1.08f);
        FloatVector i = FloatVector.broadcast(SPECIES, 1.09f);
        FloatVector j = FloatVector.broadcast(SPECIES, 1.10f);
        FloatVector k = FloatVector.broadcast(SPECIES, 1.11f);
        FloatVector l = FloatVector.broadcast(SPECIES, 1.12f);
        for (int round = 0; round < rounds; round++) {
            a = a.fma(half, half);
            b = b.fma(half, half);
            c = c.fma(half, half);
            d = d.fma(half, half);
            e = e.fma(half, half);
            f = f.fma(half, half);
            g = g.fma(half, half);
            h = h.fma(half, half);
            i = i.fma(half, half);
            j = j.fma(half, half);
            k = k.fma(half, half);
            l = l.fma(half, half);
        }
        return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l)
                .lane(0);
    }
}
