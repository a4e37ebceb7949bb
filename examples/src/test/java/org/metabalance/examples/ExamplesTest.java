package org.metabalance.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every example prints what {@code README.md} says of it, and is short. */
class ExamplesTest {
    private static final Path SOURCES = Path.of("src/main/java/org/metabalance/examples");
    private static final int MOST_LINES = 80;
    private static final Pattern SECTION = Pattern.compile(
            "### \\[(\\w+)\\]\\((\\S+)\\)\n.*?```text\n(.*?)```", Pattern.DOTALL);

    private static Map<String, String> told() throws IOException {
        Map<String, String> outputs = new TreeMap<>();
        Matcher section = SECTION.matcher(Files.readString(Path.of("README.md")));
        while (section.find()) {
            assertEquals(SOURCES + "/" + section.group(1) + ".java", section.group(2));
            outputs.put(section.group(1), section.group(3));
        }
        return outputs;
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> !name.equals("package-info")).sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> eachPrintsWhatTheReadmeSays() throws IOException {
        Map<String, String> told = told();
        assertEquals(names(), Stream.concat(
                told.keySet().stream(), Stream.of("MetaStepByHand", "OwnMethod")).sorted()
                .toList());
        return told.entrySet().stream().map(example -> dynamicTest(
                example.getKey(),
                () -> assertEquals(example.getValue(), printed(example.getKey()))));
    }

    private static String printed(String name) throws ReflectiveOperationException {
        Method main = Class.forName("org.metabalance.examples." + name).getDeclaredMethod("main");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (PrintStream caught = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(caught);
            main.invoke(null);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @Test
    void eachIsShort() throws IOException {
        for (String name : names()) {
            List<String> lines = Files.readAllLines(SOURCES.resolve(name + ".java"));
            long code = lines.stream()
                    .filter(line -> !line.startsWith("import") && !line.startsWith("package"))
                    .count();
            assertTrue(
                    code <= (name.equals("MetaStepByHand") ? 200 : MOST_LINES),
                    () -> name + " has " + code + " lines without imports");
        }
    }
}
