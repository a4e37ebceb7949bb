package org.metabalance.app;

import java.util.Arrays;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.TextWidth;
import org.metabalance.app.console.Texts;
import org.metabalance.app.decision.CostText;
import org.metabalance.app.decision.DecisionOptions;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.decision.DecisionPlan;
import org.metabalance.meta.decision.DecisionRule;
import org.metabalance.meta.decision.Measured;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.metric.Scores;
import org.metabalance.scoring.folder.StoredDecision;

/**
 * What came of a training: the model, and what was decided on the validation rows.
 *
 * @param trained the model
 * @param validation the rows it was selected on
 * @param raw its probabilities of them, {@code [rows, classes]}
 * @param amounts of these rows; null without
 * @param plan how is decided
 * @param made what was decided
 * @param decision the same, to be stored
 * @param probabilities calibrated
 * @param scores of the decision, on the rows it was made on
 */
record TrainOutcome(
        Trained trained, Examples validation, double[][] raw, double[] amounts, DecisionPlan plan,
        DecisionPlan.Decision made, StoredDecision decision, double[][] probabilities,
        Scores scores) {
    private static final int WIDTH = 80;

    /**
     * Decides.
     *
     * @param amounts of the validation rows; null without
     */
    static TrainOutcome of(
            Trained trained, Examples validation, DecisionOptions.Deciding deciding,
            double[] amounts) {
        double[][] raw = trained.probabilities(validation);
        DecisionPlan.Decision made = deciding.plan().on(raw, validation.labels(), amounts);
        StoredDecision decision = StoredDecision.of(
                deciding.plan(), made, deciding.amountColumn());
        double[][] probabilities = decision.calibrator().apply(raw);
        return new TrainOutcome(
                trained, validation, raw, amounts, deciding.plan(), made, decision, probabilities,
                Scores.of(probabilities, validation.labels(), decision.threshold()));
    }

    /**
     * Says what came of it.
     *
     * @param what examples are called
     * @param seconds that training took
     */
    void print(Terminal terminal, String method, String what, double seconds) {
        terminal.note(CostText.calibration(made.calibration(), raw, validation.labels()));
        if (!made.choice().unmet().isEmpty()) {
            terminal.note(made.choice().unmet());
        }
        terminal.out().println(Texts.format(
                "%s trained in %s: AP %.4f, ROC-AUC %.4f, balanced accuracy %.4f on the %,d %s it was"
                        + " selected on (optimistic).",
                method, Texts.duration(seconds), scores.averagePrecision(), scores.rocAuc(),
                scores.balancedAccuracy(), validation.size(), what));
        if (plan.rule() instanceof DecisionRule.Pick pick) {
            Measured measured = Measured.of(
                    Arrays.stream(probabilities).mapToDouble(row -> row[1]).toArray(),
                    validation.labels(), amounts, decision.threshold(), CostText.costs(pick));
            TextWidth.wrap(
                    "On the same, by which it was chosen: "
                            + CostText.stored(measured, decision),
                    WIDTH).forEach(terminal.out()::println);
        }
    }
}
