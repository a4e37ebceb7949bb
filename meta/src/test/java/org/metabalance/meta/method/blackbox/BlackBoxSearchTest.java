package org.metabalance.meta.method.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.points.MixedTable;

class BlackBoxSearchTest {
    private static final double[] OPTIMUM = {.3, -.5, .1, -.2};

    /** Runs a search on a noisy quadratic, from distance 2.1, and returns where it ends. */
    private static double[] search(double noise, double drift, int rounds, long seed) {
        double[] lower = {-1, -1, -1, -1};
        double[] upper = {1, 1, 1, 1};
        double[] start = {.8, .8, .8, .8};
        BlackBoxSearch search = new BlackBoxSearch(
                lower, upper, start, BlackBoxSearch.Options.of(8), Rng.of(seed));
        Rng luck = Rng.of(100 + seed);
        int calls = 0;
        for (int round = 0; round < rounds; round++) {
            double[][] points = search.ask();
            double[] values = new double[points.length];
            for (int i = 0; i < points.length; i++) {
                for (int j = 0; j < OPTIMUM.length; j++) {
                    assertTrue(points[i][j] >= -1 && points[i][j] <= 1);
                    values[i] += (1 + j % 2) * Math.pow(points[i][j] - OPTIMUM[j], 2);
                }
                values[i] += noise * luck.normal(calls++) + drift * round;
            }
            search.tell(values);
        }
        return search.best();
    }

    private static double distance(double[] found) {
        double squares = 0;
        for (int j = 0; j < OPTIMUM.length; j++) {
            squares += Math.pow(found[j] - OPTIMUM[j], 2);
        }
        return Math.sqrt(squares);
    }

    @Test
    void findsTheOptimumOfAQuadratic() {
        assertTrue(distance(search(0, 0, 50, 1)) < .02);
    }

    @Test
    void findsItThroughNoiseNearly() {
        double sum = 0;
        for (long seed = 1; seed <= 3; seed++) {
            sum += distance(search(.05, 0, 50, seed)) / 3;
        }
        // the noise hides differences within .22 of the optimum
        assertTrue(sum < .3, "mean distance " + sum);
    }

    @Test
    void comparesOnlyWithinARound() {
        assertTrue(distance(search(0, -3, 50, 1)) < .02);
        assertTrue(distance(search(0, 3, 50, 1)) < .02);
    }

    @Test
    void isDeterministic() {
        assertArrayEquals(search(.05, 0, 6, 4), search(.05, 0, 6, 4));
    }

    @Test
    void valuesThatAreNotFiniteCountAsTheWorst() {
        BlackBoxSearch search = new BlackBoxSearch(
                new double[] {0}, new double[] {1}, new double[] {.5},
                BlackBoxSearch.Options.of(3), Rng.of(1));
        for (int i = 0; i < 4; i++) {
            double[][] points = search.ask();
            double[] values = Arrays.stream(points).mapToDouble(p -> p[0]).toArray();
            values[2] = i % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
            search.tell(values);
        }
        assertTrue(search.best()[0] < .5);
        search.ask();
        search.tell(Double.NaN, Double.NaN, Double.NaN);
        assertTrue(Double.isFinite(search.best()[0]));
    }

    @Test
    void refusesWhatItCannotSearch() {
        BlackBoxSearch.Options options = BlackBoxSearch.Options.of(4);
        double[] many = new double[33];
        double[] ones = new double[33];
        Arrays.fill(ones, 1);
        assertThrows(IllegalArgumentException.class,
                () -> new BlackBoxSearch(many, ones, many, options, Rng.of(1)));
        assertThrows(IllegalArgumentException.class, () -> new BlackBoxSearch(
                new double[] {0}, new double[] {1}, new double[] {2}, options, Rng.of(1)));
        assertThrows(IllegalArgumentException.class, () -> BlackBoxSearch.Options.of(2));
        BlackBoxSearch search = new BlackBoxSearch(
                new double[] {0}, new double[] {1}, new double[] {.5}, options, Rng.of(1));
        assertThrows(IllegalStateException.class, () -> search.tell(1, 2, 3, 4));
        search.ask();
        assertThrows(IllegalStateException.class, () -> search.tell(1, 2));
    }

    @Test
    void asAMethodItTellsWhatItTried() {
        Problem problem = Problem.of(
                MixedTable.rows(300, 15, 1), MixedTable.rows(200, 10, 2), 3)
                .with(ModelFor.mlp(List.of(8))).with(new Budget(9, 32, .01));
        SearchedNetwork found = new BlackBoxAugmentation(
                "b", new BlackBoxAugmentation.Options(4, 3, .3)).fit(problem);
        assertEquals(
                List.of("mixing", "log10 weight", "noise of a", "noise of b"),
                found.search().names());
        assertEquals(3 * 4, found.search().probes().size());
        for (BlackBoxAugmentation.Probe probe : found.search().probes()) {
            assertEquals(2, probe.epoch() % 3);
            assertTrue(probe.averagePrecision() > 0 && probe.averagePrecision() <= 1);
            assertEquals(4, probe.parameters().length);
        }
        assertEquals(9L * problem.updatesPerEpoch(), found.updates());
        // the first probe of a round repeats the best parameters so far
        assertArrayEquals(
                new double[] {1, 0, .03, .03}, found.search().probes().get(0).parameters(), 1e-12);
    }
}
