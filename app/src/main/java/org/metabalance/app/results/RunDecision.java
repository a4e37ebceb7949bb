package org.metabalance.app.results;

import org.metabalance.meta.calibration.CalibrationChoice;
import org.metabalance.meta.decision.Measured;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.scoring.folder.DecisionNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was decided with a run's probabilities, by what its validation rows said, and what came of it on the test
 * rows.
 *
 * @param calibration of the run's probabilities
 * @param threshold of the calibrated probability; NaN with more than two classes
 * @param unmet what no threshold could do on the validation rows; empty if all is well
 * @param brier of the calibrated probabilities on the test rows; that of the run's own stands in its metrics
 * @param logLoss likewise
 * @param measured on the test rows; null with more than two classes
 * @param atHalf what deciding at .5 of the run's own probability costs a row; null with more than two classes
 */
public record RunDecision(
        CalibrationChoice.Fitted calibration, double threshold, String unmet, double brier,
        double logLoss, Measured measured, Estimate atHalf) {
    void write(ObjectNode node) {
        DecisionNode.write(calibration, node.putObject("calibration"));
        ResultsFile.number(node, "brierCalibrated", brier);
        ResultsFile.number(node, "logLossCalibrated", logLoss);
        if (measured == null) {
            return;
        }
        ResultsFile.number(node, "threshold", threshold);
        if (!unmet.isEmpty()) {
            node.put("unmet", unmet);
        }
        node.put("rows", measured.rows());
        ResultsFile.number(node, "precision", measured.precision());
        ResultsFile.number(node, "recall", measured.recall());
        ResultsFile.number(node, "alertsPer1000", measured.alerts());
        estimate(node.putObject("costPerRow"), measured.costPerRow());
        estimate(node.putObject("costFlagNone"), measured.flagNone());
        estimate(node.putObject("costFlagAll"), measured.flagAll());
        estimate(node.putObject("costAtHalf"), atHalf);
    }

    /** Reads what {@link #write} wrote; null if a run has none. */
    static RunDecision read(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        CalibrationChoice.Fitted calibration = DecisionNode.calibration(
                node.required("calibration"));
        double brier = number(node, "brierCalibrated");
        double logLoss = number(node, "logLossCalibrated");
        if (!node.has("threshold")) {
            return new RunDecision(calibration, Double.NaN, "", brier, logLoss, null, null);
        }
        return new RunDecision(
                calibration, number(node, "threshold"), node.path("unmet").asString(""), brier,
                logLoss,
                new Measured(
                        node.required("rows").intValue(), number(node, "precision"),
                        number(node, "recall"), number(node, "alertsPer1000"),
                        estimate(node.required("costPerRow")),
                        estimate(node.required("costFlagNone")),
                        estimate(node.required("costFlagAll"))),
                estimate(node.required("costAtHalf")));
    }

    static void estimate(ObjectNode node, Estimate value) {
        ResultsFile.number(node, "mean", value.mean());
        ResultsFile.number(node, "standardError", value.standardError());
    }

    private static Estimate estimate(JsonNode node) {
        return new Estimate(number(node, "mean"), number(node, "standardError"));
    }

    private static double number(JsonNode node, String name) {
        JsonNode value = node.required(name);
        return value.isNull() ? Double.NaN : value.doubleValue();
    }
}
