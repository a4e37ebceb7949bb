package org.metabalance.meta.sampler.clean;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.sampler.TestData;
import org.metabalance.meta.sampler.clean.ClusterCentroids.Voting;
import org.metabalance.meta.sampler.neighbour.KMeans;
import org.metabalance.meta.sampler.neighbour.MixedSpace;
import tools.jackson.databind.JsonNode;

class ClusterCentroidsTest {
    @Test
    void sameDrawsGiveTheRowsOfImbalancedLearn() {
        for (JsonNode golden : Golden.cases("samplers/cluster-centroids.json")) {
            EncodedTable train = TestData.golden(golden);
            int count = golden.get("count").intValue();
            for (JsonNode expected : golden.get("classes")) {
                check(train, count, expected);
            }
        }
    }

    private static void check(EncodedTable train, int count, JsonNode expected) {
        int width = train.width();
        int[] own = train.indicesOf(expected.get("label").intValue());
        double[] points = MixedSpace.coordinates(train, own, own);
        double[] uniforms = Golden.doubles(expected.get("uniforms"));
        int[] seeds = KMeans.seeds(
                points, width, count, expected.get("first").intValue(), i -> uniforms[i]);
        assertArrayEquals(Golden.ints(expected.get("seeds")), seeds);
        double[] start = MixedSpace.coordinates(
                train, Arrays.stream(seeds).map(i -> own[i]).toArray(), own);
        KMeans clusters = KMeans.lloyd(points, width, start);
        assertArrayEquals(Golden.ints(expected.get("clusters")), clusters.clusters());
        assertArrayEquals(
                Golden.doubles(expected.get("centres")), clusters.centres(), 1e-9);
        EncodedTable soft = new ClusterCentroids().rows(train, own, points, clusters, Rng.of(1));
        assertArrayEquals(Golden.floats(expected.get("centres")), soft.features(), 1e-6f);
        EncodedTable hard = new ClusterCentroids(Voting.HARD, 1)
                .rows(train, own, points, clusters, Rng.of(1));
        assertArrayEquals(Golden.floats(expected.get("hard")), hard.features());
    }

    @Test
    void largerClassesBecomeAsSmallAsTheSmallest() {
        EncodedTable train = TestData.normal(3, 3, 1, 60, 12, 30);
        for (Voting voting : Voting.values()) {
            EncodedTable result = new ClusterCentroids(voting, 1).resample(train, Rng.of(1));
            assertArrayEquals(new int[] {12, 12, 12}, result.classCounts());
            assertArrayEquals(
                    train.select(train.indicesOf(1)).features(),
                    result.select(result.indicesOf(1)).features());
        }
        assertArrayEquals(
                new int[] {24, 12, 24},
                new ClusterCentroids(Voting.SOFT, .5).resample(train, Rng.of(1)).classCounts());
    }

    @Test
    void clustersFarApartAreFound() {
        int rows = 200;
        double[] points = new double[2 * rows];
        Arrays.setAll(points, i -> 100 * (i / 2 % 4) + Rng.of(1).normal(i));
        for (int seed = 0; seed < 10; seed++) {
            KMeans clusters = KMeans.of(points, 2, 4, Rng.of(seed));
            for (int i = 4; i < rows; i++) {
                assertEquals(clusters.clusters()[i - 4], clusters.clusters()[i]);
            }
        }
    }

    @Test
    void equalRowsDoNotDisturb() {
        float[] features = {1, 1, 1, 1, 1, 5, 9, 9, 9};
        EncodedTable train = EncodedTable.numeric(features, new int[] {0, 0, 0, 0, 0, 0, 1, 1, 1},
                2);
        for (Voting voting : Voting.values()) {
            EncodedTable result = new ClusterCentroids(voting, 1).resample(train, Rng.of(1));
            assertArrayEquals(new int[] {3, 3}, result.classCounts());
            Set<Float> values = Arrays.stream(result.indicesOf(0))
                    .mapToObj(row -> result.feature(row, 0))
                    .collect(Collectors.toSet());
            assertEquals(Set.of(1f, 5f), values);
        }
    }

    @Test
    void anEmptyClusterTakesTheFarthestPoint() {
        double[] points = {0, 1, 2, 50};
        // no point is nearest to the third centre
        KMeans clusters = KMeans.lloyd(points, 1, new double[] {1, 2.5, 200});
        assertArrayEquals(new int[] {0, 0, 1, 2}, clusters.clusters());
        assertArrayEquals(new double[] {.5, 2, 50}, clusters.centres());
    }

    @Test
    void centresHaveCategories() {
        EncodedTable train = TestData.mixed(3, 60, 9);
        EncodedTable result = new ClusterCentroids().resample(train, Rng.of(2));
        assertArrayEquals(new int[] {9, 9}, result.classCounts());
        for (int row : result.indicesOf(0)) {
            assertEquals(
                    1, result.feature(row, 3) + result.feature(row, 4) + result.feature(row, 5));
            assertTrue(result.feature(row, 2) == 0 || result.feature(row, 2) == 1);
        }
    }

    @Test
    void refusesImpossibleSettings() {
        assertThrows(IllegalArgumentException.class, () -> new ClusterCentroids(Voting.SOFT, 0));
    }
}
