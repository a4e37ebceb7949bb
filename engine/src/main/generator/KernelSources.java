import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes the sources of kernels that differ from others by rule alone. The build runs it:
 *
 * <pre>java KernelSources.java src/main/java src/main/templates target/generated-sources/kernels</pre>
 *
 * <p>First the {@code Float} classes that come of templates. A template is Java with two marks:
 * {@code ${name}} is a value, and the lines from {@code #each list} to {@code #end} come once for each
 * element of the list, which sees its own names and those around it. Lines left blank by values that
 * are empty are left out. The values are below, what they are for is said in the template.
 *
 * <p>Then the {@code Double} twin of every {@code Float} class, written by hand or just made: one
 * source, no drift. A file that is already right is not touched, one of an earlier run that no source
 * stands for any more is removed.
 */
final class KernelSources {

    private static final Pattern VALUE = Pattern.compile("\\$\\{(\\w+)}");

    private final Path sources;
    private final Path templates;

    /** What is to be in the target folder: paths in it, and texts. */
    private final Map<Path, String> made = new TreeMap<>();

    private KernelSources(Path sources, Path templates) {
        this.sources = sources;
        this.templates = templates;
    }

    public static void main(String[] folders) throws IOException {
        KernelSources all = new KernelSources(Path.of(folders[0]), Path.of(folders[1]));
        all.tiles();
        all.convolutionTiles();
        all.elementwise();
        all.twins();
        all.write(Path.of(folders[2]));
    }

    // Tiles of 1 to 8 rows and 1 to 3 vectors, and of 6 rows and 2 vectors.

    private void tiles() throws IOException {
        List<Map<String, ?>> sizes = new ArrayList<>();
        for (int rows : new int[] {8, 4, 2, 1}) {
            for (int vectors : new int[] {3, 2, 1}) {
                sizes.add(Map.of(
                        "R", rows, "V", vectors,
                        "rows", rows(rows), "vectors", vectors(vectors)));
            }
        }
        make("kernel/gemm/FloatTiles", "FloatTiles", Map.of("tiles", sizes));
        make("kernel/gemm/FloatTiles6", "FloatTiles6", Map.of(
                "what", "A whose columns are adjacent",
                "rows", rows(6), "vectors", vectors(2),
                "end", "k", "step", "1", "bAt", "p * 2 * LANES"));
        make("kernel/gemm/FloatTiles6", "FloatSlivers6", Map.of(
                "what", "slivers of A",
                "rows", rows(6), "vectors", vectors(2),
                "end", "SLIVER * k", "step", "SLIVER", "bAt", "2 * LANES / SLIVER * p"));
    }

    // Tiles of 1 to 8 rows and 1 to 3 vectors, or 1 to 16 rows of one: rows are cut into equal parts.

    private void convolutionTiles() throws IOException {
        List<Map<String, ?>> sizes = new ArrayList<>();
        for (int vectors = 1; vectors <= 3; vectors++) {
            for (int rows = 1; rows <= (vectors == 1 ? 16 : 8); rows++) {
                sizes.add(Map.of("R", rows, "V", vectors,
                        "rows", each(rows, r -> Map.of("r", r, "down", times(r, "xStep"),
                                "next", r > 0 ? "zi += zStep;" : "")),
                        "vectors", across(vectors)));
            }
        }
        make("kernel/conv/FloatWindowTiles", "FloatWindowTiles", Map.of("tiles", sizes));
        make("kernel/conv/FloatPixelTiles", "FloatPixelTiles", Map.of("tiles", sizes));
    }

    private static List<Map<String, ?>> across(int count) {
        return each(count, v -> Map.of("v", v,
                "at", v > 0 && v == count - 1 ? " + lastVector" : times(v, "LANES")));
    }

    private static List<Map<String, ?>> rows(int count) {
        return each(count, r -> Map.of(
                "r", r, "down", times(r, "aRow"), "next", r > 0 ? "ci += cRow;" : ""));
    }

    private static List<Map<String, ?>> vectors(int count) {
        return each(count, v -> {
            boolean last = v > 0 && v == count - 1;
            return Map.of("v", v,
                    "b", last ? " + bLast" : times(v, "LANES"),
                    "packed", times(v, "LANES"),
                    "c", last ? " + cLast" : times(v, "LANES"));
        });
    }

    private static String times(int factor, String distance) {
        return factor == 0 ? "" : factor == 1 ? " + " + distance : " + " + factor + " * " + distance;
    }

    // Functions of two operands, each an array or one number.

    private void elementwise() throws IOException {
        List<Map<String, ?>> arithmetic = List.of(
                Map.of("op", "ADD", "method", "add", "lanes", "add"),
                Map.of("op", "SUB", "method", "subtract", "lanes", "sub"),
                Map.of("op", "MUL", "method", "multiply", "lanes", "mul"),
                Map.of("op", "DIV", "method", "divide", "lanes", "div"),
                Map.of("op", "MAXIMUM", "method", "maximum", "lanes", "max"),
                Map.of("op", "MINIMUM", "method", "minimum", "lanes", "min"));
        List<Map<String, ?>> comparisons = List.of(
                Map.of("op", "EQ", "method", "equal"),
                Map.of("op", "NE", "method", "notEqual"),
                Map.of("op", "GT", "method", "greater"),
                Map.of("op", "GE", "method", "greaterOrEqual"),
                Map.of("op", "LT", "method", "less"),
                Map.of("op", "LE", "method", "lessOrEqual"));
        for (String number : List.of("", "Left", "Right")) {
            Map<String, Object> values = new HashMap<>();
            values.put("arithmetic", arithmetic);
            values.put("comparisons", comparisons);
            operand("x", number.equals("Left"), values);
            operand("y", number.equals("Right"), values);
            make("kernel/vector/FloatVectorBinary", "FloatVectorBinary" + number, values);
        }
    }

    private static void operand(String x, boolean number, Map<String, Object> values) {
        values.put(x, number ? x : x + "[i]");
        values.put(x + "Declared", number ? "float " + x : "float[] " + x + ", int " + x + "At");
        values.put(x + "Passed", number ? x : x + ", " + x + "At");
        values.put(x + "Before",
                number ? "FloatVector " + x + "s = FloatVector.broadcast(SPECIES, " + x + ");" : "");
        values.put(x + "Vector",
                number ? x + "s" : "FloatVector.fromArray(SPECIES, " + x + ", " + x + "At + i)");
    }

    // Templates.

    private static List<Map<String, ?>> each(int count, IntFunction<Map<String, ?>> element) {
        return IntStream.range(0, count).<Map<String, ?>>mapToObj(element).toList();
    }

    private void make(String template, String name, Map<String, ?> values) throws IOException {
        Path from = templates.resolve("org/metabalance/engine/" + template + ".template");
        Map<String, Object> all = new HashMap<>(values);
        all.put("class", name);
        StringBuilder text = new StringBuilder();
        expand(Files.readAllLines(from), all, text);
        made.put(templates.relativize(from).resolveSibling(name + ".java"), text.toString());
    }

    private static void expand(List<String> lines, Map<String, ?> values, StringBuilder text) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.strip().startsWith("#each ")) {
                String filled = fill(line, values);
                text.append(filled.isBlank() && !line.isBlank() ? "" : filled + "\n");
                continue;
            }
            int end = end(lines, i);
            for (Object element : (List<?>) value(line.strip().substring(6), values)) {
                Map<String, Object> inner = new HashMap<>(values);
                ((Map<?, ?>) element).forEach((name, value) -> inner.put((String) name, value));
                expand(lines.subList(i + 1, end), inner, text);
            }
            i = end;
        }
    }

    private static int end(List<String> lines, int each) {
        int depth = 0;
        for (int i = each;; i++) {
            String line = lines.get(i).strip();
            depth += line.startsWith("#each ") ? 1 : line.equals("#end") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
    }

    private static String fill(String line, Map<String, ?> values) {
        return VALUE.matcher(line).replaceAll(
                mark -> Matcher.quoteReplacement(value(mark.group(1), values).toString()));
    }

    private static Object value(String name, Map<String, ?> values) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("template: nothing is named " + name);
        }
        return values.get(name);
    }

    // Twins.

    private void twins() throws IOException {
        Map<Path, String> floats = new TreeMap<>(made);
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(f -> isFloat(f.getFileName().toString())).toList()) {
                floats.put(sources.relativize(file), Files.readString(file));
            }
        }
        floats.forEach((path, text) -> made.put(
                path.resolveSibling(twin(path.getFileName().toString())), twin(text)));
    }

    private static boolean isFloat(String name) {
        return name.startsWith("Float") && name.endsWith(".java");
    }

    private static String twin(String text) {
        return text.replace("Float", "Double").replace("float", "double").replace("F32", "F64");
    }

    private void write(Path target) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> files = Files.walk(target)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!made.containsKey(target.relativize(file))) {
                    Files.delete(file);
                }
            }
        }
        for (Map.Entry<Path, String> one : made.entrySet()) {
            Path file = target.resolve(one.getKey());
            if (!Files.exists(file) || !Files.readString(file).equals(one.getValue())) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, one.getValue());
            }
        }
    }
}
