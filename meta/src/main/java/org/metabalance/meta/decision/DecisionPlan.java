package org.metabalance.meta.decision;

import java.util.Arrays;
import org.metabalance.meta.calibration.CalibrationChoice;
import org.metabalance.meta.metric.ThresholdRule;

/**
 * How probabilities are calibrated and what threshold they are then compared with.
 *
 * @param calibration how
 * @param rule of the threshold; of no account with more than two classes
 */
public record DecisionPlan(CalibrationChoice calibration, DecisionRule rule) {
    /** The best calibration, and the usual threshold. */
    public static final DecisionPlan DEFAULT = new DecisionPlan(
            CalibrationChoice.AUTO, new DecisionRule.Usual(ThresholdRule.DEFAULT));

    /**
     * What came of a plan.
     *
     * @param calibration fitted on the rows
     * @param choice the threshold of the calibrated probability; NaN with more than two classes
     * @param points what all thresholds do on the rows; null with more than two classes
     */
    public record Decision(
            CalibrationChoice.Fitted calibration, DecisionRule.Choice choice,
            OperatingPoints points) {}

    /**
     * Decides.
     *
     * @param probabilities of rows that the model was not trained on, {@code [rows, classes]}
     * @param labels the class of every row
     * @param amounts what a missed positive costs in a row, in units of the costs; null for 1 each
     */
    public Decision on(double[][] probabilities, int[] labels, double[] amounts) {
        CalibrationChoice.Fitted fitted = calibration.on(probabilities, labels);
        if (probabilities[0].length > 2) {
            return new Decision(fitted, new DecisionRule.Choice(Double.NaN, ""), null);
        }
        double[][] calibrated = fitted.calibrator().apply(probabilities);
        OperatingPoints points = OperatingPoints.of(
                Arrays.stream(calibrated).mapToDouble(row -> row[1]).toArray(), labels, amounts);
        return new Decision(fitted, switch (rule) {
            case DecisionRule.Usual(ThresholdRule usual) -> new DecisionRule.Choice(
                    usual.on(calibrated, labels), "");
            case DecisionRule.Pick pick -> pick.from(points);
        }, points);
    }

    /** Returns all that an outcome depends on, in words. */
    public String text() {
        return "calibration " + calibration.label() + ", threshold: " + rule.label();
    }
}
