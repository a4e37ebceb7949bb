package org.metabalance.meta.data.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.meta.data.DataException;

class RowStoreTest {
    @TempDir
    Path folder;

    @Test
    void valuesAreFoundAlongColumnsAndAlongRowsOverManyBlocks() {
        boolean[] numbers = {false, true, false, true};
        int rows = 40_000; // of 24 bytes: three blocks
        RowStore store;
        try (RowStoreWriter writer = writer(numbers, 1 << 20)) {
            for (int i = 0; i < rows; i++) {
                writer.number(1, i / 7.0);
                writer.number(3, i % 11 == 0 ? Double.NaN : -i);
                writer.text(0, i % 13 == 0 ? null : "t" + i % 5);
                writer.text(2, "u" + i % 3);
                writer.endRow();
            }
            store = writer.store();
        }
        assertEquals(rows, store.rows());
        assertEquals(List.of("u0", "u1", "u2"), store.texts(2));
        for (int i = 0; i < rows; i++) {
            long row = store.row(i);
            assertEquals(i / 7.0, store.number(1, i));
            assertEquals(i / 7.0, store.numberAt(row + store.place(1)));
            assertEquals(i % 11 == 0 ? Double.NaN : -i, store.number(3, i));
            assertEquals(store.number(3, i), store.numberAt(row + store.place(3)));
            assertEquals(i % 13 == 0 ? -1 : store.texts(0).indexOf("t" + i % 5), store.code(0, i));
            assertEquals(store.code(0, i), store.codeAt(row + store.place(0)));
            assertEquals(i % 3, store.codeAt(row + store.place(2)));
        }
    }

    @Test
    void nothingIsLeftInTheFolder() {
        try (RowStoreWriter writer = writer(new boolean[] {true}, 0)) {
            writer.number(0, 1);
            writer.endRow();
            assertArrayEquals(new String[0], folder.toFile().list());
            assertEquals(1, writer.store().number(0, 0));
        }
        assertArrayEquals(new String[0], folder.toFile().list());
    }

    @Test
    void aStoreKnowsWhichColumnsAreFinite() {
        try (RowStoreWriter writer = writer(new boolean[] {true, true}, 0)) {
            writer.number(0, Double.NaN);
            writer.number(1, Double.NEGATIVE_INFINITY);
            writer.endRow();
            RowStore store = writer.store();
            assertTrue(store.isFinite(0));
            assertFalse(store.isFinite(1));
        }
    }

    @Test
    void tooManyDifferentTextsAreRefusedWithTheColumnsName() {
        try (RowStoreWriter writer = writer(new boolean[] {true, false}, 1000)) {
            String message = assertThrows(DataException.class, () -> {
                for (int i = 0; i < 100; i++) {
                    writer.text(1, "text" + i);
                }
            }).getMessage();
            assertTrue(message.startsWith("column 'c1' has 7 different texts and more"), message);
        }
    }

    @Test
    void whatTheDiskCannotHoldIsRefusedBefore() {
        try (RowStoreWriter writer = writer(new boolean[] {true}, 0)) {
            String message = assertThrows(
                    DataException.class, () -> writer.require(1L << 50)).getMessage();
            assertTrue(message.contains("on the disk of " + folder), message);
        }
    }

    private RowStoreWriter writer(boolean[] numbers, long textBytes) {
        return new RowStoreWriter(
                folder, List.of("c0", "c1", "c2", "c3").subList(0, numbers.length), numbers,
                textBytes);
    }
}
