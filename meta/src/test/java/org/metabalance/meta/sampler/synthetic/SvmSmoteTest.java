package org.metabalance.meta.sampler.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.sampler.TestData;
import org.metabalance.meta.sampler.neighbour.ClassNeighbourhood;
import org.metabalance.meta.sampler.neighbour.MixedSpace;
import org.metabalance.meta.sampler.neighbour.Pairs;
import org.metabalance.meta.sampler.neighbour.Strangers;
import tools.jackson.databind.JsonNode;

class SvmSmoteTest {
    @Test
    void supportVectorsAreThoseOfScikitLearn() {
        for (JsonNode golden : Golden.cases("samplers/svm-smote.json")) {
            EncodedTable train = TestData.golden(golden);
            int[] all = IntStream.range(0, train.rows()).toArray();
            assertEquals(
                    golden.get("gamma").doubleValue(),
                    SupportVectors.gamma(
                            MixedSpace.coordinates(train, all, all), train.width()),
                    1e-12);
            assertArrayEquals(Golden.ints(golden.get("support")), SupportVectors.of(train));
        }
    }

    @Test
    void supportVectorsDoNotDependOnTheOrderOfClasses() {
        EncodedTable train = TestData.normal(5, 3, 1, 50, 20);
        int[] order = IntStream.concat(IntStream.range(50, 70), IntStream.range(0, 50)).toArray();
        assertArrayEquals(
                SupportVectors.of(train),
                Arrays.stream(SupportVectors.of(train.select(order)))
                        .map(i -> order[i])
                        .sorted()
                        .toArray());
    }

    @Test
    void sameDrawsGiveTheRowsOfImbalancedLearn() {
        for (JsonNode golden : Golden.cases("samplers/svm-smote.json")) {
            EncodedTable train = TestData.golden(golden);
            for (JsonNode drawn : golden.get("classes")) {
                ClassNeighbourhood neighbourhood = new ClassNeighbourhood(
                        train, drawn.get("label").intValue());
                Strangers strangers = new SvmSmote().strangers(
                        train, Golden.ints(golden.get("support")), neighbourhood);
                assertEquals(
                        drawn.get("inward").intValue(),
                        SvmSmote.inward(
                                drawn.get("more").intValue(),
                                drawn.get("fraction").doubleValue()));
                check(train, neighbourhood, strangers.danger(), drawn.get("danger"));
                check(train, neighbourhood, strangers.safe(), drawn.get("safe"));
            }
        }
    }

    private static void check(
            EncodedTable train, ClassNeighbourhood neighbourhood, int[] bases, JsonNode part) {
        assertArrayEquals(Golden.ints(part.get("bases")), bases);
        Pairs pairs = neighbourhood.within(bases, 5);
        assertArrayEquals(Golden.ints(part.get("ends")), pairs.ends());
        EncodedTable rows = pairs.synthesize(
                train,
                Golden.ints(part.get("pairs")),
                Golden.doubles(part.get("steps")),
                Rng.of(1));
        assertArrayEquals(Golden.floats(part.get("rows")), rows.features());
    }

    @Test
    void fillsUpToTheLargestClass() {
        EncodedTable train = TestData.normal(3, 3, 1.7, 80, 30);
        assertArrayEquals(
                new int[] {80, 80}, new SvmSmote().resample(train, Rng.of(1)).classCounts());
        EncodedTable balanced = TestData.normal(3, 3, 1, 9, 9);
        assertSame(balanced, new SvmSmote().resample(balanced, Rng.of(1)));
    }

    @Test
    void withoutDangerOnlyTheOutwardShareIsMade() {
        EncodedTable train = TestData.normal(3, 2, 100, 40, 16);
        int made = new SvmSmote().resample(train, Rng.of(1)).rows() - train.rows();
        int inward = SvmSmote.inward(24, SvmSmote.fraction(Rng.of(1).stream(1).stream(0)));
        assertEquals(24 - inward, made);
        assertTrue(made > 0 && made < 24);
    }

    @Test
    void noiseAloneGivesNothing() {
        // each row of class 1 far from the other and amid class 0
        float[] features = new float[62];
        int[] labels = new int[62];
        for (int i = 0; i < 30; i++) {
            features[i] = i / 100f;
            features[30 + i] = 50 + i / 100f;
        }
        features[60] = .155f;
        features[61] = 50.155f;
        labels[60] = 1;
        labels[61] = 1;
        EncodedTable train = EncodedTable.numeric(features, labels, 2);
        assertArrayEquals(
                new int[] {60, 2}, new SvmSmote().resample(train, Rng.of(1)).classCounts());
    }

    @Test
    void fractionsHaveTheDistributionBeta() {
        double sum = 0;
        double squares = 0;
        int n = 20_000;
        for (int i = 0; i < n; i++) {
            double fraction = SvmSmote.fraction(Rng.of(i));
            sum += fraction;
            squares += (fraction - .5) * (fraction - .5);
        }
        assertEquals(.5, sum / n, .004);
        // a b / ((a + b)^2 (a + b + 1)) for a = b = 10
        assertEquals(1 / 84.0, squares / n, 5e-4);
    }

    @Test
    void printsNothing() {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed));
        try {
            new SvmSmote().resample(TestData.normal(4, 2, 1, 30, 10), Rng.of(1));
        } finally {
            System.setOut(out);
        }
        assertEquals("", printed.toString());
    }

    @Test
    void refusesImpossibleSettings() {
        assertThrows(IllegalArgumentException.class, () -> new SvmSmote(0, 10, .5, 1));
        assertThrows(IllegalArgumentException.class, () -> new SvmSmote(5, 0, .5, 1));
        assertThrows(IllegalArgumentException.class, () -> new SvmSmote(5, 10, 1.5, 1));
        assertThrows(IllegalArgumentException.class, () -> new SvmSmote(5, 10, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new SvmSmote(5, 10, .5, 2));
    }
}
