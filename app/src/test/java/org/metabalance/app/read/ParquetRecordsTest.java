package org.metabalance.app.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.Kind;
import org.metabalance.scoring.schema.NumberStyle;
import org.metabalance.scoring.schema.Schema;

class ParquetRecordsTest {
    @TempDir
    private Path directory;

    private Path write(String query) throws SQLException {
        Path file = directory.resolve("t.parquet");
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }

    private static List<String> texts(Table table, String column) {
        List<String> texts = new ArrayList<>();
        Column values = table.column(column);
        for (int row = 0; row < values.rows(); row++) {
            texts.add(values.text(row));
        }
        return texts;
    }

    @Test
    void foldersAndPatternsSayNothing() throws SQLException, IOException {
        Path file = write("SELECT 1.5 AS x, 'p' AS y UNION ALL SELECT 2.5, 'n'");
        for (String folder : List.of("x=7", "run=3", "a*b?[c]", "ä Ж", "it's")) {
            Path inside = Files.createDirectories(directory.resolve(folder)).resolve("t.parquet");
            Files.copy(file, inside);
            Table table = TableReader.read(inside, "y");
            assertEquals(List.of("x", "y"), table.names(), folder);
            assertEquals(List.of("1.5", "2.5"), texts(table, "x"));
        }
    }

    @Test
    void textColumnsFollowTheSameRules() throws SQLException {
        Table table = TableReader.read(
                write(
                        "SELECT * FROM (VALUES ('$1,234.5', '13/06/2023', 900719925474099301, TRUE,"
                                + " 0.1::FLOAT, TIMESTAMP '2000-01-01 12:00:00'),"
                                + " (' n/a ', '01/06/2023', 900719925474099302, FALSE, 2::FLOAT, NULL),"
                                + " ('$7', NULL, 900719925474099301, NULL, NULL,"
                                + " TIMESTAMP '1970-01-02')) t(money, day, id, flag, f, moment)"),
                null);
        assertEquals(Arrays.asList("1234.5", null, "7"), texts(table, "money"));
        assertEquals(Arrays.asList("19521", "19509", null), texts(table, "day"));
        assertEquals(
                List.of("900719925474099301", "900719925474099302", "900719925474099301"),
                texts(table, "id"));
        assertEquals(Arrays.asList("true", "false", null), texts(table, "flag"));
        assertEquals(0.1f, ((Column.Numeric) table.column("f")).values()[0]);
        assertEquals(Arrays.asList("10957.5", null, "1"), texts(table, "moment"));
    }

    @Test
    void typedNumbersDoNotFollowTheStyleOfASchema() throws SQLException {
        Schema schema = new Schema(
                List.of(
                        new ColumnSchema(
                                "x", new Kind.Number(new NumberStyle(",", "."), "€"), List.of(), 0,
                                "")));
        try (TableReader reader = TableReader.open(
                write("SELECT 1.234::DOUBLE AS x UNION ALL SELECT 1e-7"))) {
            ReadTable read = reader.read(schema, true);
            assertEquals(List.of("1.234", "1.0E-7"), texts(read.table(), "x"));
        }
    }

    /** The engine takes upper and lower case for the same, and calls the second one otherwise. */
    @Test
    void namesAreThoseOfTheFile() throws SQLException, IOException {
        Path file = write("SELECT 1 AS colA, 5 AS colB, {'colC': 1} AS s, 'q' AS last UNION ALL"
                + " SELECT 2, 6, NULL, 'r' UNION ALL SELECT 3, 7, NULL, 'r'");
        byte[] bytes = Files.readAllBytes(file);
        // made by changing a letter, as the engine writes no such file
        String text = new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("colB", "COLA");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        try (TableReader reader = TableReader.open(file)) {
            assertEquals(List.of("colA", "COLA", "s", "last"), reader.names());
            ReadTable read = reader.read(reader.decide("last", null, List.of()), true);
            assertEquals(List.of("1", "2", "3"), texts(read.table(), "colA"));
            assertEquals(List.of("5", "6", "7"), texts(read.table(), "COLA"));
            assertTrue(read.schema().column("s").orElseThrow().kind().text().equals("left out"));
        }
    }
}
