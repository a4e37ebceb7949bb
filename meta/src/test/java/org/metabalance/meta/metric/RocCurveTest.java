package org.metabalance.meta.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.meta.golden.Golden;
import tools.jackson.databind.JsonNode;

/** ROC curves against scikit-learn, test-data/golden/make_roc.py, and accuracies by group. */
class RocCurveTest {
    private static final double EXACT = 1e-12;

    static Stream<Named<JsonNode>> cases() {
        return Golden.cases("metrics/roc.json").stream()
                .map(node -> Named.of(node.get("name").stringValue(), node));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithScikitLearn(JsonNode golden) {
        double[] scores = Golden.doubles(golden.get("scores"));
        int[] labels = Golden.ints(golden.get("labels"));
        RocCurve curve = RocCurve.of(scores, labels);
        assertArrayEquals(
                Golden.doubles(golden.get("falsePositiveRates")), curve.falsePositiveRates(),
                EXACT);
        assertArrayEquals(
                Golden.doubles(golden.get("truePositiveRates")), curve.truePositiveRates(), EXACT);
        assertEquals(Double.POSITIVE_INFINITY, curve.thresholds()[0]);
        assertArrayEquals(
                Golden.doubles(golden.get("thresholds")),
                Arrays.copyOfRange(curve.thresholds(), 1, curve.thresholds().length), EXACT);
        assertEquals(golden.get("area").doubleValue(), RocAuc.of(scores, labels), EXACT);
        assertEquals(
                golden.get("equalErrorRate").doubleValue(), curve.equalErrorRate(), EXACT);
        for (Map.Entry<String, JsonNode> at : golden.get("at").properties()) {
            assertEquals(
                    at.getValue().doubleValue(),
                    curve.truePositiveRateAt(Double.parseDouble(at.getKey())), EXACT);
        }
    }

    /** Half of the positives lie above all negatives; then two of two negatives, at once with the rest. */
    @Test
    void tiesAreOnePointAndTheEqualErrorRateLiesBetweenPoints() {
        RocCurve curve = RocCurve.of(new double[] {.9, .9, .2, .2, .2, .2},
                new int[] {1, 1, 0, 0, 1, 1});
        assertArrayEquals(new double[] {0, 0, 1}, curve.falsePositiveRates());
        assertArrayEquals(new double[] {0, .5, 1}, curve.truePositiveRates());
        assertEquals(.5, curve.truePositiveRateAt(.999));
        assertEquals(1, curve.truePositiveRateAt(1));
        assertEquals(1 / 3.0, curve.equalErrorRate(), EXACT);
    }

    @Test
    void aCurveNeedsBothKinds() {
        assertEquals(
                "roc curve: needs a positive and a negative row, got 2 and 0",
                assertThrows(
                        IllegalArgumentException.class,
                        () -> RocCurve.of(new double[] {.1, .2}, new int[] {1, 1})).getMessage());
        RocCurve curve = RocCurve.of(new double[] {.1, .2}, new int[] {0, 1});
        assertThrows(IllegalArgumentException.class, () -> curve.truePositiveRateAt(1.5));
    }

    @Test
    void aGroupsAccuracyIsThatOfItsRowsAmongAllClasses() {
        double[][] probabilities = {
            {.6, .3, .1}, {.1, .8, .1}, {.4, .4, .2}, {.2, .1, .7}, {.1, .2, .7}};
        assertEquals(
                Map.of("a", 2 / 3.0, "b", .5, "none", Double.NaN),
                GroupAccuracy.of(
                        probabilities, new int[] {0, 0, 0, 2, 1}, new int[] {0, 0, 0, 1, 1},
                        List.of("a", "b", "none")));
    }
}
