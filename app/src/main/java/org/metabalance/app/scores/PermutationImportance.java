package org.metabalance.app.scores;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.metric.AveragePrecision;

/**
 * How much average precision a model loses when a column's values are shuffled among the rows (Breiman 2001;
 * Fisher, Rudin and Dominici 2019): of a column that the model does not use, nothing. All features that
 * came from a column are moved together; two columns that say the same stand in for each other.
 */
final class PermutationImportance {
    /** So many rows are scored at most, the first ones: as many times as there are columns. */
    static final int MOST_ROWS = 8192;

    /** With more columns nothing is computed. */
    private static final int MOST_COLUMNS = 200;

    private PermutationImportance() {}

    /** Returns the loss by column; empty with too many columns. */
    static Map<String, Double> of(Trained trained, EncodedTable rows, long seed) {
        Map<String, List<ColumnGroup>> columns = new LinkedHashMap<>();
        for (ColumnGroup group : rows.groups()) {
            columns.merge(group.name(), List.of(group), (a, b) -> java.util.stream.Stream
                    .concat(a.stream(), b.stream()).toList());
        }
        if (columns.size() > MOST_COLUMNS) {
            return Map.of();
        }
        EncodedTable some = rows.rows() <= MOST_ROWS ? rows
                : rows.select(IntStream.range(0, MOST_ROWS).toArray());
        double before = averagePrecision(trained, some);
        Rng rng = Rng.of(seed).stream(0x1347); // no stream that a training draws from
        Map<String, Double> losses = new LinkedHashMap<>();
        int number = 0;
        for (Map.Entry<String, List<ColumnGroup>> column : columns.entrySet()) {
            int[] order = rng.stream(number++).permutation(some.rows());
            losses.put(
                    column.getKey(),
                    before - averagePrecision(trained, shuffled(some, column.getValue(), order)));
        }
        return losses;
    }

    private static EncodedTable shuffled(
            EncodedTable rows, List<ColumnGroup> groups, int[] order) {
        float[] features = rows.features().clone();
        for (int row = 0; row < order.length; row++) {
            for (ColumnGroup group : groups) {
                System.arraycopy(
                        rows.features(), order[row] * rows.width() + group.from(), features,
                        row * rows.width() + group.from(), group.width());
            }
        }
        return rows.with(features, rows.labels());
    }

    private static double averagePrecision(Trained trained, EncodedTable rows) {
        double[][] probabilities = trained.probabilities(rows);
        if (rows.classes() > 2) {
            return AveragePrecision.macro(probabilities, rows.labels());
        }
        double[] scores = new double[probabilities.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = probabilities[i][1];
        }
        return AveragePrecision.of(scores, rows.labels(), 1);
    }
}
