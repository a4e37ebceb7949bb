package org.metabalance.meta.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.meta.data.DataException;

class TableTest {
    private static final Table TABLE = Table.of(
            new Column.Numeric("age", new double[] {31, Double.NaN, 45.5}),
            new Column.Categorical("Grade", new String[] {"A", "B", null}));

    @Test
    void knowsItsColumns() {
        assertEquals(3, TABLE.rows());
        assertEquals(List.of("age", "Grade"), TABLE.names());
        assertTrue(TABLE.column("age").isMissing(1));
        assertTrue(TABLE.column("Grade").isMissing(2));
        assertFalse(TABLE.has("grade"));
        assertEquals(List.of("Grade"), TABLE.without("age", "nothing").names());
    }

    @Test
    void writesValuesAsText() {
        assertEquals("31", TABLE.column("age").text(0));
        assertNull(TABLE.column("age").text(1));
        assertEquals("45.5", TABLE.column("age").text(2));
        assertEquals("1.0E300", new Column.Numeric("x", new double[] {1e300}).text(0));
        assertEquals("0", new Column.Numeric("x", new double[] {-0.0}).text(0));
    }

    @Test
    void selectionsRememberTheOriginalRows() {
        Table selected = TABLE.select(new int[] {2, 0, 2}).select(new int[] {1, 2});
        assertEquals(2, selected.rows());
        assertEquals(1, selected.rowNumber(0));
        assertEquals(3, selected.rowNumber(1));
        assertArrayEquals(
                new double[] {31, 45.5}, ((Column.Numeric) selected.column("age")).values());
        assertEquals(3, selected.without("age").rowNumber(1));
    }

    @Test
    void suggestsTheNearestColumn() {
        DataException e = assertThrows(DataException.class, () -> TABLE.column("grad"));
        assertEquals(
                "no column is named 'grad', did you mean 'Grade'?; the columns are: age, Grade",
                e.getMessage());
        e = assertThrows(DataException.class, () -> TABLE.column("income"));
        assertEquals("no column is named 'income'; the columns are: age, Grade", e.getMessage());
    }

    @Test
    void refusesColumnsThatDoNotFit() {
        Column.Numeric one = new Column.Numeric("a", new double[1]);
        assertThrows(DataException.class, () -> Table.of(List.of()));
        assertThrows(DataException.class, () -> Table.of(one, one));
        DataException e = assertThrows(
                DataException.class,
                () -> Table.of(one, new Column.Numeric("b", new double[2])));
        assertTrue(e.getMessage().contains("got 1 in 'a' and 2 in 'b'"), e.getMessage());
    }

    @Test
    void namesTheRowOfAnInfiniteValue() {
        Table table = Table
                .of(new Column.Numeric("x", new double[] {1, 2, Double.NEGATIVE_INFINITY}));
        DataException e = assertThrows(
                DataException.class, () -> table.select(new int[] {2}).requireFinite());
        assertEquals(
                "column 'x': infinite value in row 3; correct it or leave it empty",
                e.getMessage());
    }
}
