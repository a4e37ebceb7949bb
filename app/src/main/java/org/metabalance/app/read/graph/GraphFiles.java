package org.metabalance.app.read.graph;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.read.DataFile;
import org.metabalance.app.read.Records;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.data.graph.Graph;

/**
 * A graph of two CSV files with headers (or Parquet; plain or .gz). The first has a line for each node:
 *
 * <pre>
 *   node     what the node is called, any text, each once
 *   class    its class, any text; empty if it is not known. Another column may be chosen
 *   words    features that are 1, as whole numbers from 0 with blanks between: 19 81 146. May be missing
 *   split    train, validation, test, or none (or nothing): the node is seen, its class not used. May be
 *            missing: then nodes are divided by seeds
 *   ...      any other column is a feature, a number in every line
 * </pre>
 *
 * <p>The second has a line for each edge, {@code source} and {@code target}: names of nodes, in either
 * order, as edges have no direction; other columns are passed over.
 *
 * @param graph nodes in the order of the file; the features of columns first, then those of words
 * @param labels the class of every node, an index into {@code classes}; {@link Examples#UNLABELLED} if it
 *     is not known
 * @param classes sorted, numbers by their value; of two the rarer one is the second, which is to be found
 * @param split the parts of column {@code split}, if there is one and it was to be looked at
 */
public record GraphFiles(Graph graph, int[] labels, List<String> classes, Optional<Split> split) {
    /** The column of classes unless another is named. */
    public static final String CLASS = "class";

    /**
     * Reads both files.
     *
     * @param label the column of classes
     * @param parts whether column {@code split} is looked at
     * @throws UserError if one cannot be read or is something else; names file, line and node
     */
    public static GraphFiles read(Path nodesFile, Path edgesFile, String label, boolean parts) {
        GraphNodes nodes = new GraphNodes(nodesFile.toString(), label);
        try (DataFile file = DataFile.open(nodesFile)) {
            nodes.read(file.records(), parts);
        }
        List<int[]> edges = new ArrayList<>();
        try (DataFile file = DataFile.open(edgesFile)) {
            edges(file.records(), edgesFile.toString(), nodesFile, nodes.numbers(), edges);
        }
        List<String> classes = nodes.classes();
        Graph graph = new Graph(nodes.features(),
                edges.stream().mapToInt(edge -> edge[0]).toArray(),
                edges.stream().mapToInt(edge -> edge[1]).toArray());
        return new GraphFiles(graph, nodes.labels(classes), classes,
                Optional.ofNullable(nodes.split(classes)));
    }

    private static void edges(
            Records records, String file, Path nodesFile, Map<String, Integer> names,
            List<int[]> edges) {
        int source = GraphNodes.column(file, records.names(), "source");
        int target = GraphNodes.column(file, records.names(), "target");
        Set<Long> seen = new HashSet<>();
        records.forEach((fields, place) -> {
            String where = file + ": " + records.place() + " " + place;
            int[] ends = new int[2];
            for (int i = 0; i < 2; i++) {
                String node = fields.text(i == 0 ? source : target);
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
                        where + ": the edge leads from node '" + fields.text(source)
                                + "' to itself; remove it, as every node sees itself anyway");
            }
            long pair = (long) Math.min(ends[0], ends[1]) << 32 | Math.max(ends[0], ends[1]);
            if (!seen.add(pair)) {
                throw new UserError(
                        Texts.format(
                                "%s: the edge of nodes '%s' and '%s' is there twice; remove one, as"
                                        + " edges have no direction",
                                where, fields.text(source), fields.text(target)));
            }
            edges.add(ends);
        });
    }
}
