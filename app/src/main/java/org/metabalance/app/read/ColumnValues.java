package org.metabalance.app.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.meta.data.table.Column;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.ColumnTexts;

/** The values of one column while rows come in, read by its schema. */
abstract sealed class ColumnValues {
    private static final int SHOWN = 3;

    final ColumnSchema schema;
    final ColumnTexts texts;
    private long missing;
    private long odd;
    private final List<OddValue> first = new ArrayList<>();

    private ColumnValues(ColumnSchema schema) {
        this.schema = schema;
        texts = new ColumnTexts(schema);
    }

    /**
     * Creates the collector of a column.
     *
     * @param typed whether the file itself holds numbers there
     */
    static ColumnValues of(ColumnSchema schema, boolean typed, int capacity) {
        return schema.kind().isNumeric()
                ? new Numbers(schema, typed, capacity)
                : new Categories(schema, capacity);
    }

    /** Takes the value of {@code row}, without blanks around it. */
    final void add(int row, String text, long place) {
        if (texts.isMissing(text)) {
            missing++;
            setMissing(row);
        } else if (!set(row, text)) {
            odd++;
            setMissing(row);
            if (first.size() < SHOWN) {
                first.add(new OddValue(text, place));
            }
        }
    }

    /** Makes room for rows below {@code capacity}. */
    abstract void grow(int capacity);

    abstract void setMissing(int row);

    /** Keeps the value of {@code row}; returns false if it does not fit. */
    abstract boolean set(int row, String text);

    /** Returns the first {@code rows} values. */
    abstract Column column(int rows);

    /** Returns how the values fitted. */
    final ReadColumn read() {
        return new ReadColumn(schema, missing, odd, first);
    }

    /** Numbers; missing ones are NaN. */
    static final class Numbers extends ColumnValues {
        private final boolean typed;
        private double[] values;

        Numbers(ColumnSchema schema, boolean typed, int capacity) {
            super(schema);
            this.typed = typed;
            values = new double[capacity];
        }

        @Override
        void grow(int capacity) {
            values = Arrays.copyOf(values, capacity);
        }

        @Override
        void setMissing(int row) {
            values[row] = Double.NaN;
        }

        @Override
        boolean set(int row, String text) {
            values[row] = typed ? texts.typed(text) : texts.number(text);
            return !Double.isNaN(values[row]);
        }

        @Override
        Column column(int rows) {
            return new Column.Numeric(
                    schema.name(), rows == values.length ? values : Arrays.copyOf(values, rows));
        }
    }

    /** Texts, each different one kept once in memory. */
    static final class Categories extends ColumnValues {
        private final Map<String, String> seen = new HashMap<>();
        private String[] values;

        Categories(ColumnSchema schema, int capacity) {
            super(schema);
            values = new String[capacity];
        }

        @Override
        void grow(int capacity) {
            values = Arrays.copyOf(values, capacity);
        }

        @Override
        void setMissing(int row) {
            values[row] = null;
        }

        @Override
        boolean set(int row, String text) {
            values[row] = seen.computeIfAbsent(texts.category(text), x -> x);
            return true;
        }

        @Override
        Column column(int rows) {
            return new Column.Categorical(
                    schema.name(), rows == values.length ? values : Arrays.copyOf(values, rows));
        }
    }
}
