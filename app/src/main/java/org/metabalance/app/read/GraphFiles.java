package org.metabalance.app.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.engine.NdArray;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.graph.Graph;

/**
 * A graph of two CSV files with headers (or Parquet; plain or .gz). The first has a line for each node:
 *
 * <pre>
 *   node     what the node is called, any text, each once
 *   class    its class, any text; empty if it is not known
 *   words    features that are 1, as whole numbers from 0 with blanks between: 19 81 146. May be missing
 *   split    passed over, as nodes are divided by seeds
 *   ...      any other column is a feature, a number in every line
 * </pre>
 *
 * <p>The second has a line for each edge, {@code source} and {@code target}: names of nodes, in either
 * order, as edges have no direction.
 *
 * @param graph nodes in the order of the file; the features of columns first, then those of words
 * @param labels the class of every node, an index into {@code classes}; {@link Examples#UNLABELLED} if it
 *     is not known
 * @param classes sorted; numbers by their value
 * @param split whether there is a column {@code split}
 */
public record GraphFiles(Graph graph, int[] labels, List<String> classes, boolean split) {
    private static final String NODE = "node";
    private static final String CLASS = "class";
    private static final String WORDS = "words";
    private static final String SPLIT = "split";
    private static final long MOST_NUMBERS = 1L << 28;

    /** What is read of a node. */
    private record Node(String label, float[] numbers, int[] words) {}

    /**
     * Reads both files.
     *
     * @throws UserError if one cannot be read or is something else; names file, line and node
     */
    public static GraphFiles read(Path nodesFile, Path edgesFile) {
        Map<String, Integer> names = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        boolean split;
        try (DataFile file = DataFile.open(nodesFile)) {
            split = nodes(file.records(), nodesFile.toString(), names, nodes);
        }
        List<int[]> edges = new ArrayList<>();
        try (DataFile file = DataFile.open(edgesFile)) {
            edges(file.records(), edgesFile.toString(), nodesFile, names, edges);
        }
        List<String> classes = classes(nodes);
        if (classes.size() < 2) {
            throw new UserError(
                    nodesFile + ": column 'class' needs at least 2 classes, got " + classes);
        }
        Graph graph = new Graph(features(nodesFile.toString(), nodes),
                edges.stream().mapToInt(edge -> edge[0]).toArray(),
                edges.stream().mapToInt(edge -> edge[1]).toArray());
        int[] labels = nodes.stream().mapToInt(node -> node.label().isEmpty()
                ? Examples.UNLABELLED
                : classes.indexOf(node.label())).toArray();
        return new GraphFiles(graph, labels, classes, split);
    }

    private static int column(Records records, String file, String name) {
        List<String> names = records.names();
        int at = names.indexOf(name);
        if (at < 0 || names.lastIndexOf(name) != at) {
            throw new UserError(
                    Texts.format(
                            "%s needs one column '%s', got %s", file, name,
                            String.join(", ", names)));
        }
        return at;
    }

    private static boolean nodes(
            Records records, String file, Map<String, Integer> names, List<Node> nodes) {
        int name = column(records, file, NODE);
        int label = column(records, file, CLASS);
        int words = records.names().indexOf(WORDS);
        int split = records.names().indexOf(SPLIT);
        int[] numbers = IntStream.range(0, records.names().size())
                .filter(i -> i != name && i != label && i != words && i != split).toArray();
        records.forEach((fields, place) -> {
            String node = fields[name];
            String where = file + ": " + records.place() + " " + place;
            if (node.isEmpty()) {
                throw new UserError(where + " has no name in column 'node'");
            }
            if (names.putIfAbsent(node, nodes.size()) != null) {
                throw new UserError(
                        where + ": node '" + node + "' is there twice; remove one of them");
            }
            where += ", node '" + node + "'";
            float[] own = new float[numbers.length];
            for (int i = 0; i < own.length; i++) {
                own[i] = number(where, records.names().get(numbers[i]), fields[numbers[i]]);
            }
            nodes.add(new Node(
                    fields[label], own, words < 0 ? new int[0] : words(where, fields[words])));
        });
        if (nodes.isEmpty()) {
            throw new UserError(file + " has a header but no nodes");
        }
        return split >= 0;
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

    private static void edges(
            Records records, String file, Path nodesFile, Map<String, Integer> names,
            List<int[]> edges) {
        int source = column(records, file, "source");
        int target = column(records, file, "target");
        Set<Long> seen = new HashSet<>();
        records.forEach((fields, place) -> {
            String where = file + ": " + records.place() + " " + place;
            int[] ends = new int[2];
            for (int i = 0; i < 2; i++) {
                String node = fields[i == 0 ? source : target];
                Integer at = names.get(node);
                if (at == null) {
                    throw new UserError(
                            Texts.format(
                                    "%s: there is no node '%s' in %s; add it there or remove the edge",
                                    where, node, nodesFile));
                }
                ends[i] = at;
            }
            if (ends[0] == ends[1]) {
                throw new UserError(
                        where + ": the edge leads from node '" + fields[source]
                                + "' to itself; remove it, as every node sees itself anyway");
            }
            long pair = (long) Math.min(ends[0], ends[1]) << 32 | Math.max(ends[0], ends[1]);
            if (!seen.add(pair)) {
                throw new UserError(
                        Texts.format(
                                "%s: the edge of nodes '%s' and '%s' is there twice; remove one, as"
                                        + " edges have no direction",
                                where, fields[source], fields[target]));
            }
            edges.add(ends);
        });
    }

    private static List<String> classes(List<Node> nodes) {
        Set<String> classes = new TreeSet<>();
        nodes.forEach(node -> classes.add(node.label()));
        classes.remove("");
        // 10 comes behind 9
        return classes.stream().allMatch(text -> text.matches("\\d{1,9}"))
                ? classes.stream().sorted((a, b) -> Integer.parseInt(a) != Integer.parseInt(b)
                        ? Integer.compare(Integer.parseInt(a), Integer.parseInt(b))
                        : a.compareTo(b)).toList()
                : List.copyOf(classes);
    }

    private static NdArray features(String file, List<Node> nodes) {
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
                            "%s: %,d features of %,d nodes are too many numbers; words are counted from"
                                    + " 0 to the largest",
                            file, width, nodes.size()));
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
