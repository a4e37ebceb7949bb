package org.metabalance.app.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
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
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.Kind;
import org.metabalance.scoring.schema.Schema;

class TableReaderTest {
    private static final String SMALL = "a,b,y\n1,x,p\n2.5,z,n\n";

    @TempDir
    private Path directory;
    private final List<String> notes = new ArrayList<>();

    private Table read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private Table read(byte[] bytes) throws IOException {
        return read(Files.write(directory.resolve("t.csv"), bytes));
    }

    /** Reads with the schema that is decided; notes are those of the columns. */
    private Table read(Path file) {
        try (TableReader reader = TableReader.open(file)) {
            Schema schema = reader.decide(null, null, List.of());
            notes.clear();
            for (ColumnSchema column : schema.columns()) {
                if (!column.note().isEmpty()) {
                    notes.add(column.name() + ": " + column.note());
                }
                if (column.kind() instanceof Kind.LeftOut(String reason)) {
                    notes.add(column.name() + ": " + reason);
                }
            }
            return reader.read(schema, false).table();
        }
    }

    private String refused(String text) {
        return assertThrows(UserError.class, () -> read(text)).getMessage();
    }

    private static List<String> texts(Table table, String column) {
        List<String> texts = new ArrayList<>();
        Column values = table.column(column);
        for (int row = 0; row < values.rows(); row++) {
            texts.add(String.valueOf(values.text(row)));
        }
        return texts;
    }

    private static void assertSmall(Table table) {
        assertEquals(List.of("a", "b", "y"), table.names());
        assertInstanceOf(Column.Numeric.class, table.column("a"));
        assertInstanceOf(Column.Categorical.class, table.column("b"));
        assertEquals(List.of("1", "2.5"), texts(table, "a"));
        assertEquals(List.of("x", "z"), texts(table, "b"));
        assertEquals(List.of("p", "n"), texts(table, "y"));
    }

    @Test
    void plainCsv() throws IOException {
        assertSmall(read(SMALL));
        assertEquals(List.of(), notes);
    }

    @Test
    void withoutLastLineEnding() throws IOException {
        assertSmall(read(SMALL.strip()));
    }

    @Test
    void windowsAndOldMacLineEndings() throws IOException {
        assertSmall(read(SMALL.replace("\n", "\r\n")));
        assertSmall(read(SMALL.replace("\n", "\r")));
    }

    @Test
    void byteOrderMark() throws IOException {
        assertSmall(read("\ufeff" + SMALL));
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", "|"})
    void otherSeparators(String separator) throws IOException {
        assertSmall(read(SMALL.replace(",", separator)));
    }

    @Test
    void decimalCommaBetweenSemicolons() throws IOException {
        Table table = read("a;b;y\n1,5;x;p\n-2,25;z;n\n");
        assertEquals(List.of("1.5", "-2.25"), texts(table, "a"));
    }

    @Test
    void gzip() throws IOException {
        Path file = directory.resolve("t.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(SMALL.getBytes(StandardCharsets.UTF_8));
        }
        assertSmall(read(file));
    }

    @Test
    void gzipCutOff() throws IOException {
        Path whole = directory.resolve("t.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            out.write(SMALL.getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2));
        UserError error = assertThrows(UserError.class, () -> read(whole));
        assertTrue(error.getMessage().contains("damaged or cut off"), error.getMessage());
    }

    @Test
    void quotes() throws IOException {
        Table table = read(
                "a,\"b, c\",y\n\"x, y\",1,p\n\"he said \"\"hi\"\"\",2,n\n"
                        + "\"two\nlines\",3,p\nin\"side,4,n\nin\"side,4,n\n");
        assertEquals(List.of("a", "b, c", "y"), table.names());
        assertEquals(
                List.of("x, y", "he said \"hi\"", "two\nlines", "in\"side", "in\"side"),
                texts(table, "a"));
        assertEquals(List.of("1", "2", "3", "4", "4"), texts(table, "b, c"));
    }

    @Test
    void unicode() throws IOException {
        Table table = read("имя,\u03bb,ラベル\nжук,1.5,да\n🦔,2,нет\n");
        assertEquals(List.of("имя", "\u03bb", "ラベル"), table.names());
        assertEquals(List.of("жук", "🦔"), texts(table, "имя"));
    }

    @Test
    void missingValues() throws IOException {
        Table table = read("a,b,y\n1,,p\nNA,?,n\n,x,p\nNaN,NA,n\n?,N/A,p\n");
        assertEquals(List.of("1", "null", "null", "null", "null"), texts(table, "a"));
        assertInstanceOf(Column.Numeric.class, table.column("a"));
        assertEquals(List.of("null", "null", "x", "null", "null"), texts(table, "b"));
    }

    @Test
    void typesAreFoundInAllRows() throws IOException {
        StringBuilder text = new StringBuilder("a,y\n");
        for (int i = 0; i < 50_000; i++) {
            text.append(i).append(",p\n");
        }
        for (int i = 0; i < 2000; i++) {
            text.append("late ").append(i % 7).append(",n\n");
        }
        Table table = read(text.toString());
        assertInstanceOf(Column.Categorical.class, table.column("a"));
        assertEquals("late 0", table.column("a").text(50_000));
    }

    @Test
    void rowsKeepTheirOrder() throws IOException {
        StringBuilder text = new StringBuilder("a,y\n");
        for (int i = 0; i < 300_000; i++) {
            text.append(i).append(",").append(i % 2).append("\n");
        }
        Table table = read(text.toString());
        double[] values = ((Column.Numeric) table.column("a")).values();
        for (int row = 0; row < values.length; row++) {
            assertEquals(row, values[row]);
        }
    }

    @Test
    void truthValuesAndDates() throws IOException {
        Table table = read("t,d,s,y\nTrue,1970-01-11,2000-01-01 12:00:00,p\nFALSE,1970-01-01,,n\n");
        assertEquals(List.of("true", "false"), texts(table, "t"));
        assertEquals(List.of("10", "0"), texts(table, "d"));
        assertEquals(List.of("10957.5", "null"), texts(table, "s"));
    }

    @Test
    void blanksAroundTextsGo() throws IOException {
        assertEquals(List.of("x", "null"), texts(read("a, b ,y\n1, x ,p\n2, ?,n\n"), "b"));
    }

    @Test
    void headerOnly() throws IOException {
        assertEquals(0, read("a,b,y\n").rows());
    }

    @Test
    void parquet() throws SQLException {
        Path file = directory.resolve("t.parquet");
        write(
                "SELECT 1.5::DECIMAL(10,2) AS a, 'x' AS b, true AS t, DATE '1970-01-03' AS d,"
                        + " [1, 2] AS l, 7::UTINYINT AS i UNION ALL"
                        + " SELECT NULL, NULL, false, NULL, NULL, 8",
                file);
        Table table = read(file);
        assertEquals(List.of("a", "b", "t", "d", "i"), table.names());
        assertEquals(List.of("1.5", "null"), texts(table, "a"));
        assertEquals(List.of("x", "null"), texts(table, "b"));
        assertEquals(List.of("true", "false"), texts(table, "t"));
        assertEquals(List.of("2", "null"), texts(table, "d"));
        assertEquals(List.of("7", "8"), texts(table, "i"));
        assertTrue(notes.contains("l: holds INTEGER[]"));
    }

    private static void write(String query, Path file) throws SQLException {
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        }
    }

    @Test
    void damagedParquet() throws IOException {
        Path file = Files.write(directory.resolve("t.parquet"),
                new byte[] {'P', 'A', 'R', '1', 0, 0, 0, 0, 2, 0, 0, 0, 'P', 'A', 'R', '1'});
        UserError error = assertThrows(UserError.class, () -> read(file));
        assertTrue(error.getMessage().contains("not a readable Parquet file"), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "a,b,y/1,2,p/3,4/5,6,n ! line 3 has fewer fields than the header: 2, not 3; mend or remove it",
                "a,b,y/1,2,p/3,4,n,5/5,6,n ! line 3 has more fields than the header: 4, not 3; mend or remove it",
                "a,b,y/1,2/1,2,p/3,4/5,6,n ! line 2 has fewer fields than the header: 2, not 3;"
                        + " mend or remove it (and 1 more faulty line)",
                "a,b,y/1,2,p/\"3,4,n/5,6,n ! line 3 has a quote that does not end",
                "a,b,y/1,2,p/\"3\" 4,4,n/5,6,n ! line 3 has a quote that does not end",
                "3,2,y/1,2,3,4,5/1,2,3,4,5/1,2,3,4,5 ! is the first line really the header?",
            })
    void raggedLinesAreNamed(String text, String expected) {
        String message = refused(text.replace('/', '\n') + "\n");
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void raggedLineFarDown() {
        StringBuilder text = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 40_000; i++) {
            text.append("1,2,p\n");
        }
        String message = refused(text + "3,4\n");
        assertTrue(message.contains("line 40002 has fewer fields"), message);
    }

    @Test
    void lineEndingsMayChange() throws IOException {
        assertSmall(read("a,b,y\r\n1,x,p\n2.5,z,n\r"));
    }

    @Test
    void otherEncodings() throws IOException {
        byte[] latin = "a,y\n1,p\ncaf\u00e9,n\n".getBytes(StandardCharsets.ISO_8859_1);
        String message = assertThrows(UserError.class, () -> read(latin)).getMessage();
        assertTrue(message.contains("line 3 is not text in UTF-8 (byte 0xe9)"), message);
        byte[] wide = "a,y\n1,p\n".getBytes(StandardCharsets.UTF_16);
        assertTrue(
                assertThrows(UserError.class, () -> read(wide)).getMessage().contains("UTF-16"));
    }

    @Test
    void binaryFiles() {
        String zero = refused("a,y\n1,p\n2,\0\n");
        assertTrue(zero.contains("line 3 holds a zero byte: this is a binary file"), zero);
        String zip = refused("PK\u0003\u0004 and so on");
        assertTrue(zip.contains("a zip archive or Excel workbook"), zip);
    }

    @Test
    void absentEmptyAndDirectory() throws IOException {
        Files.writeString(directory.resolve("loans.csv"), SMALL);
        assertEquals(
                "no such file: " + directory.resolve("loan.csv") + ", did you mean 'loans.csv'?",
                assertThrows(
                        UserError.class,
                        () -> read(directory.resolve("loan.csv")))
                        .getMessage());
        assertTrue(
                assertThrows(UserError.class, () -> read(directory))
                        .getMessage()
                        .contains("is a directory"));
        assertTrue(refused("").endsWith("is empty"));
        assertTrue(refused("\n\n").contains("has no header line"));
    }

    @Test
    void quotesInFileNames() throws IOException {
        Path file = Files.writeString(directory.resolve("it's \"mine\".csv"), SMALL);
        assertSmall(read(file));
    }

    @Test
    void aFileThatGrowsBetweenThePassesIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("grows.csv"), SMALL);
        try (TableReader reader = TableReader.open(file)) {
            Schema schema = reader.decide(null, null, List.of());
            String text = Files.readString(file);
            Files.writeString(file, text + text.lines().skip(1).findFirst().orElseThrow() + "\n");
            String message = assertThrows(UserError.class, () -> reader.read(schema, false))
                    .getMessage();
            assertTrue(message.contains("was changed while it was read"), message);
        }
    }

    @Test
    void aFileReadInPartsHasTheRowsOfTheWhole() throws IOException {
        StringBuilder text = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 70_000; i++) {
            text.append(i / 8.0).append(",w").append(i % 11).append(',').append(i % 2)
                    .append('\n');
        }
        Path file = Files.writeString(directory.resolve("long.csv"), text);
        try (TableReader reader = TableReader.open(file)) {
            Schema schema = reader.decide("y", null, List.of());
            Table whole = reader.read(schema, false).table();
            List<Integer> sizes = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            reader.readParts(schema, true, List.of("b"), (part, more) -> {
                assertEquals(texts.size() + 1, part.rowNumber(0));
                for (Column column : part.columns()) {
                    for (int row = 0; row < part.rows(); row++) {
                        assertEquals(
                                whole.column(column.name()).text(texts.size() + row),
                                column.text(row));
                    }
                }
                sizes.add(part.rows());
                texts.addAll(more.get("b"));
            });
            assertEquals(List.of(65_536, 4464), sizes);
            assertEquals("w" + 69_999 % 11, texts.getLast());
        }
    }
}
