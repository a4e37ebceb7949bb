package org.metabalance.meta.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.TooFewRowsException;

/**
 * What is predicted: the class of every labelled row of a table.
 *
 * <p>With two classes the positive one has index 1. With more, classes are in the order of their
 * values: numbers by size, texts by their characters.
 *
 * @param column the label's column
 * @param classes the classes' names
 * @param labels the class of every labelled row, an index into {@code classes}; not copied
 * @param rows the rows of the table that have a label, ascending; not copied
 * @param dropped the number of rows left out because their label is missing, or their class too rare
 */
public record Target(String column, List<String> classes, int[] labels, int[] rows, int dropped) {
    /** The rows every class needs for a split into training, validation and test parts to mean much. */
    public static final int MINIMUM_CLASS_ROWS = 10;

    /**
     * Checks that labels and rows belong together.
     *
     * @throws IllegalArgumentException if there is not one label for each row
     */
    public Target {
        classes = List.copyOf(classes);
        if (labels.length != rows.length) {
            throw new IllegalArgumentException(
                    "target: needs one label a row, got %d labels and %d rows"
                            .formatted(labels.length, rows.length));
        }
    }

    /**
     * Returns the target with the values of {@code column} as classes. Of two classes the one with
     * fewer rows is the positive one (the later value when they are equally many).
     *
     * @throws DataException if there is no such column, it is empty, has one value only, or nearly
     *     every row has a value of its own
     */
    public static Target of(Table table, String column) {
        Column label = table.column(column);
        Map<String, Integer> counts = counts(table, label);
        List<String> classes = new ArrayList<>(counts.keySet());
        int labelled = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (classes.size() > 2 && 2 * classes.size() > labelled) {
            throw new DataException(
                    ("label column '%s': %d different values in %d rows look like numbers or names,"
                            + " not classes; choose another column, or one value as the"
                            + " positive class")
                            .formatted(column, classes.size(), labelled));
        }
        classes.sort(order(label));
        if (classes.size() == 2 && counts.get(classes.get(0)) < counts.get(classes.get(1))) {
            classes = classes.reversed();
        }
        return assign(label, classes, -1);
    }

    /**
     * Returns the target with the value {@code positive} of {@code column} as class 1 and every
     * other value as class 0. Numbers are compared as numbers: 1 also means 1.0.
     *
     * @throws DataException if there is no such column, it is empty, {@code positive} does not occur
     *     in it, or nothing else does
     */
    public static Target binary(Table table, String column, String positive) {
        Column label = table.column(column);
        Map<String, Integer> counts = counts(table, label);
        String wanted = label instanceof Column.Numeric ? number(positive) : positive;
        if (!counts.containsKey(wanted)) {
            List<String> values = new ArrayList<>(counts.keySet());
            values.sort(Comparator.comparing(counts::get, Comparator.reverseOrder()));
            throw new DataException(
                    "label column '%s': the positive value '%s' does not occur; its values are: %s"
                            .formatted(column, positive, Table.shortList(values, 10)));
        }
        List<String> others = new ArrayList<>(counts.keySet());
        others.remove(wanted);
        String negative = others.size() == 1 ? others.getFirst() : "not " + wanted;
        return assign(label, List.of(negative, wanted), 0);
    }

    /** Counts the rows of every value; refuses columns without two values. */
    private static Map<String, Integer> counts(Table table, Column label) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int row = 0; row < label.rows(); row++) {
            if (label instanceof Column.Numeric numbers
                    && Double.isInfinite(numbers.value(row))) {
                throw new DataException(
                        "label column '%s': infinite value in row %d; correct it or leave it empty"
                                .formatted(label.name(), table.rowNumber(row)));
            }
            if (!label.isMissing(row)) {
                counts.merge(label.text(row), 1, Integer::sum);
            }
        }
        if (label.rows() == 0) {
            throw new DataException(
                    "label column '%s': the table has no rows".formatted(label.name()));
        }
        if (counts.isEmpty()) {
            throw new DataException(
                    "label column '%s': all %d values are missing; choose another label column"
                            .formatted(label.name(), label.rows()));
        }
        if (counts.size() == 1) {
            Map.Entry<String, Integer> only = counts.entrySet().iterator().next();
            throw new DataException(
                    "label column '%s': only one class, all %d labelled rows are '%s'; nothing can be learned"
                            .formatted(label.name(), only.getValue(), only.getKey()));
        }
        return counts;
    }

    private static Target assign(Column label, List<String> classes, int otherwise) {
        int[] labels = new int[label.rows()];
        int[] rows = new int[label.rows()];
        Map<String, Integer> index = new LinkedHashMap<>();
        for (String name : classes) {
            index.put(name, index.size());
        }
        int n = 0;
        for (int row = 0; row < label.rows(); row++) {
            if (!label.isMissing(row)) {
                labels[n] = index.getOrDefault(label.text(row), otherwise);
                rows[n++] = row;
            }
        }
        return new Target(
                label.name(),
                classes,
                n == labels.length ? labels : Arrays.copyOf(labels, n),
                n == rows.length ? rows : Arrays.copyOf(rows, n),
                label.rows() - n);
    }

    private static Comparator<String> order(Column label) {
        return switch (label) {
            case Column.Numeric _ -> Comparator.comparingDouble(Double::parseDouble);
            case Column.Categorical _ -> Comparator.naturalOrder();
        };
    }

    /** Returns {@code text} as {@link Column#text} writes numbers, or itself if it is none. */
    private static String number(String text) {
        try {
            double[] value = {Double.parseDouble(text.strip())};
            return Double.isNaN(value[0]) ? text : new Column.Numeric("", value).text(0);
        } catch (NumberFormatException _) {
            return text;
        }
    }

    /** Returns the number of labelled rows. */
    public int size() {
        return labels.length;
    }

    /** Returns the number of rows of every class. */
    public int[] counts() {
        int[] counts = new int[classes.size()];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }

    /** Returns the share of rows in class {@code index}, 0 to 1. */
    public double prevalence(int index) {
        return counts()[index] / (double) size();
    }

    /** Returns the labels of the labelled rows {@code selected}, indices from 0 to size - 1. */
    public int[] labels(int[] selected) {
        int[] result = new int[selected.length];
        for (int i = 0; i < selected.length; i++) {
            result[i] = labels[selected[i]];
        }
        return result;
    }

    /**
     * Returns the labelled rows of {@code table} without the label: row i belongs to label i.
     *
     * @throws DataException if a number is infinite: said here, before anything is split or trained
     */
    public Table features(Table table) {
        Table features = table.without(column);
        features.requireFinite();
        return dropped == 0 ? features : features.select(rows);
    }

    /**
     * Returns the target without classes of fewer than {@link #MINIMUM_CLASS_ROWS} rows, and without
     * their rows. If two classes are left, the one with fewer rows is the positive one.
     *
     * @throws DataException if fewer than two classes are left
     */
    public Target withoutRareClasses() {
        int[] counts = counts();
        List<Integer> kept = new ArrayList<>(IntStream.range(0, counts.length)
                .filter(c -> counts[c] >= MINIMUM_CLASS_ROWS).boxed().toList());
        if (kept.size() < 2) {
            throw new DataException(
                    "label column '%s': without classes of fewer than %d rows %s left; nothing can be"
                            .formatted(
                                    column, MINIMUM_CLASS_ROWS,
                                    kept.isEmpty()
                                            ? "none is"
                                            : "only '" + classes.get(kept.getFirst()) + "' is")
                            + " learned");
        }
        if (kept.size() == counts.length) {
            return this;
        }
        if (kept.size() == 2 && counts[kept.getFirst()] < counts[kept.getLast()]) {
            kept = kept.reversed();
        }
        List<Integer> order = kept;
        int[] left = IntStream.range(0, size()).filter(i -> order.contains(labels[i])).toArray();
        return new Target(
                column,
                order.stream().map(classes::get).toList(),
                IntStream.of(left).map(i -> order.indexOf(labels[i])).toArray(),
                IntStream.of(left).map(i -> rows[i]).toArray(),
                dropped + size() - left.length);
    }

    /**
     * Checks that every class has {@link #MINIMUM_CLASS_ROWS} rows.
     *
     * @throws TooFewRowsException if one has fewer; says what still works
     */
    public void requireMinority() {
        int[] counts = counts();
        int smallest = 0;
        for (int c = 1; c < counts.length; c++) {
            smallest = counts[c] < counts[smallest] ? c : smallest;
        }
        if (counts[smallest] < MINIMUM_CLASS_ROWS) {
            throw new TooFewRowsException(
                    ("label column '%s': class '%s' has %d rows, at least %d are needed to train, tune"
                            + " and test on different ones. What still works: add rows of '%2$s',"
                            + " merge it with a similar class, %s")
                            .formatted(
                                    column,
                                    classes.get(smallest),
                                    counts[smallest],
                                    MINIMUM_CLASS_ROWS,
                                    classes.size() > 2
                                            ? "leave its rows out, or choose a larger class as the"
                                                    + " positive one against all others"
                                            : "or choose another label column"),
                    classes.get(smallest),
                    counts[smallest],
                    MINIMUM_CLASS_ROWS);
        }
    }
}
