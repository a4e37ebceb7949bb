package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments nobody means, and some that are meant to deceive: one line, before any work. */
class ArgumentRulesTest {
    @TempDir
    private Path directory;

    private static String refused(String... arguments) {
        Captured captured = Captured.run(arguments);
        assertEquals(2, captured.code(), captured.err());
        return captured.error();
    }

    private String refused(List<String> options) throws IOException {
        Path rows = Samples.binary(directory);
        List<String> arguments = new ArrayList<>(
                List.of("compare", "--data", rows.toString(), "--label", "y"));
        arguments.addAll(options);
        return refused(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!', quoteCharacter = '`',
            value = {
                "--seeds 2147483647 ! --seeds must be at most 10000, got 2147483647",
                "--threads 99999 ! --threads must be at most 10000",
                "--hidden 64,2147483647 ! --hidden must be at most 10000",
                "--inner-steps 1001 ! --inner-steps must be at most 1000",
                "--seeds 99999999999999999999 ! is not an int",
                "--seeds 3 --seeds 4 ! '--seeds' (N) should be specified only once",
                "--tune --tune ! should be specified only once",
                "--methods , ! --methods has nothing between its commas",
                "--hidden ,, ! --hidden has nothing between its commas",
                "--drop , ! --drop has nothing between its commas",
                "--inner-rate NaN --methods metabalance ! --inner-rate must not be negative, got NaN",
                "--hypergradient gmres-99999 --methods metabalance ! a count is at most 999",
                "--network none ! no model family is named 'none'",
                "-- --seeds 3 ! nothing can follow '--', got '--seeds'",
                "--out= ! '--out': an empty text names no file",
                "--plugin= ! '--plugin' (JAR): an empty text names no file",
            })
    void whatNobodyMeans(String options, String expected) throws IOException {
        String error = refused(List.of(options.split(" ")));
        assertTrue(error.contains(expected), error);
    }

    @Test
    void emptyAndImpossiblePaths() {
        assertTrue(refused("compare", "--data=", "--label=y").contains("'--data': an empty text"));
        assertTrue(refused("predict", "--data", "a\0b", "--model", "m", "--out", "p")
                .contains("'a b' names no file: Nul"));
    }

    @Test
    void aFileIsNoSourceOfArguments() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "hunter2 --seeds x");
        for (String[] arguments : new String[][] {
            {"@" + secret}, {"compare", "@" + secret}, {"methods", "@" + secret},
            {"compare", "--data", "@" + secret, "--label", "y"}
        }) {
            assertFalse(refused(arguments).contains("--seeds"));
        }
        assertTrue(refused("methods", "@" + secret).contains("unknown command or argument '@"));
    }

    @Test
    void whatIsQuotedStaysInItsLine() {
        for (String bad : List.of("\u001b[2Jx", "x\ny", "x\r", "\u0085x", "\u009b2J", "\u2028x",
                "\u202ex")) {
            for (String[] arguments : new String[][] {
                {bad}, {"--" + bad}, {"methods", bad}, {"compare", "--seeds", bad},
                {"compare", "--data", bad, "--label", "y"}
            }) {
                String error = refused(arguments);
                assertTrue(error.contains("x") || error.contains("2J"), error);
                assertTrue(error.matches("[^\\p{Cc}\\u2028\\u202e]+"), error);
            }
        }
    }

    @Test
    void aPluginIsAJar() throws IOException {
        Path text = Files.writeString(directory.resolve("rows.jar"), "x,y\n");
        assertTrue(refused(List.of("--plugin", text.toString())).contains("rows.jar is no jar: "));
    }
}
