package org.metabalance.app.page;

import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.app.report.Decimals;
import org.metabalance.app.results.TunedRun;
import tools.jackson.databind.JsonNode;

/**
 * A run of the table of what methods were tuned to.
 *
 * @param method by name
 * @param seed of the split
 * @param trials that were made; empty where they are not written down
 * @param budget of all of them, in trainings of the full length
 * @param averagePrecision on the rows that the setting was chosen on
 * @param setting that was kept
 */
public record TuningRows(
        String method, String seed, String trials, String budget, String averagePrecision,
        String setting) {
    /** Returns those of a {@code results.json}; none if nothing was tuned. */
    static List<TuningRows> of(JsonNode root) {
        return TunedRun.of(root).stream().map(run -> new TuningRows(
                run.method(), Texts.format("%d", run.seed()),
                run.trials() == 0 ? "\u2013" : Texts.format("%d", run.trials()),
                run.trials() == 0 ? "\u2013" : Texts.format("%.1f", run.budget()),
                Double.isNaN(run.averagePrecision())
                        ? "\u2013"
                        : Decimals.of(run.averagePrecision()),
                run.setting())).toList();
    }
}
