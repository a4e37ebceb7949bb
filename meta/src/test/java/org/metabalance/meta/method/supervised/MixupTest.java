package org.metabalance.meta.method.supervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.DoubleStream;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.Rng;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Problem;

class MixupTest {
    private static double[] draws(double alpha, long seed, int count) {
        SharedStateContinuousSampler beta = MixedTraining.beta(alpha, Rng.of(seed));
        return DoubleStream.generate(beta::sample).limit(count).toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 1, 4})
    void sharesHaveTheMomentsOfABetaDistribution(double alpha) {
        double[] draws = draws(alpha, 1, 20_000);
        double variance = 1 / (4 * (2 * alpha + 1));
        assertTrue(DoubleStream.of(draws).allMatch(x -> x >= 0 && x <= 1));
        assertEquals(0.5, DoubleStream.of(draws).average().orElseThrow(), 0.015);
        assertEquals(
                variance,
                DoubleStream.of(draws).map(x -> (x - 0.5) * (x - 0.5)).average().orElseThrow(),
                0.03 * variance);
        assertArrayEquals(draws, draws(alpha, 1, 20_000));
    }

    @Test
    void sharesOfZeroAndOneArePlainTraining() {
        Problem problem = Blobs.problem(2, 1);
        EncodedTable test = Blobs.rows(4, 50, 5);
        double[][] plain = Methods.find("plain").orElseThrow().fit(problem).probabilities(test);
        double[][] mixed = new Mixup(1e-4).fit(problem).probabilities(test);
        for (int i = 0; i < plain.length; i++) {
            assertArrayEquals(plain[i], mixed[i], 2e-2);
        }
    }

    @Test
    void alphaMustBePositive() {
        for (double alpha : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals(
                    "mixup: alpha must be positive, got " + alpha,
                    assertThrows(IllegalArgumentException.class, () -> new Mixup(alpha))
                            .getMessage());
        }
    }
}
