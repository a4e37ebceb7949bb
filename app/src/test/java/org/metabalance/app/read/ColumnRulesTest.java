package org.metabalance.app.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;

class ColumnRulesTest {
    private static final double NONE = Double.NaN;

    private final List<String> notes = new ArrayList<>();
    private final Column label = text("y", "p", "n", "n", "n");
    private final Column useful = number("x", 3, 1, 4, 1);

    private static Column number(String name, double... values) {
        return new Column.Numeric(name, values);
    }

    private static Column text(String name, String... values) {
        return new Column.Categorical(name, values);
    }

    private List<String> kept(Column... columns) {
        List<Column> all = new ArrayList<>(List.of(columns));
        all.add(label);
        return ColumnRules.apply(Table.of(all), "y", notes::add).names();
    }

    @Test
    void uselessColumnsGoWithAReason() {
        assertEquals(
                List.of("x", "y"),
                kept(
                        useful,
                        number("same", 7, 7, 7, 7),
                        text("void", null, null, null, null),
                        text("id", "a", "b", "c", "d")));
        assertEquals(
                List.of(
                        "columns left out: same (always 7), void (no values), id (a different text in"
                                + " every row)"),
                notes);
    }

    @Test
    void oneValueOrNoneMayTellSomething() {
        assertEquals(
                List.of("x", "flag", "y"), kept(useful, number("flag", 1, NONE, 1, NONE)));
    }

    @Test
    void labelStaysWhateverItHolds() {
        Table table = Table.of(useful, text("id", "a", "b", "c", "d"));
        assertEquals(List.of("x", "id"), ColumnRules.apply(table, "id", notes::add).names());
    }

    @Test
    void infiniteValueIsNamed() {
        String message = assertThrows(
                DataException.class,
                () -> kept(number("x", 1, 2, Double.POSITIVE_INFINITY, 4)))
                .getMessage();
        assertTrue(message.startsWith("column 'x': infinite value in row 3;"), message);
    }

    @Test
    void nothingLeft() {
        assertThrows(UserError.class, () -> kept(number("same", 7, 7, 7, 7)));
    }

    @Test
    void rowNumbersArePointedOutButStay() {
        assertEquals(List.of("x", "n", "y"), kept(useful, number("n", 5, 6, 7, 8)));
        assertTrue(notes.getFirst().contains("column 'n' counts the rows"), notes.toString());
    }

    @Test
    void nearlyNumbersArePointedOut() {
        String[] values = new String[40];
        String[] labels = new String[40];
        for (int i = 0; i < values.length; i++) {
            values[i] = i == 3 ? "1.5x" : String.valueOf(i % 7 / 2.0);
            labels[i] = i % 4 == 0 ? "p" : "n";
        }
        ColumnRules.apply(Table.of(text("v", values), text("y", labels)), "y", notes::add);
        assertEquals(
                List.of(
                        "column 'v' is read as texts: 1 of 40 values is no number, the first is '1.5x'"),
                notes);
    }

    @Test
    void positiveValueWithoutRegardToCase() {
        Column truth = text("y", "true", "false");
        assertEquals("true", ColumnRules.value(truth, "TRUE"));
        assertEquals("other", ColumnRules.value(truth, "other"));
        assertEquals("A", ColumnRules.value(text("y", "a", "A"), "A"));
    }
}
