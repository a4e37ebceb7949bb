package org.metabalance.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void firstColumnLeftOthersRight() {
        TextTable table = new TextTable("method", "AP");
        table.add(List.of("a", "0.5"));
        table.add(List.of("b \u00b1 c", ""));
        assertEquals(
                List.of("method   AP", "-----------", "a       0.5", "b \u00b1 c"), table.lines());
    }

    @Test
    void rowsHaveOneTextAColumn() {
        TextTable table = new TextTable("a", "b");
        assertThrows(IllegalArgumentException.class, () -> table.add(List.of("1")));
    }

    @Test
    void titlesStandOnTheRuleAndARuleDivides() {
        TextTable table = new TextTable("name", "bal.\nacc.");
        table.add(List.of("a", ".5"));
        table.rule();
        table.add(List.of("", ""));
        assertEquals(
                List.of("      bal.", "name  acc.", "----------", "a       .5", "----------", ""),
                table.lines());
        assertEquals("a       .5", table.lines().get(table.head()));
    }

    @Test
    void columnsCountAsTheTerminalShowsThem() {
        TextTable table = new TextTable("a", "b");
        table.add(List.of("\u65e5\u672c", "1"));
        table.add(List.of("xxxx", "2"));
        assertEquals(List.of("a     b", "-------", "\u65e5\u672c  1", "xxxx  2"), table.lines());
    }

    @Test
    void whatIsTooLongStandsCloserAndIsThenCut() {
        TextTable table = new TextTable("a", "b", "c");
        table.add(List.of("a long name", "1", "2"));
        assertEquals("a long name  1  2", table.lines(17).getLast());
        assertEquals("a long name 1 2", table.lines(16).getLast());
        assertEquals("a long na\u2026 1 2", table.lines(14).getLast());
        // never without any name
        assertEquals("a long \u2026 1 2", table.lines(3).getLast());
    }
}
