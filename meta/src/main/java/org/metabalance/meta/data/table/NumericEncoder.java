package org.metabalance.meta.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metabalance.meta.data.DataException;

/**
 * A numeric column: standardised, missing values replaced by the training median, and a feature that
 * says where they were missing.
 *
 * @param name the column's name
 * @param mean the mean of the training values that are not missing
 * @param scale their population standard deviation
 * @param median their median
 * @param value whether the value itself is a feature; not if it is constant in training
 * @param indicator whether there is a feature for missing values: there were some in training
 */
public record NumericEncoder(
        String name, double mean, double scale, double median, boolean value, boolean indicator)
        implements ColumnEncoder {
    /**
     * A value this many standard deviations away is cut off. Not a treatment of outliers: beyond it,
     * squares and products in 32-bit arithmetic overflow and would poison a network with NaN.
     */
    public static final double LIMIT = 1e9;

    /** Learns from the training part; empty if the column has nothing to tell. */
    static Optional<NumericEncoder> fit(Table table, Column.Numeric column) {
        double[] values = new double[column.rows()];
        int n = 0;
        for (int row = 0; row < column.rows(); row++) {
            double number = column.value(row);
            if (!Double.isNaN(number)) {
                values[n++] = finite(table, column.name(), row, number);
            }
        }
        if (n == 0) {
            return Optional.empty();
        }
        values = n == values.length ? values : Arrays.copyOf(values, n);
        Arrays.sort(values);
        boolean indicator = n < column.rows();
        boolean value = values[0] != values[n - 1];
        if (!value && !indicator) {
            return Optional.empty();
        }
        double median = n % 2 == 1 ? values[n / 2] : values[n / 2 - 1] / 2 + values[n / 2] / 2;
        double mean = mean(values);
        double scale = value ? deviation(values, mean) : 1;
        if (!Double.isFinite(scale)) {
            throw new DataException(
                    "column '%s': values from %s to %s are too far apart to be standardised; correct or rescale them"
                            .formatted(column.name(), values[0], values[n - 1]));
        }
        return Optional
                .of(new NumericEncoder(column.name(), mean, scale, median, value, indicator));
    }

    /** The running mean: cannot overflow where a sum would. */
    private static double mean(double[] values) {
        double mean = 0;
        for (int i = 0; i < values.length; i++) {
            mean += (values[i] - mean) / (i + 1);
        }
        return mean;
    }

    /** The population standard deviation, scaled so that squares neither overflow nor vanish. */
    private static double deviation(double[] sorted, double mean) {
        double largest = Math.max(mean - sorted[0], sorted[sorted.length - 1] - mean);
        double sum = 0;
        for (double value : sorted) {
            double scaled = (value - mean) / largest;
            sum += scaled * scaled;
        }
        return largest * Math.sqrt(sum / sorted.length);
    }

    @Override
    public List<String> featureNames() {
        List<String> names = new ArrayList<>();
        if (value) {
            names.add(name);
        }
        if (indicator) {
            names.add(name + " (missing)");
        }
        return names;
    }

    @Override
    public List<ColumnGroup> groups(int from) {
        List<ColumnGroup> groups = new ArrayList<>();
        if (value) {
            groups.add(new ColumnGroup(name, ColumnGroup.Kind.NUMERIC, from, 1));
        }
        if (indicator) {
            groups.add(
                    new ColumnGroup(
                            name, ColumnGroup.Kind.INDICATOR, from + groups.size(), 1));
        }
        return groups;
    }

    @Override
    public void encode(Table table, Column column, float[] features, int width, int from) {
        for (int row = 0; row < column.rows(); row++) {
            encode(number(table, column, row), features, row * width + from);
        }
    }

    /**
     * Writes the features of one value.
     *
     * @param number finite, or NaN if it is missing
     * @param at the place of the first feature
     */
    public void encode(double number, float[] features, int at) {
        boolean missing = Double.isNaN(number);
        int next = at;
        if (value) {
            double standard = ((missing ? median : number) - mean) / scale;
            features[next++] = (float) Math.clamp(standard, -LIMIT, LIMIT);
        }
        if (indicator) {
            features[next] = missing ? 1 : 0;
        }
    }

    /** Returns the number in {@code row}, NaN if it is missing. */
    private static double number(Table table, Column column, int row) {
        if (column.isMissing(row)) {
            return Double.NaN;
        }
        double number = switch (column) {
            case Column.Numeric numbers -> numbers.value(row);
            case Column.Categorical texts -> parse(table, texts, row);
        };
        return finite(table, column.name(), row, number);
    }

    private static double parse(Table table, Column.Categorical column, int row) {
        try {
            return Double.parseDouble(column.text(row).strip());
        } catch (NumberFormatException e) {
            throw new DataException(
                    "column '%s': a number was expected, got '%s' in row %d; correct it or leave it empty"

                            .formatted(column.name(), column.text(row), table.rowNumber(row)),
                    e);
        }
    }

    private static double finite(Table table, String name, int row, double number) {
        if (Double.isInfinite(number)) {
            throw table.infinite(name, row);
        }
        return number;
    }
}
