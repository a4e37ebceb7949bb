package org.metabalance.app.read;

import java.util.List;
import java.util.stream.Collectors;
import org.metabalance.app.console.Texts;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.DateOrder;
import org.metabalance.scoring.schema.Kind;

/**
 * How the values of a file fitted the schema of one of its columns.
 *
 * @param schema what it was read as
 * @param missing how many values are missing
 * @param odd how many did not fit and count as missing
 * @param first the first of these
 */
public record ReadColumn(ColumnSchema schema, long missing, long odd, List<OddValue> first) {
    /** Copies the list. */
    public ReadColumn {
        first = List.copyOf(first);
    }

    /** Returns in one sentence which values did not fit; for a column that has some. */
    String oddValues(String place) {
        String values = first.stream()
                .map(odd -> Texts.format("'%s' (%s %d)", shortened(odd.text()), place, odd.place()))
                .collect(Collectors.joining(", "));
        return Texts.format(
                "column '%s': %s %s not fit (%s): %s%s",
                Texts.oneLine(schema.name()),
                Texts.count(odd, "value"),
                odd == 1 ? "does" : "do",
                kind(schema.kind()),
                values,
                odd > first.size()
                        ? Texts.format(" and %,d more", odd - first.size())
                        : "");
    }

    private static String kind(Kind kind) {
        return switch (kind) {
            case Kind.Date(DateOrder order) -> "date, " + order.text();
            default -> kind.text();
        };
    }

    private static String shortened(String text) {
        String line = Texts.oneLine(text);
        return line.length() > 30 ? line.substring(0, 29) + "\u2026" : line;
    }
}
