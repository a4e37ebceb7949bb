package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.method.Method;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code compare} on graphs: of files and of tables. */
class GraphsTest {
    private static final List<String> PARTS = List.of(
            "train", "train", "train", "validation", "test");

    @TempDir
    private Path folder;

    /** 60 nodes in a ring, every third of class rare, of which a number tells a little. */
    private Path nodes(boolean split) throws IOException {
        return Files.writeString(folder.resolve("nodes.csv"), IntStream.range(0, 60)
                .mapToObj(i -> "n" + i + "," + (i % 3 == 0 ? "rare" : "usual") + ","
                        + (i % 3 == 0 ? 1 : 0) + "." + i % 7
                        + (split ? "," + PARTS.get(i / 3 % 5) : ""))
                .collect(Collectors.joining(
                        "\n", "node,kind,x" + (split ? ",split" : "") + "\n", "\n")));
    }

    private Path edges() throws IOException {
        return Files.writeString(folder.resolve("edges.csv"), IntStream.range(0, 60)
                .mapToObj(i -> "n" + i + ",n" + (i + 1) % 60)
                .collect(Collectors.joining("\n", "source,target\n", "\n")));
    }

    private Path table() throws IOException {
        return Files.writeString(folder.resolve("table.csv"), IntStream.range(0, 60)
                .mapToObj(i -> i + "." + i % 3 + "," + i % 5 + ","
                        + (i % 3 == 0 ? "rare" : "usual"))
                .collect(Collectors.joining("\n", "near,x,kind\n", "\n")));
    }

    private static Captured compare(List<String> of, String... more) {
        List<String> arguments = new ArrayList<>(List.of("compare"));
        arguments.addAll(of);
        arguments.addAll(Arrays.asList(more));
        return Captured.run(arguments.toArray(String[]::new));
    }

    private List<String> files(boolean split) throws IOException {
        return List.of("--nodes", nodes(split).toString(), "--edges", edges().toString(),
                "--label", "kind", "--epochs", "2");
    }

    private JsonNode results(Path out) {
        return JsonMapper.shared().readTree(out.resolve("results.json").toFile());
    }

    @Test
    void everyMethodForGraphsRunsAndHasItsMetrics() throws IOException {
        Path out = folder.resolve("out");
        Captured run = compare(files(false), "--methods", "all", "--seeds", "1", "--out",
                out.toString());
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains(
                "note: 60 nodes of 1 features, 60 edges, 2 classes: usual (40), rare (20)"),
                run.err());
        JsonNode results = results(out);
        assertEquals("rare", results.get("positive").stringValue());
        assertEquals("seeds", results.get("graph").get("split").stringValue());
        Set<String> names = StreamSupport
                .stream(results.get("summary").get("methods").spliterator(), false)
                .map(method -> method.get("method").stringValue()).collect(Collectors.toSet());
        assertTrue(names.containsAll(Set.of("plain", "class-weights", "logit-adjustment")),
                names.toString());
        assertTrue(names.containsAll(Methods.ofGraphs().stream().map(Method::name).toList()),
                names.toString());
        for (JsonNode method : results.get("summary").get("methods")) {
            for (String metric : List.of("macroF1", "gMean", "accuracy", "balancedAccuracy")) {
                assertTrue(method.get("metrics").has(metric), method.toString());
            }
        }
        assertTrue(run.out().contains("macro"), run.out());
        assertTrue(run.out().contains("G-"), run.out());
        run.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @Test
    void withoutMethodsTheUsualOnesAndThoseOfGraphsRun() throws IOException {
        Captured run = compare(files(false), "--seeds", "1");
        assertEquals(0, run.code(), run.err());
        for (String name : List.of("plain", "class-weights", "logit-adjustment", "meta-gcn",
                "graphsmote", "plain-and-meta-nodes")) {
            assertTrue(run.out().lines().anyMatch(line -> line.startsWith(name + " ")), run.out());
        }
    }

    @Test
    void aColumnSplitIsTheDivisionOfEverySeed() throws IOException {
        Path out = folder.resolve("out");
        Captured run = compare(files(true), "--methods", "plain", "--seeds", "2", "--out",
                out.toString());
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("by column 'split' 36 labels are trained on, 12 selected on"
                + " and 12 tested on with every seed"), run.err());
        assertTrue(run.out().contains("2 runs on one split"), run.out().replace('\n', ' '));
        for (JsonNode each : results(out).get("runs")) {
            int tested = 0;
            for (JsonNode row : each.get("confusion")) {
                tested += row.get(0).intValue() + row.get(1).intValue();
            }
            assertEquals(12, tested);
        }
        Captured other = compare(files(true), "--methods", "plain", "--ignore-split", "--seeds",
                "1");
        assertTrue(other.err().contains("60 % are trained on"), other.err());
        assertFalse(other.err().contains("column 'split'"), other.err());
    }

    @Test
    void aTableBecomesAGraph() throws IOException {
        Captured run = compare(List.of("--data", table().toString(), "--label", "kind"),
                "--edges-by", "near", "--edge-distance", "2", "--methods", "meta-gcn,plain",
                "--seeds", "1", "--epochs", "2");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains(
                "rows are nodes of a graph, joined where 'near' differs by less than 2.0"),
                run.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--nodes=N|missing required option: '--edges=FILE'",
        "--edges=E|missing required option: '--nodes=FILE'",
        "--data=T --label=kind --ignore-split|missing required option: '--nodes=FILE'",
        "--data=T --label=kind --edges-by=near|missing required option: '--edge-distance=D'",
        "--data=T --label=kind --edge-distance=2|missing required option: '--edges-by=COLUMN'",
        "--nodes=N --edges=E --edges-by=x --edge-distance=2|--edges-by makes a graph of a table, and"
                + " --nodes was given; leave one out",
        "--nodes=N --edges=E --data=T|--data is for other data, and --nodes was given; leave one out",
        "--nodes=N --edges=E --positive=rare|--positive is for other data, and --nodes was given",
        "--nodes=N --edges=E --label=kin|nodes.csv needs a column 'kin', got node, kind, x",
        "--nodes=N --edges=E|nodes.csv needs a column 'class', got node, kind, x",
        "--nodes=N --edges=E --label=kind --methods=smote|smote is not for graphs; leave it out",
        "--nodes=N --edges=E --label=kind --methods=meta-gnc|no method is named 'meta-gnc', did you mean 'meta-gcn'?",
        "--nodes=N --edges=E --label=kind --network=mlp|--network: mlp looks at no edges; for a graph give gcn",
        "--data=T --label=kind --edges-by=far --edge-distance=2|table.csv has no column 'far'",
        "--data=T --label=kind --network=gcn|--network: gcn is for graphs, see --nodes",
        "--data=T --label=kind --edges-by=kind --edge-distance=2|kind",
        "--data=T --label=kind --edges-by=near --edge-distance=0|column 'near': the distance of an"
                + " edge must be above 0, got 0.0",
        "--data=T --label=kind --methods=graphsmote|graphsmote looks at the edges of a graph, and here"
                + " is none; leave it out"})
    void whatDoesNotFitIsOneLine(String arguments, String message) throws IOException {
        List<String> given = Arrays.stream(arguments.split(" "))
                .map(each -> each.replaceAll("=N$", "=" + folder.resolve("nodes.csv"))
                        .replaceAll("=E$", "=" + folder.resolve("edges.csv"))
                        .replaceAll("=T$", "=" + folder.resolve("table.csv")))
                .toList();
        nodes(false);
        edges();
        table();
        Captured run = compare(given, "--epochs", "1", "--seeds", "1");
        assertEquals(2, run.code(), run.out() + run.err());
        assertTrue(run.error().contains(message), run.err());
    }

    @ParameterizedTest
    @CsvSource({"train,--out=m", "predict,--out=p --model=m", "inspect,--data=d"})
    void otherCommandsSayThatGraphsAreForCompare(String command, String needed) {
        for (String option : List.of("--nodes=n.csv", "--edges=e.csv", "--edges-by=x")) {
            Captured run = Captured.run(
                    (command + " " + option + " " + needed).split(" "));
            assertEquals(2, run.code());
            assertTrue(run.error().startsWith("option '" + option.split("=")[0]
                    + "': graphs are for 'metabalance compare' alone"), run.err());
        }
    }
}
