package org.metabalance.scoring.schema;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the texts of one column by its schema, each alone: no other row and no other column counts. */
public final class ColumnTexts {
    private final Kind kind;
    private final Set<String> missing;
    private final Set<String> values; // where a usual mark for a missing value is a value
    private final Map<String, String> spellings = new HashMap<>(); // by lower case

    /** Creates the reader of a column that is read at all. */
    public ColumnTexts(ColumnSchema column) {
        kind = column.kind();
        missing = Set.copyOf(column.missing());
        values = new HashSet<>();
        if (kind instanceof Kind.Category category) {
            for (String value : category.values()) {
                if (Missing.isMark(value)) {
                    values.add(value);
                }
                if (category.ignoreCase()) {
                    spellings.putIfAbsent(value.toLowerCase(Locale.ROOT), value);
                }
            }
        }
    }

    /** Returns whether {@code text}, without blanks around it, says that there is no value. */
    public boolean isMissing(String text) {
        return missing.contains(text) || Missing.isMark(text) && !values.contains(text);
    }

    /**
     * Returns {@code text}, without blanks around it and not missing, as a number; NaN if it does not
     * fit. For columns that become numbers.
     *
     * @throws IllegalStateException if the column holds no numbers
     */
    public double number(String text) {
        return switch (kind) {
            case Kind.Number number -> number(text, number);
            case Kind.Date(DateOrder order) -> {
                DateText date = DateText.of(text);
                yield date == null ? Double.NaN : date.value(order);
            }
            case Kind.TimeOfDay _ -> {
                ClockText clock = ClockText.of(text);
                yield clock == null ? Double.NaN : clock.hours();
            }
            case Kind.Category _,Kind.LeftOut _ ->
                    throw new IllegalStateException("the column holds no numbers");
        };
    }

    /**
     * Returns {@code text} as a number of a file that has numbers, not texts: in that file's own
     * writing, whatever the schema's style.
     */
    public double typed(String text) {
        return kind instanceof Kind.Number ? number(text, Kind.Number.PLAIN) : number(text);
    }

    /** Returns {@code text}, without blanks around it and not missing, as a number; NaN if it does not fit. */
    public static double number(String text, Kind.Number as) {
        NumberText number = NumberText.of(text);
        return number == null
                || (number.styles() & as.style().bit()) == 0
                || !number.unit().isEmpty() && !number.unit().equals(as.unit())
                        ? Double.NaN
                        : number.value(as.style());
    }

    /**
     * Returns a text as it stands in a file, blanks around it or not, as a number; NaN if it is missing or
     * does not fit.
     */
    public double numberOrMissing(String text) {
        String stripped = Missing.strip(text);
        return isMissing(stripped) ? Double.NaN : number(stripped);
    }

    /** Returns the category of a text as it stands in a file, blanks around it or not; null if it is missing. */
    public String categoryOrMissing(String text) {
        String stripped = Missing.strip(text);
        return isMissing(stripped) ? null : category(stripped);
    }

    /** Returns the category of {@code text}, without blanks around it and not missing. */
    public String category(String text) {
        return spellings.isEmpty()
                ? text
                : spellings.getOrDefault(text.toLowerCase(Locale.ROOT), text);
    }
}
