package org.metabalance.scoring.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metabalance.meta.data.DataException;

class SchemaFileTest {
    private static final Schema EVERYTHING = new Schema(
            List.of(
                    new ColumnSchema("a", Kind.Number.PLAIN, List.of(), 0, ""),
                    new ColumnSchema(
                            "b\n\"(€)\"", new Kind.Number(new NumberStyle(",", "."), "€"),
                            List.of("NA", "k.A."), 3, "€ taken off"),
                    new ColumnSchema("c", new Kind.Date(DateOrder.DAY_FIRST), List.of(), 0, ""),
                    new ColumnSchema("d", new Kind.TimeOfDay(), List.of(), 0, ""),
                    new ColumnSchema(
                            "e", new Kind.Category(List.of("x", "", "y,z"), true, true), List.of(),
                            0, ""),
                    new ColumnSchema("f", new Kind.LeftOut("always 7"), List.of(), 0, "")));

    private static Schema read(String text) {
        return SchemaFile.of(text, "s.json");
    }

    @Test
    void thereAndBack() {
        assertEquals(EVERYTHING, read(SchemaFile.text(EVERYTHING)));
    }

    /** A wrong field is named with its file and column; the schema is otherwise a good one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "'kind': 'numbr' ! field 'kind' is 'numbr' and must be one of number, date,",
                "'kind': 'number', 'decmal': ',' ! unknown field 'decmal', did you mean 'decimal'?",
                "'kind': 'number', 'decimal': ';' ! the decimal sign must be . or ,",
                "'kind': 'number', 'decimal': '.', 'grouping': '.' ! and not the decimal sign",
                "'kind': 'number', 'unit': 5 ! field 'unit' must be a text",
                "'kind': 'number', 'order': 'x' ! unknown field 'order'",
                "'kind': 'date' ! field 'order' must be a text",
                "'kind': 'date', 'order': 'dmy' ! field 'order' is 'dmy' and must be one of year-month-day",
                "'kind': 'category', 'values': 'x' ! field 'values' must be a list of texts",
                "'kind': 'category', 'values': [1] ! field 'values' must be a list of texts",
                "'kind': 'category', 'more': 'yes' ! field 'more' must be true or false",
                "'kind': 'time', 'didNotFit': 'no' ! field 'didNotFit' must be a whole number",
                "'reason': 'x' ! field 'kind' must be a text",
            })
    void wrongFieldsAreNamed(String fields, String expected) {
        String text = "{'format': 'metabalance-schema', 'version': 1, 'columns': [{'name': 'x', %s}]}"
                .formatted(fields);
        DataException error = assertThrows(DataException.class,
                () -> read(text.replace('\'', '"')));
        assertTrue(error.getMessage().startsWith("s.json: column 'x': "), error.getMessage());
        assertTrue(error.getMessage().contains(expected), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "{ ! is not JSON",
                "[] ! is no schema that metabalance wrote",
                "{'format': 'metabalance-schema', 'version': 9, 'columns': []} ! of another release",
                "{'format': 'metabalance-schema', 'version': 1} ! 'columns' must be a list",
                "{'format': 'metabalance-schema', 'version': 1, 'columns': [3]} ! column 1: must be an object",
                "{'format': 'metabalance-schema', 'version': 1, 'columns': [], 'a': 1} ! unknown field 'a'",
                "{'format': 'metabalance-schema', 'format': 1} ! is not JSON: Duplicate",
                "{'format': 'metabalance-schema', 'version': 1, 'columns': [{'name': 'x', 'kind': 'time'},"
                        + " {'name': 'x', 'kind': 'time'}]} ! two columns are named 'x'",
            })
    void whatIsNoSchema(String text, String expected) {
        DataException error = assertThrows(DataException.class,
                () -> read(text.replace('\'', '"')));
        assertTrue(error.getMessage().startsWith("s.json"), error.getMessage());
        assertTrue(error.getMessage().contains(expected), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "{\"format\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThrows(DataException.class, () -> read(deep));
    }

    @Test
    void filesThatAreNone(@TempDir Path directory) throws IOException {
        Path absent = directory.resolve("absent.json");
        assertTrue(
                assertThrows(DataException.class, () -> SchemaFile.read(absent)).getMessage()
                        .contains("cannot be read"));
        Path latin = Files.write(directory.resolve("latin.json"), new byte[] {(byte) 0xe9, '{'});
        assertTrue(
                assertThrows(DataException.class, () -> SchemaFile.read(latin)).getMessage()
                        .contains("not text in UTF-8"));
    }
}
