package org.metabalance.meta.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.meta.golden.Golden;
import tools.jackson.databind.JsonNode;

/** Every metric against scikit-learn and imbalanced-learn: test-data/golden/make_metrics.py. */
class GoldenMetricsTest {
    private static final double EXACT = 1e-12;

    static Stream<Named<JsonNode>> cases() {
        return Golden.cases("metrics/metrics.json").stream()
                .map(node -> Named.of(node.get("name").stringValue(), node));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithScikitLearn(JsonNode golden) {
        double[][] probabilities = Golden.matrix(golden.get("probabilities"));
        int[] labels = Golden.ints(golden.get("labels"));
        double threshold = golden.path("threshold").asDouble(Double.NaN);
        Scores scores = Scores.of(probabilities, labels, threshold);
        scores.values()
                .forEach((name, value) -> assertEquals(golden.get(name).doubleValue(), value, EXACT,
                        name));
        assertEquals(golden.get("kappa").doubleValue(), scores.confusion().kappa(), EXACT);
        assertArrayEquals(
                Golden.doubles(golden.get("perClassRecall")), scores.perClassRecall(), EXACT);
        for (int c = 0; c < scores.confusion().classes(); c++) {
            assertArrayEquals(
                    Golden.ints(golden.get("confusion").get(c)), scores.confusion().counts()[c]);
            assertEquals(
                    golden.get("perClassPrecision").get(c).doubleValue(),
                    scores.confusion().precision(c),
                    EXACT);
        }
        assertEquals(threshold, scores.threshold());
        for (Map.Entry<String, JsonNode> entry : golden.path("precisionAtRecall").properties()) {
            assertEquals(
                    entry.getValue().doubleValue(),
                    PrecisionAtRecall.of(
                            OneVersusRest.column(probabilities, 1),
                            labels,
                            Double.parseDouble(entry.getKey())),
                    EXACT);
        }
        for (Map.Entry<String, JsonNode> entry : golden.path("tuned").properties()) {
            Threshold tuned = Threshold.tune(probabilities, labels,
                    Criterion.valueOf(entry.getKey()));
            assertEquals(entry.getValue().get("value").doubleValue(), tuned.value(), EXACT);
            assertEquals(entry.getValue().get("attained").doubleValue(), tuned.attained(), EXACT);
        }
    }
}
