package org.metabalance.meta.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.meta.golden.Golden;
import tools.jackson.databind.JsonNode;

/** Ranks and tests against SciPy, test-data/golden/make_statistics.py, and by hand. */
class RankingTest {
    private static final double EXACT = 1e-10;

    static Stream<Named<JsonNode>> cases() {
        return Golden.cases("statistics/ranking.json").stream()
                .map(node -> Named.of(node.get("name").stringValue(), node));
    }

    private static List<String> names(int methods) {
        return IntStream.range(0, methods).mapToObj(m -> "m" + m).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithSciPy(JsonNode golden) {
        double[][] values = Golden.matrix(golden.get("values"));
        Ranking ranking = Ranking.of(names(values[0].length), values);
        assertArrayEquals(
                Golden.doubles(golden.get("meanRanks")), ranking.ranks().means(), EXACT);
        if (!golden.get("chiSquared").isNull()) {
            Friedman friedman = ranking.friedman();
            assertEquals(golden.get("chiSquared").doubleValue(), friedman.chiSquared(), EXACT);
            assertEquals(golden.get("chiSquaredP").doubleValue(), friedman.chiSquaredP(), EXACT);
            assertEquals(golden.get("f").doubleValue(), friedman.f(), EXACT);
            assertEquals(golden.get("fP").doubleValue(), friedman.fP(), EXACT);
        }
        assertEquals(golden.get("pairs").size(), ranking.comparisons().pairs().size());
        for (JsonNode pair : golden.get("pairs")) {
            PairwiseComparisons.Pair own = ranking.comparisons().pairs().stream()
                    .filter(one -> one.a() == pair.get("a").intValue()
                            && one.b() == pair.get("b").intValue())
                    .findFirst().orElseThrow();
            assertEquals(pair.get("p").doubleValue(), own.pValue(), EXACT);
            assertEquals(pair.get("corrected").doubleValue(), own.corrected(), EXACT);
        }
    }

    @Test
    void theBestHasRankOneAndTiesShare() {
        Ranks ranks = Ranks.of(new double[][] {{.9, .5, .5, .1}, {.2, .2, .2, .2}});
        assertArrayEquals(new double[] {1, 2.5, 2.5, 4}, ranks.each()[0]);
        assertArrayEquals(new double[] {2.5, 2.5, 2.5, 2.5}, ranks.each()[1]);
        assertArrayEquals(new double[] {1.75, 2.5, 2.5, 3.25}, ranks.means());
    }

    @Test
    void equalMethodsDoNotDiffer() {
        Ranking ranking = Ranking.of(names(3), new double[][] {{1, 1, 1}, {2, 2, 2}, {0, 0, 0}});
        assertEquals(0, ranking.friedman().chiSquared());
        assertEquals(1, ranking.friedman().fP());
        assertTrue(ranking.comparisons().pairs().stream().allMatch(pair -> pair.corrected() == 1));
        assertEquals(List.of(List.of(0, 1, 2)), ranking.cliques());
    }

    @Test
    void unanimousDataSetsAreAnInfiniteStatistic() {
        double[][] values = new double[10][];
        for (int d = 0; d < values.length; d++) {
            values[d] = new double[] {1 + .001 * d * d, 2 + .1 * d, 3 - .01 * d};
        }
        Ranking ranking = Ranking.of(names(3), values);
        assertEquals(Double.POSITIVE_INFINITY, ranking.friedman().f());
        assertEquals(0, ranking.friedman().fP());
        assertEquals(List.of(2, 1, 0), ranking.order());
        assertEquals(List.of(), ranking.cliques());
    }

    @Test
    void cliquesAreTheLongestRunsWithoutADifference() {
        // of four methods only the first and the last differ
        List<PairwiseComparisons.Pair> pairs = List.of(
                new PairwiseComparisons.Pair(0, 3, .001, .006),
                new PairwiseComparisons.Pair(0, 1, .5, 1),
                new PairwiseComparisons.Pair(0, 2, .5, 1),
                new PairwiseComparisons.Pair(1, 2, .5, 1),
                new PairwiseComparisons.Pair(1, 3, .5, 1),
                new PairwiseComparisons.Pair(2, 3, .5, 1));
        PairwiseComparisons tests = new PairwiseComparisons(4, pairs);
        assertEquals(
                List.of(List.of(0, 1, 2), List.of(1, 2, 3)), tests.cliques(List.of(0, 1, 2, 3)));
        assertTrue(tests.different(3, 0));
        // in another order the two that differ are neighbours
        assertEquals(List.of(List.of(3, 1, 2)), tests.cliques(List.of(0, 3, 1, 2)));
    }

    @Test
    void oneDataSetHasRanksAndNoTest() {
        Ranking ranking = Ranking.of(names(2), new double[][] {{.1, .2}});
        assertNull(ranking.friedman());
        assertEquals(List.of(1, 0), ranking.order());
        assertEquals(List.of(List.of(1, 0)), ranking.cliques());
    }

    @Test
    void missingValuesAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Ranks.of(new double[][] {{.1, Double.NaN}}));
        assertThrows(
                IllegalArgumentException.class,
                () -> Ranks.of(new double[][] {{.1, .2}, {.1}}));
    }
}
