package org.metabalance.app.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.Kind;

class KeptRowsTest {
    private static final long MEMORY = 128L << 20;

    @TempDir
    Path directory;

    private final List<String> notes = new ArrayList<>();

    /** A column of numbers, and so many of categories that a row takes twelve thousand bytes encoded. */
    private static List<ColumnSchema> columns() {
        return Stream.concat(
                Stream.of(new ColumnSchema("n", Kind.Number.PLAIN, List.of(), 0, "")),
                IntStream.range(0, 12).mapToObj(c -> new ColumnSchema(
                        "c" + c, new Kind.Category(List.of("a"), true, false), List.of(), 0, "")))
                .toList();
    }

    private Table kept(int rows, long expected, long bytes) {
        try (KeptRows kept = new KeptRows(
                "file", columns(), expected, new Memory(bytes, directory, notes::add))) {
            for (int row = 0; row < rows; row++) {
                kept.number(0, row / 4.0);
                for (int c = 1; c <= 12; c++) {
                    kept.text(c, row % 10 == c ? null : "v" + row % (20 * c));
                }
                kept.endRow();
            }
            return kept.table();
        }
    }

    @Test
    void rowsThatOutgrowMemoryGoOnOnDiskAndAreTheSame() {
        Table inMemory = kept(7000, 7000, Long.MAX_VALUE);
        assertFalse(inMemory.onDisk());
        assertEquals(List.of(), notes);
        for (long expected : new long[] {0, 7000}) {
            Table onDisk = kept(7000, expected, MEMORY);
            assertTrue(onDisk.onDisk());
            assertEquals(inMemory.names(), onDisk.names());
            assertEquals(7000, onDisk.rows());
            for (Column column : inMemory.columns()) {
                for (int row = 0; row < 7000; row++) {
                    assertEquals(column.text(row), onDisk.column(column.name()).text(row));
                }
            }
        }
        assertEquals(2, notes.size());
        assertTrue(notes.getFirst().startsWith("7,000 rows are kept on disk while this runs: "),
                notes.getFirst());
        assertTrue(notes.getFirst().contains(directory.toString()), notes.getFirst());
    }

    @Test
    void asManyRowsAsExpectedStayInMemoryIfTheyFit() {
        assertFalse(kept(1700, 1700, MEMORY).onDisk());
        assertFalse(kept(1024, 1024, MEMORY).onDisk());
        assertFalse(kept(3, 0, MEMORY).onDisk());
    }

    @Test
    void whatCannotBeDoneAtAllIsRefusedWithWhatItNeeds() {
        String message = assertThrows(
                UserError.class, () -> kept(1, 20_000_000, MEMORY)).getMessage();
        assertTrue(message.startsWith("file: 20,000,000 rows need about 1,"), message);
        assertTrue(message.contains("give --memory 1"), message);
    }

    @Test
    void tooManyDifferentTextsNameTheirColumn() {
        List<ColumnSchema> one = List.of(new ColumnSchema(
                "id", new Kind.Category(List.of("a"), true, false), List.of(), 0, ""));
        try (KeptRows kept = new KeptRows(
                "file", one, 500_000, new Memory(MEMORY, directory, notes::add))) {
            String message = assertThrows(DataException.class, () -> {
                for (int row = 0; row < 500_000; row++) {
                    kept.text(0, "text" + row);
                    kept.endRow();
                }
            }).getMessage();
            assertTrue(message.startsWith("column 'id' has "), message);
        }
    }
}
