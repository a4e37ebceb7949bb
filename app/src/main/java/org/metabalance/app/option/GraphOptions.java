package org.metabalance.app.option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.metabalance.app.console.ArgumentRules;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.divide.Rounds;
import org.metabalance.app.divide.SplitColumn;
import org.metabalance.app.output.Fingerprint;
import org.metabalance.app.read.graph.GraphFiles;
import org.metabalance.app.results.Subject;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.protocol.Division;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.meta.protocol.GraphSplits;
import org.metabalance.meta.protocol.Splits;
import org.metabalance.scoring.folder.Digest;
import org.metabalance.scoring.schema.SchemaFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which graph to learn from, and the way from them to its nodes. */
public final class GraphOptions {
    private static final List<String> USUAL = List.of(
            "plain", "class-weights", "logit-adjustment");

    private static final List<String> OF_OTHERS = List.of(
            "--data", "--positive", "--drop", "--schema", "--strict",
            "--rare-classes", "--no-reference", "--images", "--time-column", "--group-column",
            "--keep-split-column");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--nodes",
            paramLabel = "FILE",
            description = {
                "The nodes of a graph instead of a table: a CSV file (plain or .gz) or Parquet with a"
                        + " column node (its name) and a column class, or --label; empty if it is not"
                        + " known. Features are numbers in columns of their own, or column words:"
                        + " numbers from 0, with blanks between, of the features that are 1.",
                "Column split, if there is one, says what a node is for: train, validation, test or"
                        + " none."
            })
    private Path nodes;

    @Option(
            names = "--edges",
            paramLabel = "FILE",
            description = "The edges between --nodes: a CSV file with the columns source and target, names"
                    + " of nodes in either order. Each edge once, none from a node to itself.")
    private Path edges;

    @Option(
            names = "--ignore-split",
            description = "Divide nodes by seeds, although --nodes has a column split.")
    private boolean ignoreSplit;

    @Option(
            names = "--edges-by",
            paramLabel = "COLUMN",
            description = "Make a graph of the table: rows are joined where this column of numbers, which is"
                    + " then no feature, differs by less than --edge-distance.")
    private String edgesBy;

    @Option(names = "--edge-distance", paramLabel = "D", description = "See --edges-by.")
    private Double distance;

    /**
     * What was read.
     *
     * @param file as the user named it
     * @param inputs all files that were read
     * @param subject the classes of its nodes
     * @param splits of the nodes
     * @param data what tells these data from others
     */
    public record Loaded(
            Path file, List<Path> inputs, Subject.OfNodes subject, Splits splits,
            Fingerprint data)
            implements LoadedData {
        /** Copies the list. */
        public Loaded {
            inputs = List.copyOf(inputs);
        }

        @Override
        public Division divided(Rounds rounds) {
            if (!rounds.none()) {
                throw new UserError(
                        "--folds is not for graphs, whose nodes are divided by seeds or column split; leave it"
                                + " out");
            }
            return Division.BY_SEED;
        }

        @Override
        public Splits splits(Division division) {
            return splits;
        }

        @Override
        public String division() {
            if (!subject.divided()) {
                return "the whole graph is seen; of the labels of every class 60 % are trained on, 20 %"
                        + " selected on and 20 % tested on";
            }
            Fold fold = splits.of(0);
            return Texts.format(
                    "the whole graph is seen; by column 'split' %,d labels are trained on, %,d selected"
                            + " on and %,d tested on with every seed: differences hold for this"
                            + " division",
                    fold.train().size(), fold.validation().size(), fold.test().size());
        }

        @Override
        public String labelled() {
            return file.toString();
        }

        /** Returns how many nodes are learned from. */
        public int training() {
            return splits.of(0).train().size();
        }
    }

    /**
     * Returns whether a graph is to be learned from.
     *
     * @throws ParameterException if options do not fit together
     */
    public boolean given() {
        ArgumentRules.refuseMissing(spec.commandLine(), missing());
        if (nodes != null) {
            for (String option : OF_OTHERS) {
                if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                    throw new ParameterException(
                            spec.commandLine(),
                            option + " is for other data, and --nodes was given; leave one out");
                }
            }
            if (edgesBy != null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--edges-by makes a graph of a table, and --nodes was given; leave one out");
            }
        }
        return nodes != null || edgesBy != null;
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        if ((edges != null || ignoreSplit) && nodes == null) {
            missing.add("--nodes=FILE");
        }
        if (nodes != null && edges == null) {
            missing.add("--edges=FILE");
        }
        if (edgesBy != null && distance == null) {
            missing.add("--edge-distance=D");
        }
        if (distance != null && edgesBy == null) {
            missing.add("--edges-by=COLUMN");
        }
        return missing;
    }

    /**
     * Returns those of {@code names} that learn from graphs, or the usual ones.
     *
     * @param known every method there is, of tables and images too
     * @throws UserError if there is no such method, or it is not for graphs
     */
    public static List<Method> methods(List<String> names, List<Method> known) {
        List<Method> own = Methods.forGraphs(known);
        if (names.isEmpty()) {
            return own.stream().filter(method -> USUAL.contains(method.name())
                    || Methods.ofGraphs().contains(method)).toList();
        }
        Set<Method> methods = new LinkedHashSet<>();
        for (String name : names) {
            String wanted = name.strip();
            if (wanted.equalsIgnoreCase(MethodNames.ALL)) {
                methods.addAll(own);
                continue;
            }
            boolean ofOthers = known.stream()
                    .anyMatch(method -> method.name().equalsIgnoreCase(wanted))
                    && own.stream().noneMatch(method -> method.name().equalsIgnoreCase(wanted));
            if (ofOthers) {
                throw new UserError(wanted + " is not for graphs; leave it out");
            }
            methods.add(MethodNames.find(wanted, own));
        }
        return List.copyOf(methods);
    }

    /** Reads the graph, and says what was found. */
    public Loaded load(Terminal terminal, DataOptions data) {
        return nodes == null
                ? ofTable(terminal, data.load(terminal))
                : ofFiles(terminal, data.label().orElse(GraphFiles.CLASS));
    }

    private Loaded ofTable(Terminal terminal, DataOptions.Loaded table) {
        if (table.splitColumn().kind() != SplitColumn.Kind.NONE) {
            throw new UserError(
                    table.splitColumn().option()
                            + " is not for graphs, whose nodes are divided by seeds; leave it out");
        }
        try {
            if (!table.table().has(edgesBy)) {
                throw new UserError(
                        Texts.format(
                                "--edges-by: %s has no column '%s'%s", table.file(), edgesBy,
                                Texts.didYouMean(edgesBy, table.table().names())));
            }
            Splits splits = GraphSplits.of(table.table(), table.target(), edgesBy, distance);
            String text = Texts.format("'%s' differs by less than %s", edgesBy, distance);
            terminal.note("rows are nodes of a graph, joined where " + text);
            return new Loaded(
                    table.file(), List.of(table.file()),
                    new Subject.OfNodes(table.target().classes(), table.target().counts(), text,
                            false),
                    splits,
                    Fingerprint.EMPTY.with("label", table.target().column())
                            .with("schema", Digest.of(SchemaFile.text(table.schema())))
                            .with("data", RunSettings.digest(table.table(), table.target()))
                            .with("edges", text));
        } catch (DataException e) {
            throw new UserError(table.file() + ": " + e.getMessage(), e);
        }
    }

    private Loaded ofFiles(Terminal terminal, String label) {
        GraphFiles read = GraphFiles.read(nodes, edges, label, !ignoreSplit);
        int[] used = read.split().map(split -> Stream.of(
                split.train(), split.validation(), split.test()).flatMapToInt(Arrays::stream)
                .map(node -> read.labels()[node]).toArray()).orElse(read.labels());
        int[] counts = new int[read.classes().size()];
        Arrays.stream(used).filter(own -> own != Examples.UNLABELLED)
                .forEach(own -> counts[own]++);
        describe(terminal, read, counts);
        if (read.split().isEmpty()) {
            requireNodes(read, counts);
        }
        try {
            return new Loaded(
                    nodes, List.of(nodes, edges),
                    new Subject.OfNodes(
                            read.classes(), counts, edges.toString(), read.split().isPresent()),
                    read.split()
                            .map(split -> GraphSplits.given(
                                    read.graph(), read.labels(), read.classes(), split))
                            .orElseGet(() -> GraphSplits.of(
                                    read.graph(), read.labels(), read.classes())),
                    Fingerprint.EMPTY.with("nodes", Digest.of(nodes))
                            .with("edges", Digest.of(edges))
                            .with("label", label)
                            .with("split", read.split().isPresent() ? "column" : "seeds"));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // both have been read
        }
    }

    private static void describe(Terminal terminal, GraphFiles read, int[] counts) {
        List<String> texts = new ArrayList<>();
        for (int c = 0; c < counts.length; c++) {
            texts.add(Texts.format("%s (%,d)", read.classes().get(c), counts[c]));
        }
        terminal.note(
                Texts.format(
                        "%s of %,d features, %s, %d classes: %s",
                        Texts.count(read.graph().nodes(), "node"), read.graph().width(),
                        Texts.count(read.graph().edges(), "edge"), counts.length,
                        String.join(", ", texts)));
    }

    private void requireNodes(GraphFiles read, int[] counts) {
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] < 3) {
                throw new UserError(
                        Texts.format(
                                "%s: class '%s' has %s, and needs 3: to train, to select and to test on",
                                nodes, read.classes().get(c), Texts.count(counts[c], "node")));
            }
        }
    }
}
