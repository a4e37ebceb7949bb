package org.metabalance.meta.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.meta.golden.Golden;
import tools.jackson.databind.JsonNode;

/** Every kind against scikit-learn and SciPy: test-data/golden/make_calibration.py. */
class GoldenCalibrationTest {
    /** What their optimizers leave. */
    private static final double CLOSE = 1e-5;

    static Stream<Named<JsonNode>> cases() {
        return Golden.cases("calibration/calibration.json").stream()
                .map(node -> Named.of(node.get("name").stringValue(), node));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithScikitLearn(JsonNode golden) {
        double[][] probabilities = Golden.matrix(golden.get("probabilities"));
        int[] labels = Golden.ints(golden.get("labels"));
        double[][] rows = Golden.matrix(golden.get("new"));
        for (Map.Entry<String, JsonNode> entry : golden.get("kinds").properties()) {
            Calibrator fitted = Calibration.of(entry.getKey()).fit(probabilities, labels);
            for (var numbers : entry.getValue().get("numbers").properties()) {
                double[] expected = Golden.doubles(numbers.getValue());
                double[] found = fitted.parameters().get(numbers.getKey());
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(
                            expected[i], found[i], CLOSE * Math.max(1, Math.abs(expected[i])),
                            entry.getKey() + " " + numbers.getKey());
                }
            }
            double[][] calibrated = Golden.matrix(entry.getValue().get("calibrated"));
            for (int i = 0; i < rows.length; i++) {
                assertArrayEquals(calibrated[i], fitted.apply(rows[i]), CLOSE, entry.getKey());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void crossFittedLossesAgreeToo(JsonNode golden) {
        CalibrationChoice.Fitted best = CalibrationChoice.AUTO.on(
                Golden.matrix(golden.get("probabilities")), Golden.ints(golden.get("labels")));
        best.logLoss().forEach((kind, loss) -> assertEquals(
                golden.get("kinds").get(kind.label()).get("crossFitted").doubleValue(), loss,
                CLOSE, kind.label()));
    }
}
