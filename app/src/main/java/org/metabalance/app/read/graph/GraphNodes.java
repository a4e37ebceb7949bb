package org.metabalance.app.read.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.read.Records;
import org.metabalance.engine.NdArray;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.Split;

/** The lines of a file of nodes, see {@link GraphFiles}. */
final class GraphNodes {
    private static final String NODE = "node";
    private static final String WORDS = "words";
    private static final String SPLIT = "split";

    /** An array of more takes too much of the memory there is, or too much of any. */
    private static final long MOST_NUMBERS = Math.min(
            1L << 28, Runtime.getRuntime().maxMemory() / 16);

    private final String file;
    private final String label;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private boolean split;

    /** What is read of a node. */
    private record Node(String label, float[] numbers, int[] words, Part part) {}

    /** What a node is for. */
    private enum Part {
        TRAIN, VALIDATION, TEST, NONE
    }

    /**
     * Creates what reads a file.
     *
     * @param label the column of classes
     */
    GraphNodes(String file, String label) {
        this.file = file;
        this.label = label;
    }

    /**
     * Reads all lines.
     *
     * @param parts whether column {@code split} is looked at
     */
    void read(Records records, boolean parts) {
        List<String> names = records.names();
        int name = column(file, names, NODE);
        int own = column(file, names, label);
        int words = names.indexOf(WORDS);
        int part = names.indexOf(SPLIT);
        split = parts && part >= 0;
        int[] features = IntStream.range(0, names.size())
                .filter(i -> i != name && i != own && i != words && i != part).toArray();
        records.forEach((fields, place) -> {
            String where = file + ": " + records.place() + " " + place;
            if (fields.text(name).isEmpty()) {
                throw new UserError(where + " has no name in column 'node'");
            }
            if (numbers.putIfAbsent(fields.text(name), nodes.size()) != null) {
                throw new UserError(Texts.format(
                        "%s: node '%s' is there twice; remove one of them", where,
                        fields.text(name)));
            }
            String node = where + ", node '" + fields.text(name) + "'";
            float[] values = new float[features.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = number(node, names.get(features[i]), fields.text(features[i]));
            }
            nodes.add(new Node(fields.text(own), values,
                    words < 0 ? new int[0] : words(node, fields.text(words)),
                    split ? part(node, fields.text(part), fields.text(own)) : Part.NONE));
        });
        if (nodes.isEmpty()) {
            throw new UserError(file + " has a header but no nodes");
        }
    }

    /** Returns the place of a column that must be there; refuses a file with two of one name. */
    static int column(String file, List<String> names, String name) {
        Set<String> seen = new HashSet<>();
        for (String each : names) {
            if (!seen.add(each)) {
                throw new UserError(Texts.format(
                        "%s: two columns are named '%s'; rename one", file, each));
            }
        }
        int at = names.indexOf(name);
        if (at < 0) {
            throw new UserError(Texts.format(
                    "%s needs a column '%s', got %s%s", file, name, String.join(", ", names),
                    Texts.didYouMean(name, names)));
        }
        return at;
    }

    private static float number(String where, String column, String text) {
        try {
            float number = Float.parseFloat(text);
            if (Float.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // named below
        }
        throw new UserError(
                Texts.format(
                        "%s: column '%s' needs a number, got '%s'; leave the column out if it holds no"
                                + " feature",
                        where, column, text));
    }

    private static int[] words(String where, String text) {
        if (text.isBlank()) {
            return new int[0];
        }
        try {
            int[] words = Arrays.stream(text.strip().split("\\s+"))
                    .mapToInt(Integer::parseUnsignedInt).sorted().distinct().toArray();
            if (words[0] >= 0) {
                return words;
            }
        } catch (NumberFormatException e) {
            // named below
        }
        throw new UserError(
                where + ": column 'words' needs whole numbers with blanks between, got '" + text
                        + "'");
    }

    private Part part(String where, String text, String ownClass) {
        Part part = switch (text) {
            case "train" -> Part.TRAIN;
            case "validation" -> Part.VALIDATION;
            case "test" -> Part.TEST;
            case "", "none" -> Part.NONE;
            default -> throw new UserError(Texts.format(
                    "%s: column 'split' needs train, validation, test or none, got '%s'", where,
                    text));
        };
        if (part != Part.NONE && ownClass.isEmpty()) {
            throw new UserError(Texts.format(
                    "%s: is for %s and has no class in column '%s'; give it one, or split none",
                    where, text, label));
        }
        return part;
    }

    /** Returns the number of every node, by its name. */
    Map<String, Integer> numbers() {
        return numbers;
    }

    /** Returns the classes, sorted, numbers by their value; of two the rarer one is the second. */
    List<String> classes() {
        Set<String> classes = new TreeSet<>();
        nodes.forEach(node -> classes.add(node.label()));
        classes.remove("");
        if (classes.size() < 2) {
            throw new UserError(Texts.format(
                    "%s: column '%s' needs at least 2 classes, got %s", file, label, classes));
        }
        // 10 comes behind 9
        List<String> sorted = classes.stream().allMatch(text -> text.matches("\\d{1,9}"))
                ? classes.stream().sorted((a, b) -> Integer.parseInt(a) != Integer.parseInt(b)
                        ? Integer.compare(Integer.parseInt(a), Integer.parseInt(b))
                        : a.compareTo(b)).toList()
                : List.copyOf(classes);
        return sorted.size() == 2 && count(sorted.get(0)) < count(sorted.get(1))
                ? sorted.reversed()
                : sorted;
    }

    private long count(String name) {
        return nodes.stream().filter(node -> node.label().equals(name)).count();
    }

    /** Returns the class of every node, as an index. */
    int[] labels(List<String> classes) {
        Map<String, Integer> places = new HashMap<>();
        classes.forEach(name -> places.put(name, places.size()));
        return nodes.stream()
                .mapToInt(node -> places.getOrDefault(node.label(), Examples.UNLABELLED))
                .toArray();
    }

    /**
     * Returns the parts of column {@code split}; null if it is not there or not looked at.
     *
     * @throws UserError if a part lacks a class
     */
    Split split(List<String> classes) {
        if (!split) {
            return null;
        }
        for (Part part : List.of(Part.TRAIN, Part.VALIDATION, Part.TEST)) {
            for (String name : classes) {
                if (nodes.stream().noneMatch(
                        node -> node.part() == part && node.label().equals(name))) {
                    throw new UserError(Texts.format(
                            "%s: column 'split' has no node of class '%s' for %s; every part needs"
                                    + " every class",
                            file, name, part.name().toLowerCase(Locale.ROOT)));
                }
            }
        }
        return new Split(of(Part.TRAIN), of(Part.VALIDATION), of(Part.TEST));
    }

    private int[] of(Part part) {
        return IntStream.range(0, nodes.size()).filter(i -> nodes.get(i).part() == part)
                .toArray();
    }

    /** Returns what nodes are described by, [nodes, width]: columns of numbers, then words. */
    NdArray features() {
        int columns = nodes.getFirst().numbers().length;
        long words = nodes.stream().flatMapToInt(node -> Arrays.stream(node.words()))
                .mapToLong(word -> word + 1L).max().orElse(0);
        long width = columns + words;
        if (width == 0) {
            throw new UserError(
                    file + " has no features: it needs column 'words' or columns of numbers");
        }
        if (width * nodes.size() > MOST_NUMBERS) {
            throw new UserError(
                    Texts.format(
                            "%s: %,d features of %,d nodes are too many numbers, at most %,d; words are"
                                    + " counted from 0 to the largest",
                            file, width, nodes.size(), MOST_NUMBERS));
        }
        float[] features = new float[(int) width * nodes.size()];
        for (int i = 0; i < nodes.size(); i++) {
            int from = i * (int) width;
            System.arraycopy(nodes.get(i).numbers(), 0, features, from, columns);
            for (int word : nodes.get(i).words()) {
                features[from + columns + word] = 1;
            }
        }
        return NdArray.of(features, nodes.size(), (int) width);
    }
}
