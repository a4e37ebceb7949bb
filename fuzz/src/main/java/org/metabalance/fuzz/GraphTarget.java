package org.metabalance.fuzz;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.metabalance.app.console.UserError;
import org.metabalance.app.read.graph.GraphFiles;
import org.metabalance.engine.NdArray;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.data.graph.Graph;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.meta.protocol.GraphSplits;

/**
 * Bytes as two files, of nodes and of edges, with a line of {@code ===} between them: refused, or read,
 * twice as the same graph, whose parts can be learned from. In a heap the driver is given, which is small.
 */
public final class GraphTarget {
    private static final Scratch SCRATCH = Scratch.make();
    private static final String BETWEEN = "\n===\n";

    private GraphTarget() {}

    /** Called first: what is slow once does not count as the time of an input. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("node,class,x\na,u,1\nb,v,2\n===\nsource,target\na,b\n"
                .getBytes(StandardCharsets.UTF_8));
    }

    /** Runs one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        // every byte as a character, so that none changes
        String text = new String(input, StandardCharsets.ISO_8859_1);
        if (text.contains("PAR1")) {
            return;
        }
        int at = text.indexOf(BETWEEN);
        String nodes = at < 0 ? text : text.substring(0, at + 1);
        String edges = at < 0 ? "" : text.substring(at + BETWEEN.length());
        Path nodesFile = SCRATCH.write("nodes", nodes.getBytes(StandardCharsets.ISO_8859_1));
        Path edgesFile = SCRATCH.write("edges", edges.getBytes(StandardCharsets.ISO_8859_1));
        String first = read(nodesFile, edgesFile);
        String second = read(nodesFile, edgesFile);
        if (!first.equals(second)) {
            throw new AssertionError("read as " + first + ", then as " + second);
        }
    }

    /** Returns the whole graph as a text; or the refusal. */
    private static String read(Path nodes, Path edges) {
        try {
            GraphFiles read = GraphFiles.read(nodes, edges, GraphFiles.CLASS, true);
            Graph graph = read.graph();
            if (read.labels().length != graph.nodes()) {
                throw new AssertionError("as many labels as nodes: " + read);
            }
            read.split().ifPresent(split -> requireParts(read, split));
            return List.of(
                    graph, Arrays.toString(graph.from()), Arrays.toString(graph.to()),
                    Arrays.toString(read.labels()), read.classes(),
                    hash(graph.features())).toString();
        } catch (UserError e) {
            return "refused: " + e.getMessage();
        }
    }

    private static long hash(NdArray numbers) {
        long hash = 0;
        for (int i = 0; i < numbers.size(); i++) {
            hash = 31 * hash + Double.hashCode(numbers.get(i));
        }
        return hash;
    }

    private static void requireParts(GraphFiles read, Split split) {
        Fold fold = GraphSplits.given(read.graph(), read.labels(), read.classes(), split).of(0);
        for (int count : fold.train().classCounts()) {
            if (count == 0) {
                throw new AssertionError("a class without a node to train on: " + read.classes());
            }
        }
    }
}
