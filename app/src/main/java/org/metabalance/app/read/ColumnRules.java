package org.metabalance.app.read;

import java.util.HashSet;
import java.util.Set;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;

/** What a table must be to be learned from, and which value of a column the user means. */
public final class ColumnRules {
    private ColumnRules() {}

    /**
     * Checks that something can be learned from {@code table}.
     *
     * @param label the column that is predicted
     * @throws DataException if a number is infinite
     * @throws UserError if there is no other column
     */
    public static void check(Table table, String label) {
        for (Column column : table.columns()) {
            if (column instanceof Column.Numeric numeric && !column.name().equals(label)) {
                refuseInfinite(table, numeric);
            }
        }
        if (table.without(label).columns().isEmpty()) {
            throw new UserError(
                    "no column is left to learn from besides the label '" + label + "'");
        }
    }

    private static void refuseInfinite(Table table, Column.Numeric column) {
        if (column.numbers().isFinite()) {
            return;
        }
        for (int row = 0; row < column.rows(); row++) {
            if (Double.isInfinite(column.value(row))) {
                throw new DataException(
                        Texts.format(
                                "column '%s': infinite value in row %d; correct it, leave it empty, or"
                                        + " leave the column out with --drop",
                                column.name(), table.rowNumber(row)));
            }
        }
    }

    /**
     * Returns the value of {@code column} the user means: the same but for upper and lower case, if
     * there is exactly one such value.
     */
    public static String value(Column column, String wanted) {
        Set<String> alike = alike(column, wanted);
        return alike.contains(wanted) || alike.size() != 1 ? wanted : alike.iterator().next();
    }

    /** Returns the values of {@code column} that are {@code wanted} but for upper and lower case. */
    public static Set<String> alike(Column column, String wanted) {
        Set<String> alike = new HashSet<>();
        for (int row = 0; row < column.rows(); row++) {
            String text = column.text(row);
            if (wanted.equalsIgnoreCase(text)) {
                alike.add(text);
            }
        }
        return alike;
    }
}
