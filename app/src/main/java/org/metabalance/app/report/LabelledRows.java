package org.metabalance.app.report;

import java.util.Arrays;
import java.util.List;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.metric.Scores;

/**
 * Rows whose class is known beside its prediction.
 *
 * @param column the label's column
 * @param classes the model's classes
 * @param rows the rows with a label the model knows, ascending; not copied
 * @param labels the class of each, an index into {@code classes}; not copied
 * @param missing how many rows have no label
 * @param unknown how many have one the model does not know
 * @param example one of those; null for none
 */
public record LabelledRows(
        String column, List<String> classes, int[] rows, int[] labels, int missing, int unknown,
        String example) {
    /**
     * Finds the labels. A model of one value against all others has {@code not VALUE} as its first class:
     * that is every other value.
     */
    public static LabelledRows of(Column label, List<String> classes) {
        boolean oneAgainstAll = classes.size() == 2
                && classes.getFirst().equals("not " + classes.getLast());
        int[] rows = new int[label.rows()];
        int[] labels = new int[label.rows()];
        int count = 0;
        int missing = 0;
        int unknown = 0;
        String example = null;
        for (int row = 0; row < label.rows(); row++) {
            String value = label.text(row);
            int known = value == null ? -1 : index(value, classes, oneAgainstAll);
            if (value == null) {
                missing++;
            } else if (known < 0) {
                unknown++;
                example = example == null ? value : example;
            } else {
                rows[count] = row;
                labels[count++] = known;
            }
        }
        return new LabelledRows(
                label.name(), classes, Arrays.copyOf(rows, count), Arrays.copyOf(labels, count),
                missing, unknown, example);
    }

    private static int index(String value, List<String> classes, boolean oneAgainstAll) {
        if (oneAgainstAll) {
            return value.equals(classes.getLast()) ? 1 : 0;
        }
        return classes.indexOf(value);
    }

    /** Says which rows are not measured. */
    public void note(Terminal terminal) {
        if (rows.length == 0) {
            terminal.note(
                    Texts.format(
                            "column '%s', the label, has no value the model knows%s: nothing is measured",
                            column, unknown == 0 ? "" : ", but '" + example + "'"));
            return;
        }
        if (missing > 0) {
            terminal.note(
                    Texts.format(
                            "column '%s': %s without a label, predicted and not measured", column,
                            Texts.count(missing, "row")));
        }
        if (unknown > 0) {
            terminal.note(
                    Texts.format(
                            "column '%s': %s with a label the model never saw (the first: '%s'),"
                                    + " predicted and not measured",
                            column, Texts.count(unknown, "row"), example));
        }
    }

    /**
     * Returns how good the predictions are on these rows.
     *
     * @param probabilities of all rows, {@code [rows, classes]}
     * @param threshold for class 1 of two
     */
    public Scores scores(double[][] probabilities, double threshold) {
        double[][] own = new double[rows.length][];
        Arrays.setAll(own, i -> probabilities[rows[i]]);
        return Scores.of(own, labels, threshold);
    }
}
