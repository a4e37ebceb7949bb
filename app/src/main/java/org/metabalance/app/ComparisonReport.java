package org.metabalance.app;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.inspect.Finding;
import org.metabalance.app.inspect.Warnings;
import org.metabalance.app.option.DataOptions;
import org.metabalance.app.option.LoadedData;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.page.ReportPage;
import org.metabalance.app.report.RunReporter;
import org.metabalance.app.results.RunKeys;
import org.metabalance.app.scores.RunScores;
import org.metabalance.app.scores.ScoreFolder;
import org.metabalance.app.scores.ScoreKeeper;
import org.metabalance.meta.data.table.Table;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a comparison keeps for its report, and the report itself, where there is a folder for them. */
final class ComparisonReport implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Terminal terminal;
    private final OutputDirectory directory; // null: nothing is kept
    private final ScoreFolder scores;
    private final RunReporter.Besides besides;

    private ComparisonReport(
            Terminal terminal, OutputDirectory directory, ScoreFolder scores,
            RunReporter.Besides besides) {
        this.terminal = terminal;
        this.directory = directory;
        this.scores = scores;
        this.besides = besides;
    }

    static ComparisonReport open(
            Terminal terminal, LoadedData loaded, OutputDirectory directory, RunKeys keys,
            CommandSpec spec) {
        if (directory == null) {
            return new ComparisonReport(terminal, null, null, RunReporter.Besides.NOTHING);
        }
        ScoreFolder scores = ScoreFolder.open(directory.path(), terminal::note);
        ObjectNode facts = JSON.createObjectNode();
        facts.put("command", command(spec));
        DataOptions.Loaded table = loaded instanceof DataOptions.Loaded it ? it : null;
        if (table != null) {
            facts.set("warnings", warnings(table));
        }
        ScoreKeeper keeper = new ScoreKeeper(
                scores, keys::of, table == null ? null : table.table(),
                table == null ? null : table.target(), terminal::error);
        return new ComparisonReport(
                terminal, directory, scores, new RunReporter.Besides(keeper, facts));
    }

    /** Returns the findings about what of a table is learned from, as results have them. */
    static ArrayNode warnings(DataOptions.Loaded table) {
        ArrayNode nodes = JSON.createArrayNode();
        Table inputs = table.splitColumn().inputs(table.table());
        if (table.target().size() > RunScores.MOST_ROWS) {
            nodes.addObject().put("column", "").put("reason", Texts.format(
                    "what this page draws of a part of more than %,d rows is drawn of so many, evenly spaced;"
                            + " the table of methods is of all",
                    RunScores.MOST_ROWS));
        }
        for (Finding finding : Warnings.of(inputs, table.target(), table.schema())) {
            nodes.addObject().put("column", finding.column()).put("reason", finding.reason());
        }
        return nodes;
    }

    /** Returns the command line as it can be given to a shell again. */
    static String command(CommandSpec spec) {
        List<String> words = new ArrayList<>(List.of("metabalance"));
        for (String word : spec.root().commandLine().getParseResult().originalArgs()) {
            words.add(word.matches("[A-Za-z0-9_./:=,@%+-]+")
                    ? word
                    : "'" + word.replace("'", "'\\''") + "'");
        }
        return String.join(" ", words);
    }

    RunReporter.Besides besides() {
        return besides;
    }

    /** Writes the page, if all results are in the file it is made from. */
    void write(boolean kept) {
        if (directory != null && kept) {
            ReportPage.write(directory, terminal::note);
            terminal.note("report in " + directory.file(ReportPage.NAME));
        }
    }

    @Override
    public void close() {
        if (scores != null) {
            scores.close();
        }
    }
}
