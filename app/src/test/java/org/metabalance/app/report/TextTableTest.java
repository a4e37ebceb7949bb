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
}
