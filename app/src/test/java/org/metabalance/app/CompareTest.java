package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.app.boost.XGBoostLibrary;
import org.metabalance.app.divide.SplitColumn;
import org.metabalance.app.output.Fingerprint;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.report.RunReporter;
import org.metabalance.app.results.ResultsHeader;
import org.metabalance.app.results.RunKeys;
import org.metabalance.app.results.Subject;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.ThresholdRule;
import org.metabalance.meta.protocol.Division;
import org.metabalance.meta.protocol.Run;
import org.metabalance.scoring.schema.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompareTest {
    private static final Set<String> METRICS = Set.of(
            "averagePrecision", "rocAuc", "balancedAccuracy", "gMean", "f1", "mcc", "brier",
            "ece");

    @TempDir
    private Path directory;

    private static List<String> twoMethods() {
        return Methods.all().stream().map(Method::name).limit(2).toList();
    }

    private Captured compare(Path data, String label, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of(
                        "compare",
                        "--data",
                        data.toString(),
                        "--label",
                        label,
                        "--methods",
                        String.join(",", twoMethods()),
                        "--seeds",
                        "2",
                        "--epochs",
                        "2",
                        "--hidden",
                        "4",
                        "--no-reference",
                        "--out",
                        directory.resolve("out").toString()));
        arguments.addAll(List.of(more));
        return Captured.run(arguments.toArray(String[]::new));
    }

    private JsonNode results() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("out/results.json")));
    }

    @Test
    void twoClasses() throws IOException {
        Captured captured = compare(Samples.binary(directory), "y");
        assertEquals(0, captured.code(), captured.err());
        List<String> lines = captured.out().lines().toList();
        assertTrue(lines.get(1).matches("method +AP +Brier .* MCC +sec"), captured.out());
        assertEquals(
                Set.copyOf(twoMethods()),
                Set.of(lines.get(3).split(" ")[0], lines.get(4).split(" ")[0]));
        assertTrue(
                captured.out().contains(
                        "By chance: AP .200, a random ranking ('yes' is 30 of 150 rows); Brier .160,"),
                captured.out());
        assertTrue(captured.out().contains("Thresholds: tuned for balanced"), captured.out());
        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith("p: t test corrected")),
                captured.out());
        assertTrue(captured.err().contains("note: positive class: 'yes'"), captured.err());
        assertEquals(
                4, captured.err().lines().filter(line -> line.startsWith("run ")).count());
        assertFalse(captured.out().contains("\u001b"));

        JsonNode results = results();
        assertEquals(directory.resolve("binary.csv").toString(), results.get("data").asString());
        assertEquals("y", results.get("label").asString());
        assertEquals(0.2, results.get("prevalence").asDouble());
        assertTrue(results.get("complete").asBoolean());
        assertEquals(4, results.get("runs").size());
        for (int i = 0; i < 4; i++) {
            JsonNode run = results.get("runs").get(i);
            assertEquals(twoMethods().get(i / 2), run.get("method").asString());
            assertEquals(METRICS, Set.copyOf(run.get("metrics").propertyNames()));
            run.get("metrics").forEach(metric -> assertTrue(metric.isNumber()));
            assertTrue(run.get("seed").isInt());
            assertTrue(run.get("hypergradient").isString());
            assertTrue(run.get("seconds").asDouble() >= 0);
            assertTrue(run.get("updates").asLong() > 0);
            assertTrue(run.get("threshold").isNumber());
        }
        assertEquals(2, results.get("summary").get("methods").size());
        assertEquals("balanced-accuracy", results.get("threshold").asString());
        assertEquals(0, results.get("references").size());
        JsonNode verdict = results.get("summary").get("verdicts").get(0);
        assertEquals(1.0 / 3, verdict.get("testOverTrain").asDouble(), 1e-12);
        assertTrue(verdict.get("others").get(0).has("pValueHolm"));
    }

    @Test
    void threeClassesAddRecalls() throws IOException {
        Captured captured = compare(Samples.three(directory), "kind");
        assertEquals(0, captured.code(), captured.err());
        assertTrue(captured.out().contains("With 3 classes"), captured.out());
        JsonNode run = results().get("runs").get(0);
        assertEquals(
                Set.of("a", "b", "c"),
                Set.copyOf(run.get("metrics").get("perClassRecall").propertyNames()));
        assertTrue(run.get("threshold").isNull());
        assertEquals(1.0 / 3, results().get("prevalence").asDouble(), 1e-12);
    }

    @Test
    void oneOfThreeClassesAgainstTheRest() throws IOException {
        Captured captured = compare(Samples.three(directory), "kind", "--positive", "c");
        assertEquals(0, captured.code(), captured.err());
        assertEquals(0.125, results().get("prevalence").asDouble());
        assertEquals("not c", results().get("classes").get(0).asString());
    }

    @Test
    void theThresholdIsAsAsked() throws IOException {
        Captured captured = compare(Samples.binary(directory), "y", "--threshold", "0.3");
        assertEquals(0, captured.code(), captured.err());
        assertTrue(captured.out().contains("Thresholds: 0.3 for all."), captured.out());
        assertEquals("0.3", results().get("threshold").asString());
        results().get("runs").forEach(run -> assertEquals(.3, run.get("threshold").asDouble()));

        Captured many = compare(Samples.three(directory), "kind", "--threshold", "f1");
        assertEquals(2, many.code());
        assertTrue(
                many.err()
                        .contains("--threshold is for two classes, and label column 'kind' has 3"),
                many.err());
        for (String wrong : List.of("1", "accuracy", "-.5")) {
            Captured refused = compare(
                    Samples.binary(directory), "y", "--threshold=" + wrong);
            assertEquals(2, refused.code());
            assertTrue(
                    refused.error().startsWith("--threshold: must be "), refused.err());
        }
    }

    /** Whether they can run here or not, the user is told. */
    @Test
    void boostedTreesStandBesideTheMethods() throws IOException {
        Path data = Samples.binary(directory);
        for (String tune : List.of("", "--tune")) {
            List<String> arguments = new ArrayList<>(
                    List.of(
                            "compare", "--data", data.toString(), "--label", "y", "--methods",
                            "plain", "--seeds", "2", "--epochs", "1", "--hidden", "4", "--out",
                            directory.resolve("out").toString()));
            if (!tune.isEmpty()) {
                arguments.add(tune);
            }
            Captured captured = Captured.run(arguments.toArray(String[]::new));
            assertEquals(0, captured.code(), captured.err());
            boolean runs = XGBoostLibrary.unavailable().isEmpty();
            assertEquals(
                    !runs, captured.err().contains("note: without boosted trees, the reference"));
            assertEquals(runs, captured.out().contains("boosted-trees (ref.)"));
            assertEquals(runs, captured.out().contains("boosted-trees, the reference, is "));
            long reference = results().get("runs").valueStream()
                    .filter(run -> run.path("reference").asBoolean()).count();
            assertEquals(runs ? 2 : 0, reference);
            assertEquals(runs ? 4 : 2, results().get("runs").size());
            assertTrue(results().get("complete").asBoolean());
        }
    }

    @Test
    void resultDoesNotDependOnThreads() throws IOException {
        Path data = Samples.binary(directory);
        compare(data, "y", "--threads", "1");
        JsonNode one = results().get("runs");
        Files.delete(directory.resolve("out/results.json"));
        compare(data, "y", "--threads", "3");
        JsonNode three = results().get("runs");
        for (int i = 0; i < one.size(); i++) {
            assertEquals(one.get(i).get("metrics"), three.get(i).get("metrics"));
        }
    }

    @Test
    void unlabelledRowsAreCounted() throws IOException {
        Path data = Samples.write(
                directory.resolve("part.csv"),
                "x,y",
                120,
                i -> i * i % 17 + "," + (i % 3 == 0 ? "" : i % 4 == 0 ? "b" : "a"));
        Captured captured = compare(data, "y");
        assertEquals(0, captured.code(), captured.err());
        assertTrue(
                captured.err().contains("note: 40 rows left out: no value in label column 'y'"),
                captured.err());
    }

    /** What has been computed is in the file after every run, also when a method fails. */
    @Test
    void everyRunIsKeptAtOnce() throws IOException {
        StringWriter err = new StringWriter();
        Target target = new Target("y", List.of("n", "p"), new int[] {0, 1}, new int[] {0, 1}, 0);
        ResultsHeader comparison = new ResultsHeader(
                "test", "d.csv",
                new Subject.OfTable(target, new Schema(List.of()), "refuse", SplitColumn.NONE),
                List.of("m", "k"),
                List.of("r"),
                2, Division.BY_SEED,
                Budget.DEFAULT, "mlp", List.of(4), 0, ThresholdRule.DEFAULT, "",
                Map.of());
        double[][] probabilities = {{0.8, 0.2}, {0.3, 0.7}};
        Scores scores = Scores.of(probabilities, new int[] {0, 1}, 0.5);
        RunKeys keys = RunKeys.of(
                twoMethods().stream().map(name -> Methods.find(name).orElseThrow()).toList(), 2,
                (method, seed) -> Fingerprint.EMPTY.with("seed", seed));
        try (OutputDirectory out = OutputDirectory.open(directory.resolve("out"));
                RunReporter reporter = new RunReporter(
                        Captured.terminal(new StringWriter(), err), comparison, out, keys,
                        List.of(), RunReporter.Besides.NOTHING)) {
            reporter.finished(new Run("k", 1, "none", scores, 0.1, 5, 0.5, ""));
            assertEquals(1, results().get("runs").size());
            assertFalse(results().get("complete").asBoolean());
            reporter.failed("m", 0, new IllegalStateException("loss is NaN\nat step 3"));
            assertEquals(
                    "loss is NaN at step 3",
                    results().get("failures").get(0).get("reason").asString());
            reporter.finished(new Run("m", 1, "EXACT", scores, 0.1, 5, 0.5, ""));
            reporter.finished(new Run("k", 0, "none", scores, Double.NaN, 5, 0.5, ""));
            reporter.finished(
                    new Run("r", 0, "none", scores, 0.1, 5, 0.5, "").asReference());
            reporter.complete();
            assertFalse(results().get("complete").asBoolean());
        }
        List<String> order = new ArrayList<>();
        results()
                .get("runs")
                .forEach(run -> order.add(run.get("method").asString() + run.get("seed").asInt()));
        assertEquals(List.of("m1", "k0", "k1", "r0"), order);
        assertTrue(results().get("runs").get(3).get("reference").asBoolean());
        assertFalse(results().get("runs").get(0).has("reference"));
        assertEquals(
                "r",
                results().get("summary").get("references").get(0).get("method").asString());
        assertTrue(results().get("runs").get(1).get("seconds").isNull());
        assertTrue(
                err.toString()
                        .contains(
                                "metabalance: m, seed 0 failed: loss is NaN at step 3; the other runs"
                                        + " go on"),
                err.toString());
        try (Stream<Path> files = Files.list(directory.resolve("out"))) {
            assertEquals(List.of("results.json"), files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".metabalance.lock")).toList());
        }
    }
}
