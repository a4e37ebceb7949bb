package org.metabalance.app.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;

/** Which columns of a table are worth learning from; the reasons for the others, for the user. */
public final class ColumnRules {
    private static final Pattern NUMBER = Pattern
            .compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    /** A text column with this share of numbers was probably meant to be one of numbers. */
    private static final double MOSTLY = 0.9;

    private ColumnRules() {}

    /**
     * Returns {@code table} without the columns that hold one value only, nothing at all, or a
     * different text in every row.
     *
     * @param label the column that stays whatever it holds
     * @param notes takes a line for what is left out, and for columns that look odd
     * @throws DataException if a number is infinite or no column is left
     */
    public static Table apply(Table table, String label, Consumer<String> notes) {
        List<String> reasons = new ArrayList<>();
        List<String> out = new ArrayList<>();
        for (Column column : table.columns()) {
            if (column.name().equals(label)) {
                continue;
            }
            String reason = reason(table, column);
            if (reason != null) {
                out.add(column.name());
                reasons.add(column.name() + " (" + reason + ")");
            } else {
                odd(column, notes);
            }
        }
        if (!out.isEmpty()) {
            notes.accept("columns left out: " + String.join(", ", reasons));
        }
        Table kept = table.without(out.toArray(String[]::new));
        if (kept.columns().size() < 2) {
            throw new UserError(
                    "no column is left to learn from besides the label '" + label + "'");
        }
        return kept;
    }

    /** Returns why a column is of no use, {@code null} if it may be of some. */
    private static String reason(Table table, Column column) {
        Set<String> different = new HashSet<>();
        int present = 0;
        boolean numbers = column instanceof Column.Numeric;
        if (column instanceof Column.Numeric numeric) {
            refuseInfinite(table, numeric);
        }
        for (int row = 0; row < column.rows(); row++) {
            if (!column.isMissing(row)) {
                present++;
                // a column of numbers is only asked whether there are two
                if (!numbers || different.size() < 2) {
                    different.add(column.text(row));
                }
            }
        }
        if (present == 0) {
            return "no values";
        }
        if (different.size() == 1 && present == column.rows()) {
            return "always " + Texts.oneLine(different.iterator().next());
        }
        // one value and missing ones: whether there is a value may tell something
        return !numbers && present > 2 && different.size() == present
                ? "a different text in every row"
                : null;
    }

    private static void refuseInfinite(Table table, Column.Numeric column) {
        for (int row = 0; row < column.rows(); row++) {
            if (Double.isInfinite(column.values()[row])) {
                throw new DataException(
                        Texts.format(
                                "column '%s': infinite value in row %d; correct it, leave it empty, or"
                                        + " leave the column out with --drop",
                                column.name(), table.rowNumber(row)));
            }
        }
    }

    private static void odd(Column column, Consumer<String> notes) {
        switch (column) {
            case Column.Categorical texts -> {
                long present = Arrays.stream(texts.values()).filter(x -> x != null).count();
                long numbers = Arrays.stream(texts.values())
                        .filter(x -> x != null && NUMBER.matcher(x).matches())
                        .count();
                if (numbers < present && numbers >= MOSTLY * present) {
                    notes.accept(
                            Texts.format(
                                    "column '%s' is read as texts: %s of %,d values %s no number, the"
                                            + " first is '%s'",
                                    column.name(),
                                    Texts.format("%,d", present - numbers),
                                    present,
                                    present - numbers == 1 ? "is" : "are",
                                    firstText(texts)));
                }
            }
            case Column.Numeric numbers -> {
                if (countsRows(numbers)) {
                    notes.accept(
                            Texts.format(
                                    "column '%s' counts the rows: if it means nothing else, use --drop"
                                            + " '%1$s'",
                                    column.name()));
                }
            }
        }
    }

    private static String firstText(Column.Categorical column) {
        return Arrays.stream(column.values())
                .filter(x -> x != null && !NUMBER.matcher(x).matches())
                .findFirst()
                .orElseThrow();
    }

    /** Returns whether every value is one more than the one before: a row number. */
    private static boolean countsRows(Column.Numeric column) {
        double[] values = column.values();
        for (int row = 1; row < values.length; row++) {
            if (values[row] != values[row - 1] + 1) {
                return false;
            }
        }
        return values.length > 2;
    }

    /**
     * Returns the value of {@code column} the user means: the same but for upper and lower case, if
     * there is exactly one such value.
     */
    public static String value(Column column, String wanted) {
        Set<String> alike = new HashSet<>();
        for (int row = 0; row < column.rows(); row++) {
            String text = column.text(row);
            if (wanted.equals(text)) {
                return wanted;
            }
            if (wanted.equalsIgnoreCase(text)) {
                alike.add(text);
            }
        }
        return alike.size() == 1 ? alike.iterator().next() : wanted;
    }
}
