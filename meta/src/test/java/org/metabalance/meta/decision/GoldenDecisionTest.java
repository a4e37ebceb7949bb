package org.metabalance.meta.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.statistics.Estimate;
import tools.jackson.databind.JsonNode;

/** Thresholds and costs against trying them all in Python: test-data/golden/make_decision.py. */
class GoldenDecisionTest {
    private static final double EXACT = 1e-12;

    static Stream<Named<JsonNode>> cases() {
        return Golden.cases("decision/decision.json").stream()
                .map(node -> Named.of(node.get("name").stringValue(), node));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agrees(JsonNode golden) {
        double[] scores = Golden.doubles(golden.get("scores"));
        int[] labels = Golden.ints(golden.get("labels"));
        double[] amounts = Golden.doubles(golden.get("amounts"));
        OperatingPoints points = OperatingPoints.of(scores, labels, amounts);
        for (var entry : golden.get("costs").properties()) {
            String[] numbers = entry.getKey().split(" ");
            Costs costs = new Costs(
                    Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
            double threshold = new DecisionRule.LeastCost(costs).from(points).threshold();
            JsonNode expected = entry.getValue();
            assertEquals(
                    expected.get("threshold").doubleValue(), threshold, EXACT, entry.getKey());
            Measured measured = Measured.of(scores, labels, amounts, threshold, costs);
            assertEstimate(expected.get("cost"), measured.costPerRow());
            assertEstimate(expected.get("flagNone"), measured.flagNone());
            assertEstimate(expected.get("flagAll"), measured.flagAll());
        }
        for (var entry : golden.get("chosen").properties()) {
            String[] words = entry.getKey().split(" ");
            double limit = Double.parseDouble(words[1]);
            DecisionRule.Pick rule = switch (words[0]) {
                case "precision" -> new DecisionRule.AtLeast(DecisionRule.Aim.PRECISION, limit);
                case "recall" -> new DecisionRule.AtLeast(DecisionRule.Aim.RECALL, limit);
                default -> new DecisionRule.AtAlerts(limit);
            };
            assertEquals(
                    new DecisionRule.Choice(rule.from(points).threshold(), ""),
                    rule.from(points));
            assertEquals(
                    entry.getValue().doubleValue(), rule.from(points).threshold(), EXACT,
                    entry.getKey());
        }
    }

    private static void assertEstimate(JsonNode expected, Estimate found) {
        assertEquals(expected.get(0).doubleValue(), found.mean(), EXACT);
        assertEquals(expected.get(1).doubleValue(), found.standardError(), EXACT);
    }
}
