package org.metabalance.app.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.Kind;

/**
 * Columns that name the rows instead of saying something about them: whole numbers or texts of which 95 %
 * or more are different, in twenty rows or more. A network learns them by heart.
 */
final class Identifiers {
    private static final double DIFFERENT = .95;
    private static final int FEWEST = 20;

    private Identifiers() {}

    static List<Finding> of(Table table, List<ColumnSchema> columns, String label) {
        List<Finding> findings = new ArrayList<>();
        for (ColumnSchema column : columns) {
            String name = column.name();
            String reason = switch (column.kind()) {
                case Kind.LeftOut(String left) ->
                        left.startsWith("a different text") ? left + ", left out" : "";
                case Kind.Date _,Kind.TimeOfDay _ -> "";
                case Kind.Number _,Kind.Category _ ->
                        name.equals(label) ? "" : reason(table.column(name), column);
            };
            if (!reason.isEmpty()) {
                findings.add(new Finding(name, reason));
            }
        }
        return findings;
    }

    private static String reason(Column column, ColumnSchema read) {
        if (column instanceof Column.Numeric numbers && Arrays.stream(numbers.values())
                .anyMatch(x -> !Double.isNaN(x) && x != Math.rint(x))) {
            return "";
        }
        Set<String> different = new HashSet<>();
        int present = 0;
        for (int row = 0; row < column.rows(); row++) {
            if (!column.isMissing(row)) {
                present++;
                different.add(column.text(row));
            }
        }
        if (present < FEWEST || different.size() < DIFFERENT * present) {
            return "";
        }
        return Texts.format(
                "%,d different values in %s%s", different.size(), Texts.count(present, "row"),
                read.note().contains("counts the rows") ? ", counting them" : "");
    }
}
