package org.metabalance.app;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.option.DataOptions;
import org.metabalance.app.option.LoadedData;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.page.ReportPage;
import org.metabalance.app.scores.RunDetails;
import org.metabalance.app.scores.RunScores;
import org.metabalance.app.scores.ScoreFolder;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.protocol.Course;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a training keeps for its report, and the report itself. Neither is part of the model: the manifest does
 * not name them.
 *
 * @param directory the model's folder
 * @param seed of the training
 * @param key of all that it depends on
 */
record ModelReport(Terminal terminal, OutputDirectory directory, long seed, String key) {
    /** Returns what stands in {@code model.json} for the report. */
    Map<String, Object> facts(LoadedData loaded, CommandSpec spec) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("key", key);
        facts.put("command", ComparisonReport.command(spec));
        if (loaded instanceof DataOptions.Loaded table) {
            facts.put("warnings", ComparisonReport.warnings(table));
        }
        return facts;
    }

    /**
     * Keeps the scores of a training.
     *
     * @param probabilities calibrated, of the validation rows, {@code [rows, classes]}
     * @param threshold chosen on them
     */
    void save(
            String method, Trained trained, Course course, Examples train, Examples validation,
            double[][] probabilities, double threshold) {
        RunDetails details = new RunDetails(train, trained, course, seed);
        details.importance(validation, probabilities);
        details.decided(
                threshold,
                Scores.of(probabilities, validation.labels(), threshold).averagePrecision());
        try (ScoreFolder folder = ScoreFolder.open(directory.path(), terminal::note)) {
            folder.save(new RunScores(
                    method, (int) seed, key, RunScores.part(probabilities, validation.labels()),
                    null, details.node()));
        }
    }

    /** Writes the report of what is kept. */
    void write() {
        ReportPage.write(directory, terminal::note);
        terminal.note("report in " + directory.file(ReportPage.NAME));
    }
}
