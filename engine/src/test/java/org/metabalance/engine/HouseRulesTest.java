package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What holds inside the engine, checked against its sources; which package may use which is checked for
 * the whole house, in the module {@code studies}.
 */
class HouseRulesTest {
    private static final Path SOURCES = Path.of("src/main/java");

    private static final String BELOW = "import org\\.metabalance\\.engine\\.(compile|execute|kernel).*";

    @Test
    void onlyProgramsReachBelowTheOperations() {
        List<String> users = new ArrayList<>();
        for (Path file : all()) {
            boolean uses = code(file).stream().anyMatch(l -> l.matches(BELOW));
            if (uses && file.getParent().endsWith("org/metabalance/engine")) {
                users.add(file.getFileName().toString());
            }
        }
        assertEquals(List.of("Program.java"), users,
                "tensors, tapes and gradients know operations alone");
    }

    @Test
    void onlyTheKernelsKnowVectorsAndNativeLibraries() {
        List<String> users = new ArrayList<>();
        for (Path file : all()) {
            boolean uses = code(file).stream().anyMatch(
                    l -> l.startsWith("import jdk.incubator.") || l.startsWith("import org.jblas"));
            if (uses && !file.toString().contains("/engine/kernel/")) {
                users.add(file.toString());
            }
        }
        assertEquals(List.of(), users);
    }

    @Test
    void nothingIsPrintedAndNothingIsLeftToDo() {
        List<String> breaches = new ArrayList<>();
        Pattern forbidden = Pattern
                .compile("System\\.(out|err)|printStackTrace|\\bTODO\\b|\\bFIXME\\b|\\bXXX\\b");
        for (Path file : all()) {
            for (String line : lines(file)) {
                if (forbidden.matcher(line).find()) {
                    breaches.add(file.getFileName() + ": " + line.strip());
                }
            }
        }
        assertEquals(List.of(), breaches);
    }

    /** The F64 twin of a Float class is made of its text; one written by hand would be overwritten. */
    @Test
    void noTwinIsWrittenByHand() {
        List<String> twins = all().stream().map(p -> p.getFileName().toString())
                .filter(n -> n.startsWith("Double")).toList();
        assertEquals(List.of(), twins);
    }

    private static List<Path> all() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> all = files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
            assertTrue(all.size() > 1, "no sources in " + SOURCES.toAbsolutePath());
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that are not comments. */
    private static List<String> code(Path file) {
        return lines(file).stream()
                .filter(l -> !l.strip().startsWith("*") && !l.strip().startsWith("/")).toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
