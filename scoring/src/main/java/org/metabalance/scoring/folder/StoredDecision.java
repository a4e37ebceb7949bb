package org.metabalance.scoring.folder;

import java.util.Map;
import org.metabalance.meta.calibration.CalibrationChoice;
import org.metabalance.meta.calibration.Calibrator;
import org.metabalance.meta.calibration.Uncalibrated;
import org.metabalance.meta.decision.Costs;
import org.metabalance.meta.decision.DecisionPlan;
import org.metabalance.meta.decision.DecisionRule;
import org.metabalance.meta.decision.OperatingPoints;

/**
 * How a model decides, and how that came about.
 *
 * @param calibration what calibrates, and the log loss of each kind that was tried
 * @param threshold the calibrated probability of class 1 from which a row is flagged; NaN with more than two
 *     classes
 * @param rule what it was chosen for, in words
 * @param costs what mistakes cost; null if it was chosen for something else
 * @param amountColumn the column of what a missed row costs; null for none
 * @param points what other thresholds did on the validation rows; null with more than two classes
 */
public record StoredDecision(
        CalibrationChoice.Fitted calibration, double threshold, String rule, Costs costs,
        String amountColumn, OperatingPoints points) {
    /** More than a choice among thresholds needs, and little enough for a file that people read. */
    private static final int MOST_POINTS = 1000;

    /** Returns what a plan has decided. */
    public static StoredDecision of(
            DecisionPlan plan, DecisionPlan.Decision decision, String amountColumn) {
        return new StoredDecision(
                decision.calibration(), decision.choice().threshold(), plan.rule().label(),
                plan.rule() instanceof DecisionRule.LeastCost(Costs costs) ? costs : null,
                amountColumn,
                decision.points() == null ? null : decision.points().thinned(MOST_POINTS));
    }

    /** Returns a threshold of probabilities as they are, of which nothing else is known. */
    public static StoredDecision uncalibrated(double threshold) {
        return new StoredDecision(
                new CalibrationChoice.Fitted(new Uncalibrated(), Map.of()), threshold, "", null,
                null, null);
    }

    /** Returns what calibrates. */
    public Calibrator calibrator() {
        return calibration.calibrator();
    }
}
