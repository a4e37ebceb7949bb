package org.metabalance.meta.sampler.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.ColumnGroup.Kind;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.sampler.neighbour.ClassNeighbourhood;
import org.metabalance.meta.sampler.neighbour.Interpolation;
import org.metabalance.meta.sampler.neighbour.MixedSpace;
import org.metabalance.meta.sampler.neighbour.NearestNeighbours;
import org.metabalance.meta.sampler.neighbour.Pairs;
import tools.jackson.databind.JsonNode;

/** SMOTE with categorical columns and missing-value indicators. */
class SmoteNcTest {
    /** Rows whose features belong to groups of the given kinds and widths. */
    private static EncodedTable mixed(float[] features, int[] labels, int classes,
            Object... groups) {
        List<ColumnGroup> all = new ArrayList<>();
        int width = 0;
        for (int g = 0; g < groups.length; g += 2) {
            all.add(new ColumnGroup("c" + g, (Kind) groups[g], width, (int) groups[g + 1]));
            width += (int) groups[g + 1];
        }
        List<String> names = IntStream.range(0, width).mapToObj(j -> "f" + j).toList();
        return new EncodedTable(features, labels, classes, names, all);
    }

    @Test
    void sameDrawsGiveTheRowsOfImbalancedLearn() {
        for (JsonNode golden : Golden.cases("samplers/smote-nc.json")) {
            EncodedTable train = mixed(
                    Golden.floats(golden.get("features")),
                    Golden.ints(golden.get("labels")),
                    3,
                    Kind.NUMERIC,
                    1,
                    Kind.NUMERIC,
                    1,
                    Kind.NUMERIC,
                    1,
                    Kind.ONE_HOT,
                    3,
                    Kind.ONE_HOT,
                    4);
            for (JsonNode drawn : golden.get("classes")) {
                check(train, drawn);
            }
        }
    }

    private static void check(EncodedTable train, JsonNode drawn) {
        int[] own = train.indicesOf(drawn.get("label").intValue());
        assertEquals(
                drawn.get("median").doubleValue(), MixedSpace.penalty(train, own), 1e-12);
        Pairs table = new ClassNeighbourhood(train, train.label(own[0])).within(own, 5);
        assertArrayEquals(
                IntStream.of(Golden.ints(drawn.get("neighbours"))).map(i -> own[i]).toArray(),
                table.ends());
        int[] pairs = Golden.ints(drawn.get("pairs"));
        double[] steps = Golden.doubles(drawn.get("steps"));
        EncodedTable made = table.synthesize(train, pairs, steps, Rng.of(1));
        for (int i = 0; i < pairs.length; i++) {
            float[] row = made.select(new int[] {i}).features();
            for (int j = 0; j < 3; j++) {
                assertEquals(drawn.get("numeric").get(3 * i + j).floatValue(), row[j]);
            }
            assertWinner(drawn.get("winners").get(i).get(0), row, 3, 6);
            assertWinner(drawn.get("winners").get(i).get(1), row, 6, 10);
        }
    }

    private static void assertWinner(JsonNode winners, float[] row, int from, int to) {
        int[] ones = IntStream.range(from, to).filter(j -> row[j] != 0).toArray();
        assertEquals(1, ones.length);
        assertEquals(1, row[ones[0]]);
        assertTrue(IntStream.of(Golden.ints(winners)).anyMatch(w -> w == ones[0]));
    }

    @Test
    void differingCategoryAddsThePenaltyToTheDistance() {
        // numeric deviations over both rows: 1 and 3, median 2
        float[] features = {0, 0, 1, 0, 0, /**/ 2, 6, 0, 1, 1};
        EncodedTable data = mixed(
                features,
                new int[] {0, 1},
                2,
                Kind.NUMERIC,
                1,
                Kind.NUMERIC,
                1,
                Kind.ONE_HOT,
                2,
                Kind.INDICATOR,
                1);
        int[] rows = {0, 1};
        assertEquals(2, MixedSpace.penalty(data, rows));
        double[] points = MixedSpace.coordinates(data, rows, rows);
        // 2^2 + 6^2, and 2^2 for the category and for the indicator
        assertEquals(
                Math.sqrt(4 + 36 + 4 + 4),
                NearestNeighbours.among(points, 5).ofEach(1).distance(0, 0),
                1e-12);
    }

    @Test
    void withoutNumbersTheDistanceCountsColumns() {
        float[] features = {1, 0, 0, /**/ 0, 1, 1};
        EncodedTable data = mixed(features, new int[] {0, 1}, 2, Kind.ONE_HOT, 2, Kind.INDICATOR,
                1);
        int[] rows = {0, 1};
        double[] points = MixedSpace.coordinates(data, rows, rows);
        assertEquals(
                Math.sqrt(2),
                NearestNeighbours.among(points, 3).ofEach(1).distance(0, 0),
                1e-12);
    }

    @Test
    void everyNewRowHasOneCategoryPerColumn() {
        int rows = 80;
        float[] features = new float[rows * 7];
        int[] labels = new int[rows];
        Rng rng = Rng.of(5);
        for (int row = 0; row < rows; row++) {
            labels[row] = row % 8 == 0 ? 1 : 0;
            features[row * 7] = (float) rng.normal(row);
            features[row * 7 + 1] = rng.stream(1).below(row, 2);
            features[row * 7 + 2 + rng.stream(2).below(row, 3)] = 1;
            features[row * 7 + 5 + rng.stream(3).below(row, 2)] = 1;
        }
        EncodedTable train = mixed(
                features,
                labels,
                2,
                Kind.NUMERIC,
                1,
                Kind.INDICATOR,
                1,
                Kind.ONE_HOT,
                3,
                Kind.ONE_HOT,
                2);
        EncodedTable result = new Smote().resample(train, Rng.of(2));
        assertArrayEquals(new int[] {70, 70}, result.classCounts());
        for (int row = rows; row < result.rows(); row++) {
            for (int j = 1; j < 7; j++) {
                assertTrue(result.feature(row, j) == 0 || result.feature(row, j) == 1);
            }
            assertEquals(
                    1, result.feature(row, 2) + result.feature(row, 3) + result.feature(row, 4));
            assertEquals(1, result.feature(row, 5) + result.feature(row, 6));
        }
    }

    @Test
    void tiesAreDrawnAndUnknownCategoriesStayUnknown() {
        // the voters say a, b for the first column, nothing for the second, 1 and 0 for the indicator
        float[] features = {0, 1, 0, 0, 0, 1, /**/ 9, 0, 1, 0, 0, 0};
        EncodedTable data = mixed(
                features,
                new int[] {0, 0},
                2,
                Kind.NUMERIC,
                1,
                Kind.ONE_HOT,
                2,
                Kind.ONE_HOT,
                2,
                Kind.INDICATOR,
                1);
        Set<Float> first = new HashSet<>();
        Set<Float> indicator = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            float[] row = new float[6];
            Interpolation.between(data, 0, 1, .5, new int[] {0, 1}, Rng.of(i), row, 0);
            assertEquals(4.5f, row[0]);
            assertEquals(1, row[1] + row[2]);
            assertEquals(0, row[3] + row[4]);
            first.add(row[1]);
            indicator.add(row[5]);
        }
        assertEquals(Set.of(0f, 1f), first);
        assertEquals(Set.of(0f, 1f), indicator);
    }
}
