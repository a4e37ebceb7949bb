package org.metabalance.meta.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.NoisyExamples;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Embedded;

/**
 * Encoded rows of a table, one kind of {@link Examples}.
 *
 * <p>Features are 32-bit numbers in row-major order, {@code [rows, width]}; labels are class
 * indices. Rows to be predicted have no labels: all are {@link #UNLABELLED}. The arrays are live and
 * not copied; nothing in this library changes them.
 */
public final class EncodedTable implements Examples {
    private final float[] features;
    private final int[] labels;
    private final int width;
    private final int classes;
    private final List<String> featureNames;
    private final List<ColumnGroup> groups;
    /** One object each, so that however often a program reads them it holds them once. */
    private final NdArray x;
    private final NdArray y;

    /**
     * Creates a data set.
     *
     * @param features {@code [labels.length, width]} numbers in row-major order
     * @param labels class indices from 0 to {@code classes} - 1, or all {@link #UNLABELLED}
     * @param classes the number of classes, at least 2; some may have no row
     * @param featureNames one name a feature; their number is the width, at least 1
     * @param groups the columns the features came from, in order and without gaps
     */
    public EncodedTable(
            float[] features,
            int[] labels,
            int classes,
            List<String> featureNames,
            List<ColumnGroup> groups) {
        this.features = features;
        this.labels = labels;
        this.classes = classes;
        this.width = featureNames.size();
        this.featureNames = List.copyOf(featureNames);
        this.groups = List.copyOf(groups);
        check();
        x = NdArray.of(features, labels.length, width);
        y = NdArray.of(numbers(labels), labels.length);
    }

    private static float[] numbers(int[] labels) {
        float[] numbers = new float[labels.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = labels[i];
        }
        return numbers;
    }

    private void check() {
        if (width == 0 || features.length != (long) labels.length * width) {
            throw new IllegalArgumentException(
                    "data set: features must be rows x width, got %d numbers, %d rows and %d names"
                            .formatted(features.length, labels.length, width));
        }
        if (classes < 2) {
            throw new IllegalArgumentException(
                    "data set: needs at least 2 classes, got " + classes);
        }
        int lowest = labels.length > 0 && labels[0] == UNLABELLED ? UNLABELLED : 0;
        int highest = lowest == UNLABELLED ? UNLABELLED : classes - 1;
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < lowest || labels[row] > highest) {
                throw new IllegalArgumentException(
                        "data set: labels must be in %d .. %d, got %d in row %d"
                                .formatted(lowest, highest, labels[row], row));
            }
        }
        int next = 0;
        for (ColumnGroup group : groups) {
            if (group.from() != next) {
                throw new IllegalArgumentException(
                        "data set: group '%s' must start at feature %d, got %d"
                                .formatted(group.name(), next, group.from()));
            }
            next += group.width();
        }
        if (next != width) {
            throw new IllegalArgumentException(
                    "data set: groups must cover all features, got %d of %d".formatted(next,
                            width));
        }
    }

    /**
     * Returns a data set of numeric features named x0, x1, and so on.
     *
     * @param features {@code [labels.length, width]} numbers in row-major order
     * @param labels class indices from 0 to {@code classes} - 1
     * @param classes the number of classes, at least 2
     * @throws IllegalArgumentException if the features are not as many for every row
     */
    public static EncodedTable numeric(float[] features, int[] labels, int classes) {
        if (labels.length == 0 || features.length % labels.length != 0) {
            throw new IllegalArgumentException(
                    "data set: features must be rows x width, got %d numbers and %d rows"
                            .formatted(features.length, labels.length));
        }
        List<String> names = new ArrayList<>();
        List<ColumnGroup> groups = new ArrayList<>();
        for (int j = 0; j < features.length / labels.length; j++) {
            names.add("x" + j);
            groups.add(new ColumnGroup("x" + j, ColumnGroup.Kind.NUMERIC, j, 1));
        }
        return new EncodedTable(features, labels, classes, names, groups);
    }

    /** Returns the features, {@code [rows, width]} in row-major order; live. */
    public float[] features() {
        return features;
    }

    @Override
    public int[] labels() {
        return labels;
    }

    @Override
    public int size() {
        return labels.length;
    }

    /** Returns the number of rows: the {@link #size}. */
    public int rows() {
        return labels.length;
    }

    /** Returns the number of features. */
    public int width() {
        return width;
    }

    @Override
    public Shape shape() {
        return Shape.of(width);
    }

    @Override
    public List<Embedded> embedded() {
        return embedded(groups);
    }

    static List<Embedded> embedded(List<ColumnGroup> groups) {
        return groups.stream().filter(group -> group.kind() == ColumnGroup.Kind.EMBEDDED)
                .map(group -> new Embedded(group.from(), group.width())).toList();
    }

    @Override
    public int classes() {
        return classes;
    }

    /** Returns the features' names, in order. */
    public List<String> featureNames() {
        return featureNames;
    }

    /** Returns the columns the features came from, in order. */
    public List<ColumnGroup> groups() {
        return groups;
    }

    /** Returns feature {@code j} of {@code row}. */
    public float feature(int row, int j) {
        return features[row * width + j];
    }

    @Override
    public int label(int row) {
        return labels[row];
    }

    @Override
    public Batch on(Tape tape, Tensor indices) {
        return on(tape).pick(indices);
    }

    /** {@inheritDoc} The features are not copied. */
    @Override
    public Batch on(Tape tape) {
        return new Batch(tape.constant(x), tape.constant(y));
    }

    @Override
    public boolean like(Examples other) {
        return other instanceof EncodedTable table && classes == table.classes
                && groups.equals(table.groups);
    }

    /**
     * Returns {@code examples} as a table.
     *
     * @param operation what cannot do without features; begins the message
     * @throws IllegalArgumentException if they are of another kind
     */
    public static EncodedTable of(String operation, Examples examples) {
        if (examples instanceof EncodedTable table) {
            return table;
        }
        if (examples instanceof NoisyExamples noisy) {
            return of(operation, noisy.examples());
        }
        throw new IllegalArgumentException(
                examples instanceof StoredRows
                        ? operation + ": needs the features of all rows in memory, got " + examples
                                + "; leave it out, or give more memory"
                        : operation + ": needs the features of a table, got " + examples);
    }

    @Override
    public EncodedTable select(int[] rows) {
        float[] selected = new float[Math.multiplyExact(rows.length, width)];
        int[] selectedLabels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(features, rows[i] * width, selected, i * width, width);
            selectedLabels[i] = labels[rows[i]];
        }
        return with(selected, selectedLabels);
    }

    @Override
    public EncodedTable relabelled(int[] other) {
        return with(features, other);
    }

    /**
     * Returns these rows and then those of {@code other}, which must have the same features.
     *
     * @throws IllegalArgumentException if features or classes differ
     */
    public EncodedTable concat(EncodedTable other) {
        if (!like(other)) {
            throw new IllegalArgumentException(
                    "concat: data sets must have the same features and classes, got [%d, %d] of %d and [%d, %d] of %d"
                            .formatted(
                                    rows(), width, classes, other.rows(), other.width,
                                    other.classes));
        }
        int rows = Math.addExact(rows(), other.rows());
        float[] all = Arrays.copyOf(features, Math.multiplyExact(rows, width));
        System.arraycopy(other.features, 0, all, features.length, other.features.length);
        int[] allLabels = Arrays.copyOf(labels, rows);
        System.arraycopy(other.labels, 0, allLabels, labels.length, other.labels.length);
        return with(all, allLabels);
    }

    /** Returns other rows of the same features and classes; the arrays are not copied. */
    public EncodedTable with(float[] features, int[] labels) {
        return new EncodedTable(features, labels, classes, featureNames, groups);
    }

    @Override
    public String toString() {
        return "data set [%d, %d], %d classes%s"
                .formatted(
                        rows(),
                        width,
                        classes,
                        labelled() ? " " + Arrays.toString(classCounts()) : ", unlabelled");
    }
}
