package org.metabalance.app.predict;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.decision.StoredAim;
import org.metabalance.app.explain.Explanations;
import org.metabalance.app.output.Output;
import org.metabalance.app.read.ColumnNames;
import org.metabalance.app.read.ReadTable;
import org.metabalance.app.read.TableReader;
import org.metabalance.app.report.LabelledRows;
import org.metabalance.app.report.PredictionFile;
import org.metabalance.app.report.ScoresText;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.Table;
import org.metabalance.scoring.ScoringModel;
import org.metabalance.scoring.folder.ModelFile;

/**
 * Predicts the rows of a file, some thousand at a time: what is in memory beyond that is, where the label is in the
 * data, the score and the class of every row.
 */
public final class TablePrediction {
    private final ScoringModel model;
    private final ModelFile file;
    private final StoredAim aim;
    private final Explanations explanations; // null: none are wanted
    private final Terminal terminal;
    private final LabelledRows labelled;
    private final Map<String, Unknown> unknown = new LinkedHashMap<>();
    private long rows;
    private boolean hasLabel;

    /** Categories of a column that the model never saw. */
    private record Unknown(Set<Object> known, long[] rows, String[] first) {}

    /**
     * Prepares.
     *
     * @param explain how many columns of a flagged row are told; null if none
     */
    public TablePrediction(ScoringModel model, StoredAim aim, Integer explain, Terminal terminal) {
        this.model = model;
        this.file = model.stored().file();
        this.aim = aim;
        this.terminal = terminal;
        explanations = explain == null
                ? null
                : new Explanations(model, aim.threshold(), explain);
        labelled = new LabelledRows(file.label(), file.classes());
        for (Map<String, Object> column : file.columns()) {
            if (column.get("categories") instanceof List<?> known
                    && !Boolean.TRUE.equals(column.get("other"))) {
                unknown.put(
                        String.valueOf(column.get("name")),
                        new Unknown(new HashSet<>(known), new long[1], new String[1]));
            }
        }
    }

    /**
     * Writes a line for each row, and says what the predictions are worth where the label is in the data.
     *
     * @param ids columns that are copied in front, as the user wrote them
     */
    public void write(TableReader reader, List<String> ids, boolean strict, Output output) {
        Set<String> copied = copied(reader, ids);
        output.text(text -> {
            PredictionFile.Lines lines = new PredictionFile.Lines(text);
            lines.titles(empty(copied));
            ReadTable read = reader.readParts(model.schema(), strict, copied,
                    (part, texts) -> part(part, texts, lines));
            lines.end();
            read.oddValues().forEach(terminal::note);
        });
        unknown.forEach(this::noteUnknown);
        if (explanations != null) {
            explanations.note(terminal);
        }
        terminal.note(Texts.count(rows, "row") + " predicted in " + output.name());
        measure(output.plain() ? terminal.out() : terminal.err());
    }

    /** The columns asked for, each once. */
    private Set<String> copied(TableReader reader, List<String> ids) {
        try {
            return new LinkedHashSet<>(
                    new ColumnNames(reader.names(), terminal::note).findAll(ids));
        } catch (DataException e) {
            throw new UserError("--id: " + e.getMessage(), e);
        }
    }

    private PredictionFile empty(Set<String> copied) {
        Map<String, List<String>> texts = new HashMap<>();
        copied.forEach(name -> texts.put(name, List.of()));
        return predictions(copied, texts, null, new double[0][]);
    }

    private void part(Table part, Map<String, List<String>> texts, PredictionFile.Lines lines) {
        EncodedTable encoded = model.encode(part);
        double[][] probabilities = model.probabilities(encoded);
        lines.rows(predictions(texts.keySet(), texts, encoded, probabilities), probabilities);
        rows += part.rows();
        unknown.forEach((name, those) -> count(part.column(name), those));
        if (part.has(file.label())) {
            hasLabel = true;
            labelled.add(part.column(file.label()), probabilities);
        }
    }

    private PredictionFile predictions(
            Set<String> copied, Map<String, List<String>> texts, EncodedTable encoded,
            double[][] probabilities) {
        List<PredictionFile.Id> ids = new ArrayList<>();
        copied.forEach(name -> ids.add(new PredictionFile.Id(name, texts.get(name)::get)));
        return new PredictionFile(
                ids, file.classes(), aim.threshold(),
                explanations == null ? List.of() : explanations.of(encoded, probabilities));
    }

    private static void count(Column values, Unknown those) {
        for (int row = 0; row < values.rows(); row++) {
            String value = values.text(row);
            if (value != null && !those.known.contains(value)) {
                those.rows[0]++;
                those.first[0] = those.first[0] == null ? value : those.first[0];
            }
        }
    }

    /** Says which categories the model never saw; where rare ones were seen, they count as such. */
    private void noteUnknown(String column, Unknown those) {
        if (those.rows[0] > 0) {
            terminal.note(
                    Texts.format(
                            "column '%s': %s with a category the model never saw (the first: '%s');"
                                    + " the column counts for nothing there",
                            column, Texts.count(those.rows[0], "row"), those.first[0]));
        }
    }

    /**
     * Says what the predictions are worth, where the label is in the data.
     *
     * @param to takes the metrics: not in between predictions that are printed
     */
    private void measure(PrintWriter to) {
        if (!hasLabel) {
            return;
        }
        labelled.note(terminal);
        if (labelled.size() > 0) {
            ScoresText.print(to, labelled, labelled.scores(aim.threshold()));
            aim.print(to, labelled);
        }
    }
}
