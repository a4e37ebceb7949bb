package org.metabalance.app.decision;

import org.metabalance.app.console.Texts;
import org.metabalance.meta.calibration.Calibration;
import org.metabalance.meta.calibration.CalibrationChoice;
import org.metabalance.meta.decision.Costs;
import org.metabalance.meta.decision.DecisionRule;
import org.metabalance.meta.decision.Measured;
import org.metabalance.meta.metric.LogLoss;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.scoring.folder.StoredDecision;

/** What decisions cost, and how probabilities were calibrated, in sentences. */
public final class CostText {
    private CostText() {}

    /** Returns what a threshold costs on some rows, against flagging none and all. */
    public static String of(Measured measured, Costs costs, double threshold) {
        return Texts.format(
                "Cost of 1,000 rows, %s a false negative and %s a false positive, threshold %.4g: %s;"
                        + " flag none: %s; flag all: %s.",
                number(costs.falseNegative()), number(costs.falsePositive()), threshold,
                thousand(measured.costPerRow()), thousand(measured.flagNone()),
                thousand(measured.flagAll()));
    }

    /** Returns what a threshold finds on some rows. */
    public static String found(Measured measured, String rule, double threshold) {
        return Texts.format(
                "Threshold %.4g (%s): precision %.3f, recall %.3f, %.1f alerts per 1,000 rows.",
                threshold, rule, measured.precision(), measured.recall(), measured.alerts());
    }

    /**
     * Returns how a model's probabilities are calibrated, and what that is worth.
     *
     * @param probabilities raw ones of the validation rows
     */
    public static String calibration(
            CalibrationChoice.Fitted fitted, double[][] probabilities, int[] labels) {
        Calibration kind = fitted.calibrator().kind();
        if (kind == Calibration.NONE) {
            return "calibration: none" + (fitted.logLoss().isEmpty() ? ""
                    : "; no kind has a lower log loss on rows that it was not fitted on");
        }
        double before = LogLoss.of(probabilities, labels);
        return fitted.logLoss().isEmpty()
                ? Texts.format("calibration: %s, as asked for", kind.label())
                : Texts.format(
                        "calibration: %s, log loss %.4f instead of %.4f on rows that it was not"
                                + " fitted on",
                        kind.label(), fitted.logLoss().get(kind), before);
    }

    /** Returns what to say of a stored threshold: its cost where costs are known. */
    public static String stored(Measured measured, StoredDecision decision) {
        return decision.costs() == null
                ? found(measured, decision.rule(), decision.threshold())
                : of(measured, decision.costs(), decision.threshold());
    }

    /** Returns the costs a rule is about, or equal ones. */
    public static Costs costs(DecisionRule rule) {
        return rule instanceof DecisionRule.LeastCost(Costs costs) ? costs : Costs.EQUAL;
    }

    private static String thousand(Estimate perRow) {
        return Texts.format(
                "%s \u00b1 %s", number4(1000 * perRow.mean()),
                number4(1000 * perRow.standardError()));
    }

    /** Returns a number with four digits that count, and without an exponent. */
    static String number4(double value) {
        double size = Math.abs(value);
        return Texts.format(size >= 1000 ? "%,.0f" : size >= 100 ? "%.1f" : "%.2f", value);
    }

    private static String number(double value) {
        return Texts.format(value == Math.rint(value) ? "%,.0f" : "%s", value);
    }
}
