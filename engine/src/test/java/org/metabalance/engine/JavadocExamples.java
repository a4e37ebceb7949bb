package org.metabalance.engine;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * The examples in a class's Javadoc: blocks {@code <pre>{@code ...}}, whose last line ends in a comment with the value
 * it has. The block in the comment of the class stands before each of the others.
 */
final class JavadocExamples {
    private static final Path SOURCES = Path.of("src/main/java/org/metabalance/engine");
    private static final Pattern BLOCK = Pattern.compile("<pre>\\{@code\\s(.*?)}</pre>",
            Pattern.DOTALL);
    private static final Pattern TOLD = Pattern.compile("(?<code>.*?)\\s*// (?<value>.*)",
            Pattern.DOTALL);

    private final List<Example> examples = new ArrayList<>();

    /**
     * What an example says.
     *
     * @param line of the source at which it begins
     * @param code statements, each on a line, and an expression, maybe with a semicolon
     * @param told the value it says the expression has
     */
    record Example(int line, String code, String told) {}

    /** Reads the examples of a class of the engine. */
    JavadocExamples(String type) throws IOException {
        String source = Files.readString(SOURCES.resolve(type + ".java"));
        Matcher block = BLOCK.matcher(source);
        String first = "";
        while (block.find()) {
            String code = block.group(1).replaceAll("(?m)^ *\\* ?", "").strip();
            int lastLine = code.lastIndexOf('\n') + 1;
            Matcher told = TOLD.matcher(code.substring(lastLine));
            if (!told.matches()) {
                throw new AssertionError(type + ": says no value: " + code);
            }
            int line = (int) source.substring(0, block.start()).lines().count();
            String before = code.substring(0, lastLine);
            String last = told.group("code");
            examples.add(new Example(line, first + before + value(last), told.group("value")));
            if (first.isEmpty()) {
                first = before + last + (last.endsWith(";") ? "" : ";") + "\n";
            }
        }
    }

    /** Of a declaration, the value is that of its variable. */
    private static String value(String last) {
        Matcher declared = Pattern.compile("[\\w<>\\[\\]]+ (\\w+) = .*;").matcher(last);
        return declared.matches()
                ? last + "\nreturn " + declared.group(1) + ";"
                : "return " + last.replaceFirst(";$", "") + ";";
    }

    List<Example> all() {
        return List.copyOf(examples);
    }

    /** Compiles all examples into one class in {@code folder}, runs them, and returns their values as text. */
    List<String> values(Path folder) throws Exception {
        StringBuilder code = new StringBuilder("""
                import java.util.*;
                import org.metabalance.engine.*;
                import org.metabalance.engine.op.*;

                public class Examples {
                """);
        for (int i = 0; i < examples.size(); i++) {
            code.append("public static Object example").append(i).append("() {\n")
                    .append(examples.get(i).code()).append("\n}\n");
        }
        Path file = Files.writeString(folder.resolve("Examples.java"), code.append("}\n"));
        int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d",
                folder.toString(),
                "-cp", System.getProperty("java.class.path"), "-proc:none", file.toString());
        if (failed != 0) {
            throw new AssertionError("the examples do not compile:\n" + code);
        }
        List<String> values = new ArrayList<>();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Class<?> compiled = loader.loadClass("Examples");
            for (int i = 0; i < examples.size(); i++) {
                Method example = compiled.getMethod("example" + i);
                try {
                    values.add(text(example.invoke(null)));
                } catch (InvocationTargetException e) {
                    throw new AssertionError("line " + examples.get(i).line(), e.getCause());
                }
            }
        }
        return values;
    }

    private static String text(Object value) {
        return switch (value) {
            case Tensor tensor -> text(tensor.value());
            case NdArray array -> text(array, 0, 0, array.size());
            case Double number -> number(number);
            case double[] numbers -> text(NdArray.of(numbers));
            case int[] numbers -> java.util.Arrays.toString(numbers);
            case List<?> list -> list.stream().map(JavadocExamples::text).toList().toString();
            default -> value.toString();
        };
    }

    private static String text(NdArray array, int axis, int from, int size) {
        if (axis == array.shape().rank()) {
            return number(array.get(from));
        }
        int extent = array.shape().dim(axis);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < extent; i++) {
            parts.add(text(array, axis + 1, from + i * (size / extent), size / extent));
        }
        return parts.toString();
    }

    /** To four decimals, without zeros at the end. */
    private static String number(double value) {
        return Double.isFinite(value)
                ? Double.toString(
                        new BigDecimal(value).setScale(4, RoundingMode.HALF_EVEN).doubleValue())
                : Double.toString(value);
    }
}
