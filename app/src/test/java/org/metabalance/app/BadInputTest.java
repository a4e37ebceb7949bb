package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.catalog.Methods;

/** Everything a user can get wrong ends in one line and exit code 2, before any training. */
class BadInputTest {
    @TempDir
    private Path directory;
    private Path good;

    @BeforeEach
    void goodFile() throws IOException {
        good = Samples.binary(directory);
    }

    private static void assertRefused(String expected, String... arguments) {
        Captured captured = Captured.run(arguments);
        String error = captured.error();
        assertTrue(error.contains(expected), error);
        assertEquals(2, captured.code(), error);
    }

    private void assertRefused(String expected, Path file, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("compare", "--data", file.toString(), "--label", "y"));
        arguments.addAll(List.of(more));
        assertRefused(expected, arguments.toArray(String[]::new));
    }

    private void assertTextRefused(String expected, String text) throws IOException {
        assertRefused(expected, Files.writeString(directory.resolve("bad.csv"), text));
    }

    private Path rows(String header, int rows, IntFunction<String> row)
            throws IOException {
        return Samples.write(directory.resolve("rows.csv"), header, rows, row);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "--seeds x ! invalid value for option '--seeds': 'x' is not an int",
                "--seeds 0 ! --seeds must be at least 1, got 0",
                "--epochs -3 ! --epochs must be at least 1, got -3",
                "--threads 0 ! --threads must be at least 1, got 0",
                "--hidden 8,0 ! --hidden must be at least 1, got 0",
                "--hidden 8;4 ! is not an int",
                "--sedes 3 ! unknown option '--sedes', did you mean '--seeds'?",
                "--drop z ! no column is named 'z'",
                "--drop y ! --drop must not name the label column 'y'",
                "--positive maybe ! the positive value 'maybe' does not occur; its values are: no, yes",
                "more ! unknown command or argument 'more'",
            })
    void wrongOptions(String options, String expected) {
        assertRefused(expected, good, options.split(" "));
    }

    @Test
    void absentCommandAndOptions() {
        assertRefused("no command given");
        assertRefused("unknown command or argument 'compar', did you mean 'compare'?", "compar");
        assertRefused("missing required options: '--data=FILE', '--label=COLUMN'", "compare");
    }

    @Test
    void unknownMethod() {
        String name = Methods.all().getFirst().name();
        String wrong = name.substring(0, name.length() - 1) + "#";
        assertRefused("no method is named '" + wrong + "', did you mean '" + name + "'?", good,
                "--methods", wrong);
    }

    @Test
    void files() throws IOException {
        assertRefused("no such file: ", directory.resolve("other.parquet"));
        assertRefused("did you mean 'binary.csv'?", directory.resolve("binari.csv"));
        assertRefused("is a directory", directory);
        assertTextRefused("is empty", "");
        assertTextRefused("has a header but no rows", "x,y\n");
        assertTextRefused("bad.csv: line 3 has fewer fields than the header", "x,y\n1,2\n3\n4,5\n");
        assertTextRefused("line 2 holds a zero byte: this is a binary file", "x,y\n\0\0\n");
        assertTextRefused("is a zip archive or Excel workbook", "PK\u0003\u0004x,y\n");
    }

    @Test
    void columns() throws IOException {
        assertRefused(
                "binary.csv: no column is named 'colou', did you mean 'colour'?",
                "compare", "--data", good.toString(), "--label", "colou");
        assertRefused("no column is left to learn from", rows("y", 40, i -> i % 2 + ""));
        assertRefused(
                "column 'x': infinite value in row 7",
                rows("x,y", 40, i -> (i == 6 ? "-inf" : i * i + "") + "," + i % 2));
    }

    @Test
    void labels() throws IOException {
        assertRefused("only one class, all 40 labelled rows are 'p'",
                rows("x,y", 40, i -> i * i + ",p"));
        assertRefused("all 40 values are missing", rows("x,y", 40, i -> i * i + ","));
        assertRefused(
                "class '1' has 9 rows, at least 10 are needed",
                rows("x,y", 90, i -> i * i + "," + (i % 10 == 0 ? 1 : 0)));
        assertRefused(
                "What still works:", rows("x,y", 90, i -> i * i + "," + (i % 10 == 0 ? 1 : 0)));
        assertRefused("90 different values", rows("x,y", 90, i -> i % 7 + "," + i * i));
    }

    @Test
    void outMustBeWritable() {
        assertRefused("is a file, give a directory", good, "--out", good.toString());
        assertRefused(
                "cannot be written to", good, "--out", good.resolve("below").toString());
    }

    @Test
    void trainAndPredict() throws IOException {
        assertRefused(
                "no method is named 'nothing'",
                "train", "--data", good.toString(), "--label", "y", "--method", "nothing", "--out",
                directory.resolve("m").toString());
        assertFalse(Files.exists(directory.resolve("m")));
        String[] predict = {
            "predict", "--model", "", "--data", good.toString(), "--out",
            directory.resolve("p.csv").toString()
        };
        predict[2] = directory.resolve("m").toString();
        assertRefused("no such model directory", predict);
        predict[2] = directory.toString();
        assertRefused("holds no model", predict);
        Files.writeString(directory.resolve("manifest.json"), "{");
        assertRefused("manifest.json cannot be used: its checksum", predict);
    }

    @Test
    void stackTraceOnlyWithDebug() {
        Captured captured = Captured.run("compare", "--debug", "--data", "absent.csv", "--label",
                "y");
        assertEquals(2, captured.code());
        assertTrue(captured.err().contains("\tat org.metabalance"), captured.err());
    }

    @Test
    void messagesDoNotDependOnTheLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-u-nu-arab"));
            assertEquals("1,234 rows", Texts.count(1234, "row"));
            assertRefused("--seeds must be at least 1, got 0", good, "--seeds", "0");
        } finally {
            Locale.setDefault(before);
        }
    }
}
