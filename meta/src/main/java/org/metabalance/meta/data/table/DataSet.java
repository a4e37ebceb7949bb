package org.metabalance.meta.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Encoded rows: what networks, samplers and metrics work on.
 *
 * <p>Features are 32-bit numbers in row-major order, {@code [rows, width]}; labels are class
 * indices. Rows to be predicted have no labels: all are {@link #UNLABELLED}. The arrays are live and
 * not copied; nothing in this library changes them.
 */
public final class DataSet {
    /** The label of every row of a data set without labels. */
    public static final int UNLABELLED = -1;

    private final float[] features;
    private final int[] labels;
    private final int width;
    private final int classes;
    private final List<String> featureNames;
    private final List<ColumnGroup> groups;

    /**
     * Creates a data set.
     *
     * @param features {@code [labels.length, width]} numbers in row-major order
     * @param labels class indices from 0 to {@code classes} - 1, or all {@link #UNLABELLED}
     * @param classes the number of classes, at least 2; some may have no row
     * @param featureNames one name a feature; their number is the width, at least 1
     * @param groups the columns the features came from, in order and without gaps
     */
    public DataSet(
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
     */
    public static DataSet numeric(float[] features, int[] labels, int classes) {
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
        return new DataSet(features, labels, classes, names, groups);
    }

    /** Returns the features, {@code [rows, width]} in row-major order; live. */
    public float[] features() {
        return features;
    }

    /** Returns the class index of every row; live. */
    public int[] labels() {
        return labels;
    }

    /** Returns the number of rows. */
    public int rows() {
        return labels.length;
    }

    /** Returns the number of features. */
    public int width() {
        return width;
    }

    /** Returns the number of classes, with or without rows. */
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

    /** Returns the class index of {@code row}. */
    public int label(int row) {
        return labels[row];
    }

    /** Returns whether the rows have labels. */
    public boolean labelled() {
        return labels.length == 0 || labels[0] != UNLABELLED;
    }

    /** Returns the number of rows of every class. */
    public int[] classCounts() {
        requireLabels("classCounts");
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }

    /** Returns the rows of class {@code label}, ascending. */
    public int[] rowsOf(int label) {
        return IntStream.range(0, labels.length).filter(row -> labels[row] == label).toArray();
    }

    /** Returns the data set of {@code rows}, in that order; a row may be taken repeatedly. */
    public DataSet subset(int[] rows) {
        float[] selected = new float[Math.multiplyExact(rows.length, width)];
        int[] selectedLabels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(features, rows[i] * width, selected, i * width, width);
            selectedLabels[i] = labels[rows[i]];
        }
        return with(selected, selectedLabels);
    }

    /** Returns these rows and then those of {@code other}, which must have the same features. */
    public DataSet concat(DataSet other) {
        if (!groups.equals(other.groups) || classes != other.classes) {
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
    public DataSet with(float[] features, int[] labels) {
        return new DataSet(features, labels, classes, featureNames, groups);
    }

    /** Throws unless the rows have labels; {@code operation} begins the message. */
    public void requireLabels(String operation) {
        if (!labelled()) {
            throw new IllegalStateException(
                    operation + ": needs labelled rows, got %d unlabelled".formatted(rows()));
        }
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
