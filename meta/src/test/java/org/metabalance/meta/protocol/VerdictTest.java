package org.metabalance.meta.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.statistics.PairedDifference;
import tools.jackson.databind.JsonNode;

class VerdictTest {
    static Stream<JsonNode> cases() {
        return Golden.cases("statistics/verdicts.json").stream();
    }

    /** SciPy's and statsmodels' numbers: test-data/golden/make_verdicts.py. */
    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithScipyAndStatsmodels(JsonNode golden) {
        double[][] values = Golden.matrix(golden.get("values"));
        List<Integer> order = golden.get("others").valueStream()
                .map(other -> other.get("method").intValue()).toList();
        Verdict verdict = Verdict.of(
                "0", golden.get("testOverTrain").doubleValue(),
                order.stream().map(String::valueOf).toList(),
                order.stream().map(m -> PairedDifference.of(values[m], values[0])).toList());
        for (int i = 0; i < order.size(); i++) {
            JsonNode expected = golden.get("others").get(i);
            Verdict.Versus other = verdict.others().get(i);
            PairedDifference difference = other.difference();
            assertEquals(String.valueOf(order.get(i)), other.method());
            assertEquals(
                    expected.get("difference").doubleValue(), difference.difference(), 1e-12);
            assertEquals(
                    expected.get("standardError").doubleValue(), difference.standardError(),
                    1e-12);
            assertEquals(expected.get("p").doubleValue(), difference.pValue(), 1e-10);
            double holm = expected.get("holm").doubleValue();
            assertEquals(holm, other.pValue(), 1e-10);
            assertEquals(holm < .05 && difference.difference() > 0, other.better());
            assertEquals(holm < .05 && difference.difference() < 0, other.worse());
        }
        assertEquals(
                golden.get("splits").isNull()
                        ? OptionalInt.empty()
                        : OptionalInt.of(golden.get("splits").intValue()),
                verdict.splitsToShow());
    }

    private static PairedDifference pairs(double... differences) {
        return PairedDifference.of(differences, new double[differences.length]);
    }

    @Test
    void theChoiceAmongManyCosts() {
        PairedDifference good = pairs(.021, .024, .018, .026, .012);
        Verdict alone = Verdict.of("plain", .2, List.of("good"), List.of(good));
        assertTrue(alone.best().better());
        int many = 40;
        Verdict crowd = Verdict.of(
                "plain", .2, IntStream.range(0, many).mapToObj(i -> "m" + i).toList(),
                IntStream.range(0, many).mapToObj(i -> i == 0 ? good : pairs(.01, -.01, 0, .01, 0))
                        .toList());
        assertFalse(crowd.best().better());
        assertEquals(many * alone.best().pValue(), crowd.best().pValue(), 1e-12);
        assertTrue(crowd.splitsToShow().orElseThrow() > 5);
    }

    @Test
    void aMethodWithoutCommonSplitsIsNotTestedAndCostsNothing() {
        PairedDifference good = pairs(.2, .21, .2);
        Verdict verdict = Verdict.of(
                "plain", 0, List.of("good", "once", "never"),
                List.of(good, pairs(.1), pairs()));
        assertEquals(good.pValue(), verdict.best().pValue());
        assertTrue(Double.isNaN(verdict.others().get(1).pValue()));
        assertFalse(verdict.others().get(2).better() || verdict.others().get(2).worse());
        assertEquals(OptionalInt.empty(),
                Verdict.of("plain", 0, List.of("once"), List.of(pairs(.1))).splitsToShow());
    }

    @Test
    void noDifferenceIsNeverShown() {
        Verdict same = Verdict.of("plain", 0, List.of("same"), List.of(pairs(0, 0, 0)));
        assertEquals(1, same.best().pValue());
        assertEquals(OptionalInt.empty(), same.splitsToShow());
        assertThrows(
                IllegalArgumentException.class,
                () -> Verdict.of("plain", 0, List.of(), List.of()));
    }
}
