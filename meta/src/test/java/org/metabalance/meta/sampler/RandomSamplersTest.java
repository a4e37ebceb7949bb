package org.metabalance.meta.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.ColumnGroup.Kind;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.golden.Golden;
import tools.jackson.databind.JsonNode;

/** The samplers that choose or repeat rows. */
class RandomSamplersTest {
    /** Nine rows of class 0, four of class 1, two of class 3, none of class 2; feature = row. */
    private static final EncodedTable TRAIN = EncodedTable.numeric(
            new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14},
            new int[] {0, 1, 0, 0, 3, 0, 1, 0, 0, 0, 1, 0, 3, 0, 1},
            4);

    private static int[] times(int[] rows) {
        int[] times = new int[TRAIN.rows()];
        for (int row : rows) {
            times[row]++;
        }
        return times;
    }

    @Test
    void countsAgreeWithImbalancedLearn() {
        JsonNode golden = Golden.cases("samplers/random.json").getFirst();
        EncodedTable train = EncodedTable.numeric(
                Golden.floats(golden.get("features")),
                Golden.ints(golden.get("labels")),
                3);
        Rng rng = Rng.of(1);
        assertArrayEquals(
                Golden.ints(golden.get("overCounts")),
                new RandomOverSampler().resample(train, rng).classCounts());
        assertArrayEquals(
                Golden.ints(golden.get("underCounts")),
                new RandomUnderSampler().resample(train, rng).classCounts());
        EncodedTable two = train.select(Split.complement(train.indicesOf(2), train.rows()));
        assertArrayEquals(
                Arrays.copyOf(Golden.ints(golden.get("binaryOverRatio").get("counts")), 3),
                new RandomOverSampler(golden.get("binaryOverRatio").get("ratio").doubleValue(), 0)
                        .resample(two, rng)
                        .classCounts());
        assertArrayEquals(
                Arrays.copyOf(Golden.ints(golden.get("binaryUnderRatio").get("counts")), 3),
                new RandomUnderSampler(golden.get("binaryUnderRatio").get("ratio").doubleValue())
                        .resample(two, rng)
                        .classCounts());
    }

    @Test
    void naturalChangesNothing() {
        EncodedTable result = new Natural().resample(TRAIN, Rng.of(1));
        assertArrayEquals(TRAIN.features(), result.features());
        assertArrayEquals(TRAIN.labels(), result.labels());
    }

    @Test
    void repetitionUsesEveryRowEquallyOften() {
        int[] rows = new Repetition().rows(TRAIN, Rng.of(1));
        assertArrayEquals(new int[] {9, 9, 0, 9}, TRAIN.select(rows).classCounts());
        int[] times = times(rows);
        for (int row = 0; row < times.length; row++) {
            switch (TRAIN.label(row)) {
                case 0 -> assertEquals(1, times[row]);
                case 1 -> assertTrue(times[row] == 2 || times[row] == 3);
                default -> assertTrue(times[row] == 4 || times[row] == 5);
            }
        }
    }

    @Test
    void overSamplingKeepsAllAndDrawsWithReplacement() {
        EncodedTable result = new RandomOverSampler().resample(TRAIN, Rng.of(1));
        assertArrayEquals(new int[] {9, 9, 0, 9}, result.classCounts());
        assertArrayEquals(TRAIN.features(), Arrays.copyOf(result.features(), TRAIN.rows()));
        for (int row = 0; row < result.rows(); row++) {
            assertEquals(TRAIN.label((int) result.feature(row, 0)), result.label(row));
        }
        assertArrayEquals(
                new int[] {9, 6, 0, 6},
                new RandomOverSampler(.7, 0).resample(TRAIN, Rng.of(1)).classCounts());
        EncodedTable balanced = TRAIN.select(new int[] {0, 1, 4});
        assertSame(balanced, new RandomOverSampler().resample(balanced, Rng.of(1)));
    }

    @Test
    void underSamplingChoosesWithoutReplacement() {
        int[] rows = new RandomUnderSampler().rows(TRAIN, Rng.of(1));
        assertArrayEquals(new int[] {2, 2, 0, 2}, TRAIN.select(rows).classCounts());
        assertTrue(Arrays.stream(times(rows)).allMatch(times -> times <= 1));
        assertArrayEquals(Arrays.stream(rows).sorted().toArray(), rows);
        assertArrayEquals(
                new int[] {5, 4, 0, 2},
                new RandomUnderSampler(.4).resample(TRAIN, Rng.of(1)).classCounts());
    }

    @Test
    void everyRowHasItsChance() {
        int[] under = new int[TRAIN.rows()];
        int[] over = new int[TRAIN.rows()];
        for (int seed = 0; seed < 2000; seed++) {
            for (int row : new RandomUnderSampler().rows(TRAIN, Rng.of(seed))) {
                under[row]++;
            }
            EncodedTable result = new RandomOverSampler().resample(TRAIN, Rng.of(seed));
            for (int row = TRAIN.rows(); row < result.rows(); row++) {
                over[(int) result.feature(row, 0)]++;
            }
        }
        for (int row = 0; row < TRAIN.rows(); row++) {
            int own = TRAIN.classCounts()[TRAIN.label(row)];
            assertEquals(2.0 / own, under[row] / 2000.0, .05);
            assertEquals((9.0 - own) / own, over[row] / 2000.0, .12);
        }
    }

    @Test
    void blurHasTheBandwidthsOfImbalancedLearn() {
        JsonNode golden = Golden.cases("samplers/random.json").getFirst();
        EncodedTable train = EncodedTable.numeric(
                Golden.floats(golden.get("features")),
                Golden.ints(golden.get("labels")),
                3);
        RandomOverSampler sampler = new RandomOverSampler(1, golden.get("shrinkage").doubleValue());
        for (JsonNode drawn : golden.get("classes")) {
            int[] own = train.indicesOf(drawn.get("label").intValue());
            assertArrayEquals(
                    Golden.doubles(drawn.get("bandwidths")),
                    sampler.bandwidths(train, own),
                    1e-9);
        }
    }

    @Test
    void blurIsNormalAndLeavesCategoriesAlone() {
        int rows = 4000;
        float[] features = new float[rows * 3];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = row < 10 ? 1 : 0;
            features[row * 3] = row % 10;
            features[row * 3 + 1 + row % 2] = 1;
        }
        EncodedTable train = new EncodedTable(
                features,
                labels,
                2,
                List.of("x", "g=a", "g=b"),
                List.of(
                        new ColumnGroup("x", Kind.NUMERIC, 0, 1),
                        new ColumnGroup("g", Kind.ONE_HOT, 1, 2)));
        RandomOverSampler sampler = new RandomOverSampler(1, 1);
        EncodedTable result = sampler.resample(train, Rng.of(3));
        double bandwidth = sampler.bandwidths(train, train.indicesOf(1))[0];
        // deviation of 0 .. 9 times (4 / (3 n))^(1/5)
        assertEquals(Math.sqrt(8.25) * Math.pow(4 / (3.0 * rows), .2), bandwidth, 1e-12);
        int more = result.rows() - rows;
        double sum = 0;
        double squares = 0;
        for (int row = rows; row < result.rows(); row++) {
            assertEquals(1, result.feature(row, 1) + result.feature(row, 2));
            sum += result.feature(row, 0);
            squares += result.feature(row, 0) * (double) result.feature(row, 0);
        }
        double mean = sum / more;
        assertEquals(4.5, mean, .15);
        assertEquals(8.25 + bandwidth * bandwidth, squares / more - mean * mean, .4);
    }

    @Test
    void refusesImpossibleSettings() {
        assertThrows(IllegalArgumentException.class, () -> new RandomOverSampler(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new RandomOverSampler(1, -1));
        assertThrows(IllegalArgumentException.class, () -> new RandomOverSampler(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new RandomUnderSampler(1.1));
    }
}
