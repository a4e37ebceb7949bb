package org.metabalance.app.read;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.rows.KeptRows;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.ColumnTexts;
import org.metabalance.scoring.schema.Kind;
import org.metabalance.scoring.schema.NumberText;

/** Reads the values of one column by its schema, and counts what is missing or does not fit. */
final class ColumnValues {
    private static final int SHOWN = 3;

    private final ColumnSchema schema;
    private final ColumnTexts texts;
    private final boolean numeric;
    private final boolean typed;
    private final boolean asItIs; // numbers of the file are the column's
    private long missing;
    private long odd;
    private final List<OddValue> first = new ArrayList<>();

    /**
     * Creates the reader of a column.
     *
     * @param typed whether the file itself holds numbers there
     */
    ColumnValues(ColumnSchema schema, boolean typed) {
        this.schema = schema;
        this.typed = typed;
        texts = new ColumnTexts(schema);
        numeric = schema.kind().isNumeric();
        asItIs = typed && schema.kind() instanceof Kind.Number
                && schema.missing().stream().allMatch(mark -> NumberText.of(mark) == null);
    }

    /**
     * Reads a field of a row, and keeps it as a column's next value.
     *
     * @param to null if it is only looked at
     */
    void read(Records.Fields row, int field, long place, int column, KeptRows to) {
        if (numeric) {
            double number = asItIs ? row.number(field) : Double.NaN;
            double value = Double.isNaN(number) ? number(row.text(field), place) : number;
            if (to != null) {
                to.number(column, value);
            }
            return;
        }
        String text = row.text(field);
        boolean absent = texts.isMissing(text);
        missing += absent ? 1 : 0;
        if (to != null) {
            to.text(column, absent ? null : texts.category(text));
        }
    }

    private double number(String text, long place) {
        if (texts.isMissing(text)) {
            missing++;
            return Double.NaN;
        }
        double value = typed ? texts.typed(text) : texts.number(text);
        if (Double.isNaN(value)) {
            odd++;
            if (first.size() < SHOWN) {
                first.add(new OddValue(text, place));
            }
        }
        return value;
    }

    /** Returns how the values fitted. */
    ReadColumn read() {
        return new ReadColumn(schema, missing, odd, first);
    }
}
