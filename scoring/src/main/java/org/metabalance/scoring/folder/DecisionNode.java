package org.metabalance.scoring.folder;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metabalance.meta.calibration.Calibration;
import org.metabalance.meta.calibration.CalibrationChoice;
import org.metabalance.meta.decision.Costs;
import org.metabalance.meta.decision.OperatingPoints;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Calibration and decision as they stand in files; what is written is read back bit for bit. */
public final class DecisionNode {
    private DecisionNode() {}

    /** Writes kind, numbers and, where several kinds were tried, the log loss of each. */
    public static void write(CalibrationChoice.Fitted calibration, ObjectNode node) {
        node.put("kind", calibration.calibrator().kind().label());
        ObjectNode numbers = node.putObject("numbers");
        calibration.calibrator().parameters()
                .forEach((name, values) -> array(numbers.putArray(name), values));
        if (!calibration.logLoss().isEmpty()) {
            ObjectNode losses = node.putObject("crossFittedLogLoss");
            calibration.logLoss().forEach((kind, loss) -> losses.put(kind.label(), loss));
        }
    }

    /**
     * Reads what {@link #write(CalibrationChoice.Fitted, ObjectNode)} wrote.
     *
     * @throws RuntimeException if it is anything else
     */
    public static CalibrationChoice.Fitted calibration(JsonNode node) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        node.required("numbers").properties()
                .forEach(entry -> numbers.put(entry.getKey(), doubles(entry.getValue())));
        Map<Calibration, Double> losses = new EnumMap<>(Calibration.class);
        node.path("crossFittedLogLoss").properties().forEach(entry -> losses.put(
                Calibration.of(entry.getKey()), entry.getValue().doubleValue()));
        return new CalibrationChoice.Fitted(
                Calibration.of(node.required("kind").stringValue()).of(numbers), losses);
    }

    static void write(StoredDecision decision, ObjectNode node) {
        if (Double.isNaN(decision.threshold())) {
            node.putNull("threshold");
        } else {
            node.put("threshold", decision.threshold());
        }
        node.put("rule", decision.rule());
        if (decision.costs() != null) {
            node.put("costFalseNegative", decision.costs().falseNegative());
            node.put("costFalsePositive", decision.costs().falsePositive());
            node.put("amountColumn", decision.amountColumn());
        }
        write(decision.calibration(), node.putObject("calibration"));
        if (decision.points() != null) {
            OperatingPoints points = decision.points();
            ObjectNode its = node.putObject("validationPoints");
            its.put("positives", points.positives());
            its.put("negatives", points.negatives());
            its.put("amount", points.amount());
            array(its.putArray("threshold"), points.thresholds());
            Arrays.stream(points.truePositives()).forEach(its.putArray("truePositives")::add);
            Arrays.stream(points.falsePositives()).forEach(its.putArray("falsePositives")::add);
            array(its.putArray("foundAmount"), points.found());
        }
    }

    static StoredDecision read(JsonNode node) {
        JsonNode threshold = node.required("threshold");
        JsonNode points = node.path("validationPoints");
        return new StoredDecision(
                calibration(node.required("calibration")),
                threshold.isNull() ? Double.NaN : threshold.doubleValue(),
                node.required("rule").stringValue(),
                node.has("costFalseNegative")
                        ? new Costs(
                                node.required("costFalseNegative").doubleValue(),
                                node.required("costFalsePositive").doubleValue())
                        : null,
                node.path("amountColumn").isString() ? node.path("amountColumn").stringValue()
                        : null,
                points.isObject()
                        ? new OperatingPoints(
                                doubles(points.required("threshold")),
                                ints(points.required("truePositives")),
                                ints(points.required("falsePositives")),
                                doubles(points.required("foundAmount")),
                                points.required("positives").intValue(),
                                points.required("negatives").intValue(),
                                points.required("amount").doubleValue())
                        : null);
    }

    private static void array(ArrayNode node, double[] values) {
        for (double value : values) {
            node.add(value);
        }
    }

    private static double[] doubles(JsonNode node) {
        return node.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }

    private static int[] ints(JsonNode node) {
        return node.valueStream().mapToInt(JsonNode::intValue).toArray();
    }
}
