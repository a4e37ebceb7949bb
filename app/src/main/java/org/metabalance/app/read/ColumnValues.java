package org.metabalance.app.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.metabalance.meta.data.table.Column;

/** The values of one column while rows come in. */
abstract sealed class ColumnValues {
    private static final int FIRST_CAPACITY = 1024;

    /** Takes the value of column {@code index} (from 1) of the current row. */
    abstract void add(ResultSet row, int index) throws SQLException;

    /** Returns what was collected. */
    abstract Column column(String name);

    /** Numbers; missing and not-a-number are both NaN. */
    static final class Numbers extends ColumnValues {
        private double[] values = new double[FIRST_CAPACITY];
        private int size;

        @Override
        void add(ResultSet row, int index) throws SQLException {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            double value = row.getDouble(index);
            values[size++] = row.wasNull() ? Double.NaN : value;
        }

        @Override
        Column column(String name) {
            return new Column.Numeric(name, Arrays.copyOf(values, size));
        }
    }

    /** Texts without blanks around them, each different one kept once in memory. */
    static final class Categories extends ColumnValues {
        private final Map<String, String> seen = new HashMap<>();
        private String[] values = new String[FIRST_CAPACITY];
        private int size;

        @Override
        void add(ResultSet row, int index) throws SQLException {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            String text = row.getString(index);
            String value = text == null ? null : text.strip();
            values[size++] = value == null || Source.MISSING.contains(value)
                    ? null
                    : seen.computeIfAbsent(value, x -> x);
        }

        @Override
        Column column(String name) {
            String[] all = Arrays.copyOf(values, size);
            if (truthValues()) {
                // True, TRUE and a Parquet file's true are the same category
                for (int i = 0; i < size; i++) {
                    all[i] = all[i] == null ? null : all[i].toLowerCase(Locale.ROOT);
                }
            }
            return new Column.Categorical(name, all);
        }

        private boolean truthValues() {
            return !seen.isEmpty()
                    && seen.keySet().stream()
                            .allMatch(
                                    x -> x.equalsIgnoreCase("true") || x.equalsIgnoreCase("false"));
        }
    }
}
