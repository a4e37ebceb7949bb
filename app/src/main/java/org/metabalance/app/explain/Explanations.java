package org.metabalance.app.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.report.PredictionFile;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.scoring.Score;
import org.metabalance.scoring.ScoringModel;

/**
 * The columns of a file of predictions that tell why rows are flagged: those that add most to the logit, most first,
 * each with what it adds, which is negative where every column speaks against. Rows that are not flagged have none.
 */
public final class Explanations {
    private final ScoringModel model;
    private final double threshold;
    private final int most;
    private final IntegratedGradients gradients;
    private long explained;
    private long incomplete;

    /**
     * Prepares for a model.
     *
     * @param threshold from which a row is flagged
     * @param most how many columns of a row are told
     */
    public Explanations(ScoringModel model, double threshold, int most) {
        this.model = model;
        this.threshold = threshold;
        this.most = most;
        gradients = new IntegratedGradients(model);
    }

    /**
     * Checks that there can be explanations.
     *
     * @param most how many columns of a row are told
     * @throws UserError if they cannot be
     */
    public static void require(int most, int classes) {
        if (most < 1) {
            throw new UserError("--explain: must be at least 1, got " + most);
        }
        if (classes > 2) {
            throw new UserError(
                    "--explain is for two classes, and the model has %d; leave it out"
                            .formatted(classes));
        }
    }

    /**
     * Explains the flagged rows of a table.
     *
     * @param probabilities of the table's rows
     */
    public List<PredictionFile.Id> of(EncodedTable rows, double[][] probabilities) {
        Map<Integer, List<Map.Entry<String, Double>>> told = new HashMap<>();
        for (int row = 0; row < probabilities.length; row++) {
            if (Score.predicted(probabilities[row], threshold) == 1) {
                int from = row * rows.width();
                Contributions found = gradients.of(
                        Arrays.copyOfRange(rows.features(), from, from + rows.width()));
                incomplete += found.complete() ? 0 : 1;
                told.put(row, found.columns().entrySet().stream()
                        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                        .limit(most).toList());
            }
        }
        explained += told.size();
        List<PredictionFile.Id> columns = new ArrayList<>();
        for (int k = 0; k < most; k++) {
            int place = k;
            columns.add(new PredictionFile.Id("column_" + (k + 1), row -> {
                List<Map.Entry<String, Double>> own = told.getOrDefault(row, List.of());
                return place < own.size() ? own.get(place).getKey() : null;
            }));
            columns.add(new PredictionFile.Id("contribution_" + (k + 1), row -> {
                List<Map.Entry<String, Double>> own = told.getOrDefault(row, List.of());
                return place < own.size() ? Double.toString(own.get(place).getValue()) : null;
            }));
        }
        return columns;
    }

    /** Says how many rows were explained. */
    public void note(Terminal terminal) {
        terminal.note(Texts.format(
                "%s explained, against every number at its mean and every category the most frequent",
                Texts.count(explained, "flagged row")));
        if (incomplete > 0) {
            terminal.note(Texts.format(
                    "in %s the contributions do not sum up to the difference of logits within a"
                            + " thousandth: values far from all others?",
                    Texts.count(incomplete, "row")));
        }
    }
}
