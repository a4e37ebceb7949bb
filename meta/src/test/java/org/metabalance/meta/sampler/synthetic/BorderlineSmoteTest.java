package org.metabalance.meta.sampler.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.sampler.TestData;
import org.metabalance.meta.sampler.neighbour.ClassNeighbourhood;
import org.metabalance.meta.sampler.neighbour.Pairs;
import org.metabalance.meta.sampler.synthetic.BorderlineSmote.Kind;
import tools.jackson.databind.JsonNode;

class BorderlineSmoteTest {
    @Test
    void kindOneGivesTheRowsOfImbalancedLearn() {
        BorderlineSmote sampler = new BorderlineSmote(Kind.BORDERLINE_1);
        for (JsonNode golden : Golden.cases("samplers/borderline.json")) {
            EncodedTable train = TestData.golden(golden);
            for (JsonNode drawn : golden.get("classes")) {
                Pairs pairs = pairs(sampler, train, drawn);
                assertArrayEquals(Golden.ints(drawn.get("within")), pairs.ends());
                JsonNode made = drawn.get("kind1");
                assertArrayEquals(
                        Golden.floats(made.get("rows")),
                        pairs.synthesize(
                                train,
                                Golden.ints(made.get("pairs")),
                                Golden.doubles(made.get("steps")),
                                Rng.of(1))
                                .features());
            }
        }
    }

    @Test
    void kindTwoGivesTheRowsOfImbalancedLearn() {
        BorderlineSmote sampler = new BorderlineSmote(Kind.BORDERLINE_2);
        for (JsonNode golden : Golden.cases("samplers/borderline.json")) {
            EncodedTable train = TestData.golden(golden);
            for (JsonNode drawn : golden.get("classes")) {
                Pairs pairs = pairs(sampler, train, drawn);
                assertArrayEquals(Golden.ints(drawn.get("toAny")), pairs.ends());
                JsonNode made = drawn.get("kind2");
                int[] chosen = Golden.ints(made.get("pairs"));
                double[] steps = BorderlineSmote.steps(
                        train,
                        pairs,
                        chosen,
                        Golden.doubles(made.get("steps")),
                        Golden.doubles(made.get("shorter")));
                EncodedTable rows = pairs.synthesize(train, chosen, steps, Rng.of(1));
                assertArrayEquals(Golden.floats(made.get("rows")), rows.features());
                assertEquals(
                        rows.rows(), rows.classCounts()[drawn.get("label").intValue()]);
            }
        }
    }

    private static Pairs pairs(BorderlineSmote sampler, EncodedTable train, JsonNode drawn) {
        ClassNeighbourhood neighbourhood = new ClassNeighbourhood(
                train, drawn.get("label").intValue());
        int[] danger = sampler.danger(neighbourhood);
        assertArrayEquals(Golden.ints(drawn.get("danger")), danger);
        return sampler.pairs(neighbourhood, danger);
    }

    @ParameterizedTest
    @EnumSource
    void fillsUpToTheLargestClass(Kind kind) {
        EncodedTable train = TestData.normal(3, 3, 1, 60, 20, 13);
        assertArrayEquals(
                new int[] {60, 60, 60},
                new BorderlineSmote(kind).resample(train, Rng.of(1)).classCounts());
        assertArrayEquals(
                new int[] {60, 30, 30},
                new BorderlineSmote(kind, 5, 10, .5).resample(train, Rng.of(1)).classCounts());
    }

    @ParameterizedTest
    @EnumSource
    void withoutDangerNothingIsMade(Kind kind) {
        EncodedTable train = TestData.normal(3, 2, 100, 40, 15);
        assertArrayEquals(
                new int[] {40, 15},
                new BorderlineSmote(kind).resample(train, Rng.of(1)).classCounts());
    }

    /** On a line: class 1 at 10 and 11, class 0 at 0 to 9; the nearest of 10 is 9 or 11. */
    @Test
    void newRowsStayNearerToTheirClass() {
        float[] features = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        EncodedTable train = EncodedTable.numeric(features,
                new int[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1},
                2);
        BorderlineSmote sampler = new BorderlineSmote(Kind.BORDERLINE_2, 1, 2, 1);
        EncodedTable made = sampler.resample(train, Rng.of(2));
        for (int row : made.indicesOf(1)) {
            // the lower index is the nearer of 9 and 11, so 10 goes to 9, at most half the way
            double x = made.feature(row, 0);
            assertEquals(x > 9.5, x > 9, "got " + x);
        }
        assertArrayEquals(new int[] {10, 10}, made.classCounts());
    }

    @Test
    void refusesImpossibleSettings() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new BorderlineSmote(Kind.BORDERLINE_1, 0, 10, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BorderlineSmote(Kind.BORDERLINE_1, 5, 0, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BorderlineSmote(Kind.BORDERLINE_1, 5, 10, 0));
    }
}
