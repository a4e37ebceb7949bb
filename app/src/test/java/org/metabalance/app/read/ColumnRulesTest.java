package org.metabalance.app.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;

class ColumnRulesTest {
    private final Column label = text("y", "p", "n", "n", "n");

    private static Column number(String name, double... values) {
        return new Column.Numeric(name, values);
    }

    private static Column text(String name, String... values) {
        return new Column.Categorical(name, values);
    }

    @Test
    void infiniteValueIsNamed() {
        Table table = Table.of(number("x", 1, 2, Double.POSITIVE_INFINITY, 4), label);
        String message = assertThrows(DataException.class, () -> ColumnRules.check(table, "y"))
                .getMessage();
        assertTrue(message.startsWith("column 'x': infinite value in row 3;"), message);
    }

    @Test
    void nothingLeft() {
        assertThrows(UserError.class, () -> ColumnRules.check(Table.of(label), "y"));
    }

    @Test
    void positiveValueWithoutRegardToCase() {
        Column truth = text("y", "true", "false");
        assertEquals("true", ColumnRules.value(truth, "TRUE"));
        assertEquals("other", ColumnRules.value(truth, "other"));
        assertEquals("A", ColumnRules.value(text("y", "a", "A"), "A"));
        assertEquals(Set.of("Yes", "YES"),
                ColumnRules.alike(text("y", "Yes", "YES", "no"), "yes"));
    }
}
