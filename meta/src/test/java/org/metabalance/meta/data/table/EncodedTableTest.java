package org.metabalance.meta.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.meta.data.table.ColumnGroup.Kind;

class EncodedTableTest {
    private static final EncodedTable DATA = EncodedTable.numeric(new float[] {1, 2, 3, 4, 5, 6},
            new int[] {0, 2, 0}, 3);

    @Test
    void knowsItsShape() {
        assertEquals(3, DATA.rows());
        assertEquals(2, DATA.width());
        assertEquals(4, DATA.feature(1, 1));
        assertEquals(List.of("x0", "x1"), DATA.featureNames());
        assertArrayEquals(new int[] {2, 0, 1}, DATA.classCounts());
        assertArrayEquals(new int[] {0, 2}, DATA.indicesOf(0));
        assertArrayEquals(new int[0], DATA.indicesOf(1));
        assertEquals("data set [3, 2], 3 classes [2, 0, 1]", DATA.toString());
    }

    @Test
    void takesAndJoinsRows() {
        EncodedTable taken = DATA.select(new int[] {2, 1, 2});
        assertArrayEquals(new float[] {5, 6, 3, 4, 5, 6}, taken.features());
        assertArrayEquals(new int[] {0, 2, 0}, taken.labels());
        EncodedTable joined = DATA.concat(DATA.select(new int[] {1}));
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 3, 4}, joined.features());
        assertArrayEquals(new int[] {0, 2, 0, 2}, joined.labels());
        assertEquals(0, DATA.select(new int[0]).rows());
        assertThrows(
                IllegalArgumentException.class,
                () -> DATA.concat(EncodedTable.numeric(new float[2], new int[1], 2)));
    }

    @Test
    void mayBeWithoutLabels() {
        EncodedTable bare = DATA.with(DATA.features(), new int[] {-1, -1, -1});
        assertFalse(bare.labelled());
        assertThrows(IllegalStateException.class, bare::classCounts);
        assertThrows(
                IllegalArgumentException.class,
                () -> DATA.with(DATA.features(), new int[] {-1, -1, 0}));
    }

    @Test
    void refusesWhatDoesNotFit() {
        float[] six = new float[6];
        List<String> names = List.of("a", "b");
        ColumnGroup pair = new ColumnGroup("g", Kind.ONE_HOT, 0, 2);
        new EncodedTable(six, new int[3], 2, names, List.of(pair));
        assertThrows(
                IllegalArgumentException.class,
                () -> new EncodedTable(six, new int[2], 2, names, List.of(pair)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new EncodedTable(six, new int[] {0, 1, 2}, 2, names, List.of(pair)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new EncodedTable(six, new int[3], 1, names, List.of(pair)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new EncodedTable(
                        six,
                        new int[3],
                        2,
                        names,
                        List.of(new ColumnGroup("g", Kind.NUMERIC, 0, 1))));
        assertThrows(
                IllegalArgumentException.class, () -> new ColumnGroup("g", Kind.INDICATOR, 0, 2));
    }
}
