package house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which package of the project uses which, read from the sources of all modules; packages are named
 * without {@code org.metabalance.} in front. Comments and strings are no uses, nor are {@code
 * package-info} and {@code module-info}, and generated sources are not looked at.
 *
 * @param files for each package its source files
 * @param uses for each package those it uses, each with the files that do
 */
record House(Map<String, Set<String>> files, Map<String, Map<String, Set<String>>> uses) {
    private static final Pattern NOT_CODE = Pattern.compile(
            "\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'|//.*|/\\*[\\s\\S]*?\\*/");
    private static final Pattern PACKAGE = Pattern
            .compile("package org\\.metabalance\\.([\\w.]+);");
    private static final Pattern NAME = Pattern
            .compile("\\borg\\.metabalance\\.([a-z][a-z0-9]*(?:\\.[a-z][a-z0-9]*)*)");

    /** Reads the main sources of every module in a folder. */
    static House read(Path root) throws IOException {
        House house = new House(new TreeMap<>(), new TreeMap<>());
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.sorted().toList()) {
                Path sources = module.resolve("src/main/java");
                if (Files.isDirectory(sources)) {
                    try (Stream<Path> files = Files.walk(sources)) {
                        files.filter(f -> f.toString().endsWith(".java")
                                && !f.toString().endsWith("-info.java"))
                                .forEach(f -> house.add(f.getFileName().toString(), text(f)));
                    }
                }
            }
        }
        return house;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a source file. */
    void add(String file, String text) {
        String code = NOT_CODE.matcher(text).replaceAll("");
        Matcher name = PACKAGE.matcher(code);
        if (!name.find()) {
            throw new IllegalArgumentException(file + ": needs a package of org.metabalance");
        }
        String here = name.group(1);
        files.computeIfAbsent(here, _ -> new TreeSet<>()).add(file);
        Matcher used = NAME.matcher(code);
        while (used.find()) {
            if (!used.group(1).equals(here)) {
                uses.computeIfAbsent(here, _ -> new TreeMap<>())
                        .computeIfAbsent(used.group(1), _ -> new TreeSet<>()).add(file);
            }
        }
    }

    /**
     * Returns the packages that use each other round about, leaving out the paths through packages that
     * are {@code open}.
     */
    Set<Set<String>> circles(Predicate<String> open) {
        Map<String, Set<String>> reached = new TreeMap<>();
        files.keySet().forEach(from -> reached.put(from, reached(from, open)));
        Set<Set<String>> circles = new LinkedHashSet<>();
        reached.forEach((from, all) -> {
            Set<String> circle = new TreeSet<>(all);
            circle.removeIf(other -> !reached.getOrDefault(other, Set.of()).contains(from));
            if (!circle.isEmpty()) {
                circles.add(circle);
            }
        });
        return circles;
    }

    private Set<String> reached(String from, Predicate<String> open) {
        Set<String> reached = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            String at = next.pop();
            if (!open.test(at)) {
                uses.getOrDefault(at, Map.of()).keySet().stream().filter(reached::add)
                        .forEach(next::push);
            }
        }
        return reached;
    }

    /** Returns who uses whom inside a circle, and in which files. */
    String describe(Set<String> circle) {
        StringBuilder text = new StringBuilder();
        for (String from : circle) {
            uses.getOrDefault(from, Map.of()).forEach((to, where) -> {
                if (circle.contains(to)) {
                    text.append("\n  ").append(from).append(" uses ").append(to).append(" in ")
                            .append(String.join(", ", where));
                }
            });
        }
        return text.toString();
    }
}
