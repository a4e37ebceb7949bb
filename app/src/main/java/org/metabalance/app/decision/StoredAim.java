package org.metabalance.app.decision;

import java.io.PrintWriter;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.TextWidth;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.report.LabelledRows;
import org.metabalance.meta.decision.Costs;
import org.metabalance.meta.decision.DecisionRule;
import org.metabalance.meta.decision.Measured;
import org.metabalance.scoring.folder.ModelFile;

/**
 * The threshold that a stored model is applied with.
 *
 * @param threshold of the calibrated probability; NaN with more than two classes
 * @param costs what mistakes cost; null where that is not known
 * @param amountColumn the column that missed positives' costs depend on; null for none
 */
public record StoredAim(double threshold, Costs costs, String amountColumn) {
    private static final int WIDTH = 80;

    /** Returns the model's own threshold, or one that the user gives. */
    public static StoredAim stored(ModelFile file, double threshold) {
        return new StoredAim(
                threshold, file.decision().costs(), file.decision().amountColumn());
    }

    /**
     * Chooses another threshold, by what the model keeps of its validation rows: as {@code train} would have.
     *
     * @throws UserError if the model has more than two classes
     */
    public static StoredAim of(DecisionRule.Pick pick, ModelFile file, Terminal terminal) {
        if (file.decision().points() == null) {
            throw new UserError(Texts.format(
                    "costs and constraints are for two classes, and the model has %d, of which the most"
                            + " probable is predicted",
                    file.classes().size()));
        }
        DecisionRule.Choice choice = pick.from(file.decision().points());
        terminal.note(Texts.format(
                "threshold %.4g instead of the model's %.4g: %s", choice.threshold(),
                file.threshold(), pick.label()));
        if (!choice.unmet().isEmpty()) {
            terminal.note(choice.unmet());
        }
        return new StoredAim(
                choice.threshold(),
                pick instanceof DecisionRule.LeastCost(Costs costs) ? costs : null,
                file.decision().amountColumn());
    }

    /** Prints what the decisions cost on rows whose class is known, if costs are. */
    public void print(PrintWriter out, LabelledRows rows) {
        if (costs == null) {
            return;
        }
        if (amountColumn != null) {
            TextWidth.wrap(
                    "What this costs is not measured: it depends on column '" + amountColumn
                            + "', which predict does not read as amounts.",
                    WIDTH).forEach(out::println);
            out.flush();
            return;
        }
        Measured measured = Measured.of(
                rows.positives(), rows.labels(), null, threshold, costs);
        TextWidth.wrap(CostText.of(measured, costs, threshold), WIDTH).forEach(out::println);
        out.flush();
    }
}
