package org.metabalance.meta.sampler.clean;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.sampler.TestData;
import org.metabalance.meta.sampler.synthetic.Smote;
import org.metabalance.meta.sampler.synthetic.SmoteEnn;
import org.metabalance.meta.sampler.synthetic.SmoteTomek;
import tools.jackson.databind.JsonNode;

/** The samplers that choose rows by their neighbours. */
class CleaningTest {
    private static final Rng RNG = Rng.of(1);

    @Test
    void keepTheRowsImbalancedLearnKeeps() {
        int compared = 0;
        for (JsonNode golden : Golden.cases("samplers/cleaning.json")) {
            EncodedTable train = TestData.golden(golden);
            for (JsonNode expected : golden.get("samplers")) {
                assertArrayEquals(
                        Golden.ints(expected.get("kept")),
                        sampler(expected).rows(train, RNG),
                        () -> train + " " + expected);
                compared++;
            }
        }
        assertEquals(3 * 16 + 2, compared);
    }

    private static TableRowSampler sampler(JsonNode options) {
        return switch (options.get("name").stringValue()) {
            case "tomek-links" -> new TomekLinks(classes(options));
            case "enn" -> new EditedNearestNeighbours(
                    options.get("k").intValue(), agreement(options), classes(options));
            case "all-knn" -> new AllKnn(
                    options.get("k").intValue(),
                    agreement(options),
                    Cleaning.NOT_MINORITY,
                    options.get("allowMinority").booleanValue());
            case "near-miss-1" -> new NearMiss(
                    options.get("k").intValue(), options.get("ratio").doubleValue());
            default -> throw new IllegalArgumentException("sampler: unknown, got " + options);
        };
    }

    private static Agreement agreement(JsonNode options) {
        return Agreement.valueOf(options.get("kind").stringValue().toUpperCase(Locale.ROOT));
    }

    private static Cleaning classes(JsonNode options) {
        return options.get("classes").stringValue().equals("all")
                ? Cleaning.ALL
                : Cleaning.NOT_MINORITY;
    }

    @Test
    void combinedSamplersLeaveWhatImbalancedLearnLeaves() {
        for (JsonNode golden : Golden.cases("samplers/combined.json")) {
            EncodedTable smoted = TestData.golden(golden);
            assertArrayEquals(
                    Golden.ints(golden.get("enn")), new SmoteEnn().enn().rows(smoted, RNG));
            assertArrayEquals(
                    Golden.ints(golden.get("tomek")), new SmoteTomek().tomek().rows(smoted, RNG));
        }
    }

    @Test
    void combinedSamplersCleanWhatSmoteMakes() {
        EncodedTable train = TestData.normal(2, 2, 1, 60, 20);
        EncodedTable smoted = new Smote().resample(train, RNG.stream(0));
        assertArrayEquals(
                new EditedNearestNeighbours(3, Agreement.ALL, Cleaning.ALL)
                        .resample(smoted, RNG)
                        .features(),
                new SmoteEnn().resample(train, RNG).features());
        assertArrayEquals(
                new TomekLinks(Cleaning.ALL).resample(smoted, RNG).features(),
                new SmoteTomek().resample(train, RNG).features());
    }

    /** On a line 0: a b b a a a, with a of class 0: b and b are mutual neighbours, so are others. */
    @Test
    void tomekLinksAreMutual() {
        EncodedTable train = EncodedTable.numeric(
                new float[] {0, 1, 1.9f, 5, 5.5f, 9}, new int[] {0, 1, 0, 0, 0, 0}, 2);
        // rows 1 and 2 are linked; 0 is nearest to 1, but 1 is not nearest to 0
        assertArrayEquals(new int[] {0, 1, 3, 4, 5}, new TomekLinks().rows(train, RNG));
        // class 1 would lose its only row
        assertArrayEquals(
                new int[] {0, 1, 3, 4, 5}, new TomekLinks(Cleaning.ALL).rows(train, RNG));
    }

    @Test
    void noClassIsLost() {
        // every row amid the other class
        EncodedTable train = EncodedTable.numeric(
                new float[] {0, .1f, 10, 10.1f, 0.2f, 10.2f, .05f, 10.05f},
                new int[] {0, 1, 0, 1, 1, 1, 1, 1},
                2);
        for (Cleaning classes : Cleaning.values()) {
            TableRowSampler enn = new EditedNearestNeighbours(3, Agreement.ALL, classes);
            int[] counts = train.select(enn.rows(train, RNG)).classCounts();
            assertEquals(2, counts[0]);
            assertEquals(6, counts[1]);
        }
    }

    @Test
    void modeOfEquallyFrequentClassesIsTheLowest() {
        assertEquals(true, Agreement.MODE.holds(0, new int[] {1, 1, 1}));
        assertEquals(false, Agreement.MODE.holds(2, new int[] {1, 1, 1}));
        assertEquals(true, Agreement.MODE.holds(2, new int[] {1, 0, 2}));
        assertEquals(true, Agreement.ALL.holds(2, new int[] {0, 0, 3}));
        assertEquals(false, Agreement.ALL.holds(2, new int[] {1, 0, 2}));
    }

    @Test
    void nearMissTakesTheEarlierOfEquallyNear() {
        EncodedTable train = EncodedTable.numeric(
                new float[] {-1, 1, 0, 2, -2, 1}, new int[] {0, 0, 1, 0, 0, 0}, 3);
        assertArrayEquals(new int[] {0, 2}, new NearMiss().rows(train, RNG));
    }

    @Test
    void categoriesCountInDistances() {
        // the nearest by number is of the other class, but differs in its category
        EncodedTable train = TestData.mixed(4, 40, 20);
        int[] all = new TomekLinks(Cleaning.ALL).rows(train, RNG);
        int[] numbersOnly = new TomekLinks(Cleaning.ALL).rows(
                EncodedTable.numeric(train.features(), train.labels(), 2), RNG);
        assertEquals(true, all.length != numbersOnly.length);
    }

    @Test
    void refuseImpossibleSettings() {
        assertThrows(IllegalArgumentException.class, () -> new NearMiss(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new NearMiss(3, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AllKnn(0, Agreement.ALL, Cleaning.ALL, false));
        assertThrows(
                IllegalArgumentException.class,
                () -> new EditedNearestNeighbours(0, Agreement.ALL, Cleaning.ALL));
    }
}
