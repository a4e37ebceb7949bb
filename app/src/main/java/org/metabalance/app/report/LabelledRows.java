package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.metric.Scores;

/** Rows whose class is known beside its prediction: of each its class and its scores, and nothing else. */
public final class LabelledRows {
    private static final int FIRST_CAPACITY = 1024;

    private final String column;
    private final List<String> classes;
    private final boolean oneAgainstAll;
    private int[] labels = new int[FIRST_CAPACITY];
    private double[] positives = new double[FIRST_CAPACITY]; // of two classes
    private final List<double[]> scores = new ArrayList<>(); // of more
    private int count;
    private long missing;
    private long unknown;
    private String example;

    /**
     * Begins with no rows. A model of one value against all others has {@code not VALUE} as its first class: that is
     * every other value.
     *
     * @param column the label's column
     * @param classes the model's classes
     */
    public LabelledRows(String column, List<String> classes) {
        this.column = column;
        this.classes = List.copyOf(classes);
        oneAgainstAll = classes.size() == 2
                && classes.getFirst().equals("not " + classes.getLast());
    }

    /**
     * Takes rows.
     *
     * @param label their label
     * @param probabilities {@code [rows, classes]}
     */
    public void add(Column label, double[][] probabilities) {
        for (int row = 0; row < label.rows(); row++) {
            String value = label.text(row);
            int known = value == null ? -1 : index(value);
            if (value == null) {
                missing++;
            } else if (known < 0) {
                unknown++;
                example = example == null ? value : example;
            } else {
                add(known, probabilities[row]);
            }
        }
    }

    /** Takes a row of class {@code label}. */
    public void add(int label, double[] probabilities) {
        if (count == labels.length) {
            int more = (int) Math.min(count + (long) count / 2, Integer.MAX_VALUE - 8);
            labels = Arrays.copyOf(labels, more);
            positives = classes.size() == 2 ? Arrays.copyOf(positives, more) : positives;
        }
        if (classes.size() == 2) {
            positives[count] = probabilities[1];
        } else {
            scores.add(probabilities);
        }
        labels[count++] = label;
    }

    private int index(String value) {
        if (oneAgainstAll) {
            return value.equals(classes.getLast()) ? 1 : 0;
        }
        return classes.indexOf(value);
    }

    /** Gives up the room for more rows. */
    private void trim() {
        labels = labels.length == count ? labels : Arrays.copyOf(labels, count);
        positives = classes.size() > 2 || positives.length == count
                ? positives
                : Arrays.copyOf(positives, count);
    }

    /** Returns the number of rows with a label the model knows. */
    public int size() {
        return count;
    }

    /** Returns the model's classes. */
    public List<String> classes() {
        return classes;
    }

    /** Returns the class of every row, an index into {@link #classes}; not copied. */
    public int[] labels() {
        trim();
        return labels;
    }

    /** Returns the score of class 1 of two of every row; not copied. */
    public double[] positives() {
        trim();
        return positives;
    }

    /** Says which rows are not measured. */
    public void note(Terminal terminal) {
        if (count == 0) {
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
     * @param threshold for class 1 of two
     */
    public Scores scores(double threshold) {
        return classes.size() == 2
                ? Scores.of(positives(), labels(), threshold)
                : Scores.of(scores.toArray(double[][]::new), labels(), threshold);
    }
}
