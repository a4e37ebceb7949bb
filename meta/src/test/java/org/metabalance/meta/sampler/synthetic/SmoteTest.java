package org.metabalance.meta.sampler.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.sampler.neighbour.ClassNeighbourhood;
import org.metabalance.meta.sampler.neighbour.Pairs;
import tools.jackson.databind.JsonNode;

/** SMOTE on numeric features. */
class SmoteTest {
    private static EncodedTable random(long seed, int width, int... counts) {
        int rows = Arrays.stream(counts).sum();
        int[] labels = new int[rows];
        int next = 0;
        for (int c = 0; c < counts.length; c++) {
            Arrays.fill(labels, next, next += counts[c], c);
        }
        float[] features = new float[rows * width];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) Rng.of(seed).normal(i);
        }
        return EncodedTable.numeric(features, labels, counts.length);
    }

    private static Pairs pairs(EncodedTable train, int label) {
        ClassNeighbourhood neighbourhood = new ClassNeighbourhood(train, label);
        return neighbourhood.within(neighbourhood.own(), 5);
    }

    @Test
    void sameDrawsGiveTheRowsOfImbalancedLearn() {
        for (JsonNode golden : Golden.cases("samplers/smote.json")) {
            int[] labels = Golden.ints(golden.get("labels"));
            EncodedTable train = EncodedTable.numeric(Golden.floats(golden.get("features")), labels,
                    3);
            for (JsonNode drawn : golden.get("classes")) {
                int[] own = train.indicesOf(drawn.get("label").intValue());
                Pairs pairs = pairs(train, drawn.get("label").intValue());
                assertArrayEquals(own, pairs.bases());
                assertArrayEquals(
                        Arrays.stream(Golden.ints(drawn.get("neighbours")))
                                .map(position -> own[position])
                                .toArray(),
                        pairs.ends());
                EncodedTable rows = pairs.synthesize(
                        train,
                        Golden.ints(drawn.get("pairs")),
                        Golden.doubles(drawn.get("steps")),
                        Rng.of(1));
                assertArrayEquals(Golden.floats(drawn.get("rows")), rows.features());
            }
        }
    }

    @Test
    void newRowsLieBetweenARowAndANeighbourOfItsClass() {
        EncodedTable train = random(3, 4, 60, 11, 25);
        EncodedTable result = new Smote().resample(train, Rng.of(8));
        assertArrayEquals(new int[] {60, 60, 60}, result.classCounts());
        assertArrayEquals(
                train.features(), Arrays.copyOf(result.features(), train.features().length));
        assertArrayEquals(train.labels(), Arrays.copyOf(result.labels(), train.rows()));
        Set<Integer> bases = new HashSet<>();
        for (int row = train.rows(); row < result.rows(); row++) {
            Pairs pairs = pairs(train, result.label(row));
            int found = 0;
            for (int pair = 0; pair < pairs.ends().length; pair++) {
                int base = pairs.bases()[pair / pairs.k()];
                int neighbour = pairs.ends()[pair];
                if (between(train, base, neighbour, result, row)) {
                    found++;
                    bases.add(base);
                }
            }
            assertTrue(found >= 1, "row " + row);
        }
        assertTrue(bases.size() > 25, "bases are drawn from all rows, got " + bases.size());
    }

    /** One share of the way for all features: that of the first one explains the others. */
    private static boolean between(
            EncodedTable train, int base, int neighbour, EncodedTable result, int row) {
        double u = (result.feature(row, 0) - train.feature(base, 0))
                / (double) (train.feature(neighbour, 0) - train.feature(base, 0));
        for (int j = 0; j < train.width(); j++) {
            double start = train.feature(base, j);
            double expected = start + u * (train.feature(neighbour, j) - start);
            if (Math.abs(expected - result.feature(row, j)) > 1e-5) {
                return false;
            }
        }
        return u > -1e-6 && u < 1 + 1e-6;
    }

    @Test
    void smallClassesHaveFewerNeighbours() {
        EncodedTable train = random(4, 2, 9, 2, 1, 0);
        EncodedTable result = new Smote().resample(train, Rng.of(1));
        assertArrayEquals(new int[] {9, 9, 9, 0}, result.classCounts());
        assertEquals(1, pairs(train, 1).k());
        for (int row : result.indicesOf(2)) { // a class of one row is repeated
            assertEquals(train.feature(11, 0), result.feature(row, 0));
            assertEquals(train.feature(11, 1), result.feature(row, 1));
        }
    }

    @Test
    void equalRowsGiveEqualRows() {
        EncodedTable train = EncodedTable.numeric(new float[] {1, 2, 3, 4, 5, 5, 5},
                new int[] {0, 0, 0, 0, 1, 1, 1}, 2);
        EncodedTable result = new Smote().resample(train, Rng.of(1));
        assertEquals(8, result.rows());
        assertEquals(5, result.feature(7, 0));
    }

    @Test
    void sameSeedSameRows() {
        EncodedTable train = random(5, 3, 30, 8);
        float[] a = new Smote().resample(train, Rng.of(1)).features();
        assertArrayEquals(a, new Smote().resample(train, Rng.of(1)).features());
        assertFalse(Arrays.equals(a, new Smote().resample(train, Rng.of(2)).features()));
    }

    @Test
    void ratioLimitsHowManyAreMade() {
        EncodedTable train = random(6, 2, 30, 8, 20);
        assertArrayEquals(
                new int[] {30, 15, 20},
                new Smote(3, .5).resample(train, Rng.of(1)).classCounts());
        assertThrows(IllegalArgumentException.class, () -> new Smote(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Smote(5, 0));
        assertThrows(IllegalArgumentException.class, () -> new Smote(5, 1.5));
    }

    @Test
    void needsLabels() {
        EncodedTable bare = EncodedTable.numeric(new float[2], new int[2], 2).with(new float[2],
                new int[] {-1, -1});
        assertThrows(IllegalStateException.class, () -> new Smote().resample(bare, Rng.of(1)));
    }
}
