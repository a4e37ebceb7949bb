package org.metabalance.app.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.DateOrder;
import org.metabalance.scoring.schema.Kind;
import org.metabalance.scoring.schema.Schema;

/** What CSV files in the wild do: read right, or refused in one line. */
class CsvQuirksTest {
    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("t.csv"), text);
    }

    private static Table read(Path file) {
        return TableReader.read(file, null);
    }

    private static String rows(Table table) {
        return IntStream.range(0, table.rows())
                .mapToObj(
                        row -> table.columns().stream().map(column -> column.text(row))
                                .collect(Collectors.joining(",")))
                .collect(Collectors.joining(" "));
    }

    private static String refused(Path file) {
        String message = assertThrows(UserError.class, () -> read(file)).getMessage();
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    /** Slashes are line breaks. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "a,b/1,2/3,4/ ! a,b ! 1,2 3,4",
                "sep=;/a;b/1;2/3;4/ ! a,b ! 1,2 3,4",
                "sep=,/a,b/1,2/3,4/ ! a,b ! 1,2 3,4",
                "sep=^/a^b/1^2/3^4/ ! a,b ! 1,2 3,4",
                "/ /a,b//1,2/  /3,4// ! a,b ! 1,2 3,4",
                "\"a/(m)\",b/1,2/3,4/ ! a/(m),b ! 1,2 3,4",
                "\"a/(m)\";b/1;2/3;4/ ! a/(m),b ! 1,2 3,4",
                "\"a/(m)\"|b/1|2/3|4/ ! a/(m),b ! 1,2 3,4",
                "\"a,(m)\";b/1;2/3;4/ ! a,(m),b ! 1,2 3,4",
                "a,A/1,2/3,4/ ! a,A ! 1,2 3,4",
                " a , b /1,2/3,4/ ! a,b ! 1,2 3,4",
                ",b/1,2/3,4/ ! column 1,b ! 1,2 3,4",
                "a/1/2/ ! a ! 1 2",
                "a/1//2/// ! a ! 1 null 2",
                "a,b/\"1\",\"2\"/\"3\",\"4\"/ ! a,b ! 1,2 3,4",
                "a,b/1,\" 2 \"/3,4/ ! a,b ! 1,2 3,4",
                "a,b/1,2/3,\"4\" ! a,b ! 1,2 3,4",
            })
    void readRight(String text, String names, String rows) throws IOException {
        Table table = read(file(text.replace('/', '\n')));
        assertEquals(names.replace('/', '\n'), String.join(",", table.names()));
        assertEquals(rows, rows(table));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "a,b,a/1,2,3/ ! columns 1 and 3 are both named 'a'; rename one in the file",
                "0,1,0/1,2,3/ ! columns 1 and 3 are both named '0'; is the first line data?",
                "\"a,b/1,2/ ! line 1 has a quote that does not end",
                "a,b/1,\"2/ ! line 2 has a quote that does not end",
                "a,b/1,\"2\"\"/ ! line 2 has a quote that does not end",
                "a,b/1,2/\"x/y\",2/3,4,5/ ! line 5 has more fields than the header: 3, not 2",
            })
    void refusedInOneLine(String text, String expected) throws IOException {
        String message = refused(file(text.replace('/', '\n')));
        assertTrue(message.contains(expected), message);
    }

    @Test
    void gzipWithZerosAndInMembers() throws IOException {
        Path file = directory.resolve("t.csv.gz");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (String part : List.of("a,b\n1,", "2\n3,4\n")) {
                GZIPOutputStream member = new GZIPOutputStream(out);
                member.write(part.getBytes(StandardCharsets.UTF_8));
                member.finish();
            }
            out.write(new byte[1000]);
        }
        assertEquals("1,2 3,4", rows(read(file)));
        Files.write(file, "junk".getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.APPEND);
        assertTrue(refused(file).contains("what follows the compressed text is no gzip"));
    }

    /** A field that never ends is refused when it is too long, not when memory is used up. */
    @Test
    void boundedMemory() throws IOException {
        Path file = directory.resolve("t.csv.gz");
        byte[] megabyte = "a".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        for (String begin : List.of("a,b\n1,", "a,b\n1,\"")) {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write(begin.getBytes(StandardCharsets.UTF_8));
                for (int i = 0; i < 6; i++) {
                    out.write(megabyte);
                }
            }
            assertTrue(refused(file).contains("line 2 has a field of more than 4,194,304"));
        }
        String header = IntStream.range(0, 70_000).mapToObj(i -> "c" + i)
                .collect(Collectors.joining(","));
        String message = refused(file(header + "\n"));
        assertTrue(message.contains("line 1 has more than 65,536 fields"), message);
    }

    @Test
    void manyColumns() throws IOException {
        String header = IntStream.range(0, 5000).mapToObj(i -> "c" + i)
                .collect(Collectors.joining(","));
        String row = IntStream.range(0, 5000).mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
        Table table = read(file(header + "\n" + row + "\n" + row.replace("1", "2") + "\n"));
        assertEquals(2084, table.columns().size()); // those with a 1: the others have one value
    }

    @Test
    void namesAreFoundExactlyOrAlike() {
        List<String> notes = new ArrayList<>();
        ColumnNames names = new ColumnNames(
                List.of("class", "Class", "x\n(m)", "a,b", "a", "Only"), notes::add);
        assertEquals("Class", names.find("Class"));
        assertEquals("class", names.find("class"));
        assertEquals("x\n(m)", names.find("x (m)"));
        assertEquals(List.of(), notes);
        assertEquals("Only", names.find("ONLY"));
        assertEquals(List.of("column 'ONLY' is called 'Only' in the file"), notes);
        assertTrue(
                assertThrows(DataException.class, () -> names.find("CLASS")).getMessage()
                        .contains("several that differ in case: class, Class"));
        assertTrue(
                assertThrows(DataException.class, () -> names.find("onl")).getMessage()
                        .contains("did you mean 'Only'?"));
        assertEquals(List.of("a,b"), names.findAll(List.of("a,b")));
        assertEquals(List.of("a", "class", "a,b"), names.findAll(List.of("a, class", "a,b")));
    }

    @Test
    void twoOfOneNameMayBeDropped() throws IOException {
        try (TableReader reader = TableReader.open(file("a,b,a\n1,2,3\n4,5,6\n"))) {
            Schema schema = reader.decide(null, null, List.of("a"));
            assertEquals(List.of("a", "b"), schema.names());
            assertEquals("2 5", rows(reader.read(schema, true).table()));
            Schema needed = new Schema(
                    List.of(new ColumnSchema("a", Kind.Number.PLAIN, List.of(), 0, "")));
            assertThrows(UserError.class, () -> reader.read(needed, true));
        }
    }

    @Test
    void aSchemaIsUsedAsItStands() throws IOException {
        Schema schema = new Schema(
                List.of(
                        new ColumnSchema("d", new Kind.Date(DateOrder.DAY_FIRST), List.of(), 0, ""),
                        new ColumnSchema(
                                "c", new Kind.Category(List.of("1.0"), false, false), List.of("9"),
                                0, ""),
                        new ColumnSchema("n", Kind.Number.PLAIN, List.of(), 0, ""),
                        new ColumnSchema("o", new Kind.LeftOut("-"), List.of(), 0, "")));
        try (TableReader reader = TableReader.open(
                file("n,extra,o,d,c\n1,2,3,01/02/1970,1.0\ntall,2,3,02/01/1970,9\n"))) {
            ReadTable read = reader.read(schema, false);
            assertEquals(List.of("n", "d", "c"), read.table().names());
            assertEquals("1,31,1.0 null,1,null", rows(read.table()));
            assertInstanceOf(Column.Categorical.class, read.table().column("c"));
            assertEquals(List.of("extra"), read.unknown());
            assertEquals(
                    List.of("column 'n': 1 value does not fit (number): 'tall' (line 3); they count"
                            + " as missing"),
                    read.oddValues());
            String strict = assertThrows(UserError.class, () -> reader.read(schema, true))
                    .getMessage();
            assertTrue(strict.contains("t.csv: column 'n': 1 value does not fit"), strict);
        }
    }

    @Test
    void aPipeIsReadOnceAndKept() throws IOException, InterruptedException {
        Path pipe = directory.resolve("pipe");
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        if (made.waitFor() != 0) {
            return;
        }
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                Files.writeString(pipe, "a,b\n1,2\n3,4\n", StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertEquals("1,2 3,4", rows(read(pipe)));
        writer.join();
    }
}
