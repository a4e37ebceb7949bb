package org.metabalance.app.schema;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.ColumnTexts;
import org.metabalance.scoring.schema.Missing;

/** Columns of texts, and what is decided about them. */
final class Decisions {
    private Decisions() {}

    static ColumnSchema decide(List<String> values) {
        return decide(values, false, false, null);
    }

    static ColumnSchema decide(
            List<String> values, boolean semicolons, boolean label, String positive) {
        Profile profile = new Profile("x", new Distinct.Budget(1 << 20));
        values.forEach(value -> profile.add(Missing.strip(value)));
        return Decision.of(
                profile, new Decision.Wanted(label ? "x" : null, positive, semicolons));
    }

    /** Returns the values as they are read: numbers, texts, or null; a tilde for what does not fit. */
    static List<Object> read(ColumnSchema column, List<String> values) {
        ColumnTexts texts = new ColumnTexts(column);
        List<Object> read = new ArrayList<>();
        for (String value : values) {
            String text = Missing.strip(value);
            if (texts.isMissing(text)) {
                read.add(null);
            } else if (column.kind().isNumeric()) {
                double number = texts.number(text);
                read.add(Double.isNaN(number) ? "~" : (Object) number);
            } else {
                read.add(texts.category(text));
            }
        }
        return read;
    }

    /** Returns {@code values} so often that a few odd ones do not count. */
    static List<String> repeated(int times, String... values) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.addAll(List.of(values));
        }
        return all;
    }
}
