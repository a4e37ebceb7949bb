package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RngTest {
    private static final int MANY = 200_000;
    private final Rng rng = Rng.of(42);

    @Test
    void uniformNumbersHaveTheMomentsOfTheirDistribution() {
        moments(rng::uniform, 0.5, 1 / 12.0, 0, 1.0 / 80);
    }

    @Test
    void normalNumbersHaveTheMomentsOfTheirDistribution() {
        moments(rng::normal, 0, 1, 0, 3);
    }

    /** Mean, variance and third and fourth central moment, to five standard errors. */
    private static void moments(LongToDoubleFunction draw, double mean, double variance,
            double third, double fourth) {
        double[] sums = new double[5];
        for (int i = 0; i < MANY; i++) {
            double d = draw.applyAsDouble(i) - mean;
            for (int k = 1; k <= 4; k++) {
                sums[k] += Math.pow(d, k) / MANY;
            }
        }
        double sigma = Math.sqrt(variance);
        double error = 5 / Math.sqrt(MANY);
        assertEquals(0, sums[1], error * sigma);
        assertEquals(variance, sums[2], error * 1.5 * variance);
        assertEquals(third, sums[3], error * 4 * Math.pow(sigma, 3));
        assertEquals(fourth, sums[4], error * 10 * Math.pow(sigma, 4));
    }

    @Test
    void uniformNumbersFillTheirIntervalEvenly() {
        int[] counts = new int[100];
        for (int i = 0; i < MANY; i++) {
            double u = rng.uniform(i);
            assertTrue(u >= 0 && u < 1);
            counts[(int) (100 * u)]++;
        }
        // chi-squared with 99 degrees of freedom: mean 99, standard deviation 14
        assertEquals(99, chiSquared(counts, MANY / 100.0), 70);
    }

    @Test
    void everyBitIsFair() {
        int[] ones = new int[64];
        for (int i = 0; i < MANY; i++) {
            long bits = rng.bits(i);
            for (int b = 0; b < 64; b++) {
                ones[b] += (int) (bits >>> b & 1);
            }
        }
        for (int count : ones) {
            assertEquals(MANY / 2.0, count, 2.5 * Math.sqrt(MANY));
        }
    }

    @Test
    void neighboursInAStreamAreUncorrelated() {
        for (int lag = 1; lag <= 4; lag++) {
            int by = lag;
            assertEquals(0, correlation(rng::normal, i -> rng.normal(i + by)), 5 / Math.sqrt(MANY));
        }
    }

    @Test
    void streamsSeedsAndChildrenAreUncorrelated() {
        Rng[] others = {Rng.of(43), Rng.of(-42), rng.stream(0), rng.stream(1), rng.stream(42),
            rng.stream(0).stream(0)};
        for (Rng other : others) {
            assertEquals(0, correlation(rng::normal, other::normal), 5 / Math.sqrt(MANY));
        }
        assertEquals(0, correlation(rng.stream(0)::normal, rng.stream(1)::normal),
                5 / Math.sqrt(MANY));
        // the same counter of neighbouring streams is as good as a stream itself
        moments(i -> rng.stream(i).normal(0), 0, 1, 0, 3);
        moments(i -> Rng.of(i).normal(7), 0, 1, 0, 3);
    }

    private static double correlation(LongToDoubleFunction a, LongToDoubleFunction b) {
        double sum = 0;
        for (int i = 0; i < MANY; i++) {
            sum += a.applyAsDouble(i) * b.applyAsDouble(i) / MANY;
        }
        return sum;
    }

    @Test
    void aNumberDependsOnSeedStreamAndCounterAlone() {
        long[] forwards = IntStream.range(0, 1000).mapToLong(rng::bits).toArray();
        long[] inParallel = IntStream.range(0, 1000).parallel().mapToLong(Rng.of(42)::bits)
                .toArray();
        assertArrayEquals(forwards, inParallel);
        Rng again = Rng.of(42);
        for (int i = 999; i >= 0; i--) {
            assertEquals(forwards[i], again.bits(i));
        }
        assertEquals(rng.stream(3).bits(5), Rng.of(42).stream(3).bits(5));
        assertNotEquals(rng.stream(3).bits(5), rng.stream(5).bits(3));
        assertNotEquals(rng.bits(0), rng.stream(0).bits(0));
    }

    /** Numbers that files and papers may come to rest on: they never change. */
    @Test
    void theNumbersArePinned() {
        assertEquals(8311185812566880691L, rng.bits(0));
        assertEquals(0.29536425386265863, rng.uniform(7));
        assertEquals(-0.905838374553546, rng.stream(1).normal(3), 1e-15);
        assertArrayEquals(new int[] {0, 5, 7, 3, 4, 1, 6, 2}, rng.permutation(8));
    }

    @Test
    void integersBelowABoundAreEven() {
        int[] counts = new int[7];
        for (int i = 0; i < MANY; i++) {
            counts[rng.below(i, 7)]++;
        }
        // chi-squared with 6 degrees of freedom: mean 6, standard deviation 3.5
        assertTrue(chiSquared(counts, MANY / 7.0) < 30, Arrays.toString(counts));
        assertEquals(0, rng.below(5, 1));
        int large = rng.below(5, Integer.MAX_VALUE);
        assertTrue(large >= 0 && large < Integer.MAX_VALUE);
        assertThrows(IllegalArgumentException.class, () -> rng.below(0, 0));
    }

    @Test
    void permutationsArePermutationsAndEven() {
        for (int n : new int[] {0, 1, 2, 3, 17, 1000}) {
            int[] sorted = rng.stream(n).permutation(n);
            Arrays.sort(sorted);
            assertArrayEquals(IntStream.range(0, n).toArray(), sorted);
        }
        int[] counts = new int[27];
        int trials = 30_000;
        for (int i = 0; i < trials; i++) {
            int[] p = rng.stream(i).permutation(3);
            counts[9 * p[0] + 3 * p[1] + p[2]]++;
        }
        int[] six = Arrays.stream(counts).filter(c -> c > 0).toArray();
        assertEquals(6, six.length);
        // chi-squared with 5 degrees of freedom: mean 5, standard deviation 3.2
        assertTrue(chiSquared(six, trials / 6.0) < 26, Arrays.toString(six));
    }

    private static double chiSquared(int[] counts, double expected) {
        return Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected)
                .sum();
    }
}
