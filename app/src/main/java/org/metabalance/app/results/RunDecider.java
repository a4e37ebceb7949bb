package org.metabalance.app.results;

import java.util.Arrays;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.decision.Costs;
import org.metabalance.meta.decision.DecisionPlan;
import org.metabalance.meta.decision.DecisionRule;
import org.metabalance.meta.decision.Measured;
import org.metabalance.meta.metric.Brier;
import org.metabalance.meta.metric.LogLoss;
import org.metabalance.meta.protocol.Fold;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides with the probabilities of every run of a comparison.
 *
 * @param plan how
 * @param amounts what a missed positive costs, of each example with a label; null for 1 each
 * @param amountColumn where they are from; null for nowhere
 */
public record RunDecider(DecisionPlan plan, double[] amounts, String amountColumn) {
    /** Returns whether the threshold is chosen for costs or a constraint, and not as usual. */
    public boolean aimed() {
        return plan.rule() instanceof DecisionRule.Pick;
    }

    /** Returns what mistakes cost; 1 each if nothing else was said. */
    public Costs costs() {
        return plan.rule() instanceof DecisionRule.LeastCost(Costs costs) ? costs : Costs.EQUAL;
    }

    /** Decides by the validation part, and measures on the test part. */
    public RunDecision of(Fold fold, Fold.Outcome outcome) {
        Split split = fold.split();
        DecisionPlan.Decision made = plan.on(
                outcome.selection(), fold.validation().labels(),
                amounts == null ? null : of(split.validation()));
        int[] labels = fold.test().labels();
        double[][] calibrated = made.calibration().calibrator().apply(outcome.probabilities());
        boolean binary = calibrated[0].length == 2;
        double threshold = made.choice().threshold();
        double[] its = binary && amounts != null ? of(split.test()) : null;
        return new RunDecision(
                made.calibration(), threshold, made.choice().unmet(),
                binary ? Brier.binary(positive(calibrated), labels)
                        : Brier.multiclass(calibrated, labels),
                LogLoss.of(calibrated, labels),
                binary ? Measured.of(positive(calibrated), labels, its, threshold, costs()) : null,
                binary
                        ? Measured.of(positive(outcome.probabilities()), labels, its, .5, costs())
                                .costPerRow()
                        : null);
    }

    private static double[] positive(double[][] probabilities) {
        return Arrays.stream(probabilities).mapToDouble(row -> row[1]).toArray();
    }

    private double[] of(int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> amounts[row]).toArray();
    }

    /** Writes how decisions are made. */
    void write(ObjectNode node) {
        node.put("calibration", plan.calibration().label());
        node.put("rule", plan.rule().label());
        node.put("aimed", aimed());
        switch (plan.rule()) {
            case DecisionRule.AtLeast(var aim, double share) -> node.put(
                    aim == DecisionRule.Aim.PRECISION ? "atPrecision" : "atRecall", share);
            case DecisionRule.AtAlerts(double alerts) -> node.put("alerts", alerts);
            case DecisionRule.LeastCost _,DecisionRule.Usual _ -> { /* costs are always there */ }
        }
        node.put("costFalseNegative", costs().falseNegative());
        node.put("costFalsePositive", costs().falsePositive());
        node.put("amountColumn", amountColumn);
    }
}
