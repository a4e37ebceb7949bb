package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.catalog.Tuned;
import org.metabalance.meta.catalog.TunedModel;
import org.metabalance.meta.metric.Merit;

/** The trials of a search for one model, in the order in which they were made. */
public final class TrialTable {
    /** Columns a table may take. */
    private static final int WIDTH = 100;

    private TrialTable() {}

    /** Returns the lines of the table, and one with what was kept. */
    public static List<String> of(TunedModel tuned) {
        TextTable table = new TextTable("settings", "validation AP", "log loss");
        for (Tuned.Attempt attempt : tuned.attempts()) {
            boolean diverged = attempt.merit().equals(Merit.NONE);
            table.add(List.of(
                    attempt.setting(),
                    diverged ? "diverged" : Texts.format("%.4f",
                            attempt.merit().averagePrecision()),
                    diverged ? "" : Texts.format("%.4f", attempt.merit().logLoss())));
        }
        List<String> lines = new ArrayList<>(table.lines(WIDTH));
        lines.add("kept: " + tuned.kept().setting());
        return lines;
    }
}
