package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/architecture.md says of the packages, checked against the sources. */
class HouseRulesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final String ROOT = "org.metabalance.engine";

    /** For each package those of the engine that it must not import, all floors above it. */
    private static final Map<String, List<String>> FORBIDDEN = Map.of(
            "op", List.of("compile", "kernel", "execute", "inspect"),
            "kernel", List.of("compile", "execute", "inspect"),
            "compile", List.of("kernel", "execute", "inspect"),
            "execute", List.of("inspect"));

    private static final Pattern NAME = Pattern.compile("org\\.metabalance\\.engine\\.([a-z]+)\\b");

    @Test
    void noPackageUsesOneAboveIt() {
        List<String> breaches = new ArrayList<>();
        FORBIDDEN.forEach(
                (from, above) -> {
                    for (Path file : sources(from)) {
                        for (String line : code(file)) {
                            Matcher name = NAME.matcher(line);
                            while (name.find()) {
                                if (above.contains(name.group(1))) {
                                    breaches.add(file.getFileName() + ": " + line.strip());
                                }
                            }
                        }
                    }
                });
        assertEquals(List.of(), breaches);
    }

    @Test
    void onlyProgramsReachBelowTheOperations() {
        List<String> users = new ArrayList<>();
        for (Path file : sources("")) {
            if (code(file).stream().anyMatch(l -> l
                    .matches("import org\\.metabalance\\.engine\\.(compile|execute|kernel).*"))) {
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

    private static List<Path> sources(String name) {
        Path folder = SOURCES.resolve(ROOT.replace('.', '/')).resolve(name);
        // the face of the engine alone, of a floor all rooms
        try (Stream<Path> files = Files.walk(folder, name.isEmpty() ? 1 : Integer.MAX_VALUE)) {
            List<Path> sources = files.filter(f -> f.toString().endsWith(".java")).sorted()
                    .toList();
            assertTrue(sources.size() > 1, "no sources in " + folder.toAbsolutePath());
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> all() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
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
