package org.metabalance.meta.sampler.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.sampler.TestData;
import org.metabalance.meta.sampler.neighbour.ClassNeighbourhood;
import org.metabalance.meta.sampler.neighbour.Strangers;
import tools.jackson.databind.JsonNode;

class AdasynTest {
    @Test
    void sameDrawsGiveTheRowsOfImbalancedLearn() {
        for (JsonNode golden : Golden.cases("samplers/adasyn.json")) {
            EncodedTable train = TestData.golden(golden);
            for (JsonNode drawn : golden.get("classes")) {
                ClassNeighbourhood neighbourhood = new ClassNeighbourhood(
                        train, drawn.get("label").intValue());
                int[] counts = Adasyn.counts(
                        neighbourhood.strangers(neighbourhood.own(), 5),
                        drawn.get("more").intValue());
                assertArrayEquals(Golden.ints(drawn.get("counts")), counts);
                EncodedTable rows = neighbourhood.within(neighbourhood.own(), 5)
                        .synthesize(
                                train,
                                Adasyn.pairs(counts, Golden.ints(drawn.get("ranks")), 5),
                                Golden.doubles(drawn.get("steps")),
                                Rng.of(1));
                assertArrayEquals(Golden.floats(drawn.get("rows")), rows.features());
            }
        }
    }

    @Test
    void fillsUpToAboutTheLargestClass() {
        EncodedTable train = TestData.normal(3, 3, 1, 200, 30, 80);
        int[] counts = new Adasyn().resample(train, Rng.of(1)).classCounts();
        assertEquals(200, counts[0]);
        assertEquals(200, counts[1], 15);
        assertEquals(200, counts[2], 40);
    }

    @Test
    void sharesAreRoundedHalfToEven() {
        int[] rows = {0, 1, 2, 3};
        // shares 0, 1/8, 3/8 and 4/8 of 4: 0.5 becomes 0, 1.5 becomes 2
        assertArrayEquals(
                new int[] {0, 0, 2, 2},
                Adasyn.counts(new Strangers(rows, new int[] {0, 1, 3, 4}, 8), 4));
        assertArrayEquals(
                new int[4], Adasyn.counts(new Strangers(rows, new int[4], 5), 4));
    }

    @Test
    void aClassFarFromOthersStaysAsItIs() {
        EncodedTable train = TestData.normal(3, 2, 100, 40, 16);
        assertArrayEquals(
                new int[] {40, 16}, new Adasyn().resample(train, Rng.of(1)).classCounts());
    }

    @Test
    void refusesImpossibleSettings() {
        assertThrows(IllegalArgumentException.class, () -> new Adasyn(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Adasyn(5, -1));
    }
}
