package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.app.output.OutputDirectory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was computed is not computed again, and nothing that was is lost. */
class ResumeTest {
    @TempDir
    private Path directory;
    private Path data;
    private Path out;

    @BeforeEach
    void data() throws IOException {
        data = Samples.binary(directory);
        out = directory.resolve("out");
    }

    private Captured compare(String options) {
        return run("compare", options + " --no-reference");
    }

    private Captured train(String options) {
        return run("train", options);
    }

    private Captured run(String command, String options) {
        List<String> arguments = new ArrayList<>(List.of(
                command, "--data", data.toString(), "--label", "y", "--hidden", "4", "--out",
                out.toString()));
        if (!options.contains("--epochs")) {
            arguments.addAll(List.of("--epochs", "2"));
        }
        arguments.addAll(List.of(options.split(" ")));
        return Captured.run(arguments.toArray(String[]::new));
    }

    private static long made(Captured captured) {
        return captured.err().lines().filter(line -> line.startsWith("run ")).count();
    }

    private ObjectNode results() throws IOException {
        return (ObjectNode) JsonMapper.shared()
                .readTree(Files.readString(out.resolve("results.json")));
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("results-\\d{8}-\\d{6}(-\\d+)?\\.json")).sorted()
                    .toList();
        }
    }

    @Test
    void moreSeedsAndMethodsAddToWhatIsThere() throws IOException {
        assertEquals(4, made(compare("--methods plain,logistic --seeds 2")));
        Captured seeds = compare("--methods plain,logistic --seeds 3");
        assertEquals(2, made(seeds), seeds.err());
        assertTrue(seeds.err().contains("note: 4 of 6 runs were there already"), seeds.err());
        Captured methods = compare("--methods logistic,smote,plain --seeds 3");
        assertEquals(3, made(methods), methods.err());
        Captured again = compare("--methods logistic,smote,plain --seeds 3");
        assertEquals(0, made(again), again.err());
        assertEquals(methods.out(), again.out());
        assertTrue(results().get("complete").asBoolean());
        assertEquals(List.of(), kept());
    }

    /** Bit for bit, but for the time it took. */
    @ParameterizedTest
    @ValueSource(strings = {"binary", "three"})
    void stoppedAndResumedIsAsIfItHadNotBeen(String sample) throws IOException {
        String label = sample.equals("three") ? "kind" : "y";
        data = sample.equals("three") ? Samples.three(directory) : data;
        String options = "--methods plain,metabalance --seeds 3 --label " + label;
        List<String> arguments = new ArrayList<>(List.of(
                "compare", "--data", data.toString(), "--epochs", "2", "--hidden", "4", "--out",
                out.toString()));
        arguments.addAll(List.of(options.split(" ")));
        Captured.run(arguments.toArray(String[]::new));
        JsonNode whole = TestResults.timeless(results());
        ObjectNode stopped = results();
        ArrayNode runs = (ArrayNode) stopped.get("runs");
        runs.remove(4);
        runs.remove(1);
        stopped.put("complete", false);
        Files.writeString(out.resolve("results.json"), stopped.toString());
        Captured resumed = Captured.run(arguments.toArray(String[]::new));
        assertEquals(2, made(resumed), resumed.err());
        TestResults.assertSame(whole, TestResults.timeless(results()));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--epochs 3", "--hidden 5", "--positive no", "--drop colour", "--tune",
        "--inner-steps 2"
    })
    void otherSettingsAreOtherRuns(String other) throws IOException {
        compare("--methods metabalance --seeds 1");
        byte[] first = Files.readAllBytes(out.resolve("results.json"));
        Captured captured = compare("--methods metabalance --seeds 1 " + other);
        assertEquals(1, made(captured), captured.err());
        assertTrue(captured.err().contains("is kept as "), captured.err());
        assertEquals(1, kept().size());
        assertArrayEquals(first, Files.readAllBytes(out.resolve(kept().getFirst())));
    }

    @Test
    void otherDataAreOtherRunsAndTheSameRowsZippedAreNot() throws IOException {
        compare("--methods plain --seeds 1");
        Path zipped = directory.resolve("zipped.csv.gz");
        try (var stream = new java.util.zip.GZIPOutputStream(Files.newOutputStream(zipped))) {
            Files.copy(data, stream);
        }
        Path first = data;
        data = zipped;
        assertEquals(0, made(compare("--methods plain --seeds 1")));
        data = Files.writeString(
                first, Files.readString(first).replaceFirst("red,yes", "blue,yes"));
        assertEquals(1, made(compare("--methods plain --seeds 1")));
        assertEquals(1, kept().size());
    }

    /** Fewer methods than before: the others' runs stay, elsewhere. */
    @Test
    void nothingIsLostNorIsAnythingKeptReplaced() throws IOException {
        compare("--methods plain,logistic --seeds 2");
        for (int i = 1; i <= 3; i++) {
            compare("--methods plain --seeds 2");
            compare("--methods logistic --seeds 2");
            assertEquals(2 * i, kept().size());
        }
        Files.writeString(out.resolve("results.json"), "{ torn");
        Captured captured = compare("--methods plain --seeds 2");
        assertEquals(0, captured.code(), captured.err());
        assertEquals(7, kept().size());
        boolean torn = false;
        for (String name : kept()) {
            torn |= Files.readString(out.resolve(name)).equals("{ torn");
        }
        assertTrue(torn);
    }

    @Test
    void whatFailedIsTriedAgain() throws IOException {
        compare("--methods plain,logistic --seeds 2");
        ObjectNode results = results();
        ObjectNode failed = (ObjectNode) ((ArrayNode) results.get("runs")).remove(0);
        results.withArray("/failures").addObject().put("method", "plain").put("seed", 0)
                .put("key", failed.get("key").asString()).put("reason", "out of memory");
        Files.writeString(out.resolve("results.json"), results.toString());
        Captured again = compare("--methods plain,logistic --seeds 2");
        assertEquals(1, made(again), again.err());
        assertEquals(0, results().get("failures").size());
        assertEquals(List.of(), kept());
    }

    @Test
    void aSecondCommandIsRefused() {
        try (OutputDirectory _ = OutputDirectory.open(out)) {
            for (Captured captured : List.of(
                    compare("--methods plain --seeds 1"), train("--method plain"))) {
                assertEquals(2, captured.code());
                assertTrue(captured.error().startsWith(out + " is in use"), captured.err());
            }
        }
    }

    private byte[] weights() throws IOException {
        return Files.readAllBytes(out.resolve("model.safetensors"));
    }

    @Test
    void aModelThatIsThereIsNotTrainedAgain() throws IOException {
        assertEquals(0, train("--method plain").code());
        Object written = Files.getLastModifiedTime(out.resolve("manifest.json"));
        Captured again = train("--method plain");
        assertEquals(0, again.code());
        assertTrue(again.err().contains("holds this model already"), again.err());
        assertEquals("", again.out());
        assertEquals(written, Files.getLastModifiedTime(out.resolve("manifest.json")));
        byte[] first = weights();
        assertTrue(train("--method plain --force").out().contains("plain trained in"));
        assertArrayEquals(first, weights());
    }

    @Test
    void anotherModelIsReplacedByForceAlone() throws IOException {
        train("--method plain");
        byte[] first = weights();
        Captured refused = train("--method logistic --seed 2");
        assertEquals(2, refused.code());
        assertTrue(
                refused.error().contains(
                        "holds another model: not the same method (plain, now logistic), seed (1, now"
                                + " 2); give another --out, or --force"),
                refused.error());
        assertArrayEquals(first, weights());
        Captured forced = train("--method logistic --seed 2 --force");
        assertEquals(0, forced.code(), forced.err());
        assertFalse(java.util.Arrays.equals(first, weights()));
        assertEquals(0, train("--method logistic --seed 2").code());
    }

    @Test
    void whatIsReadIsNotWritten() throws IOException {
        train("--method plain");
        for (String name : List.of("out/model.json", "out/manifest.json", "binary.csv")) {
            Path file = directory.resolve(name);
            byte[] before = Files.readAllBytes(file);
            Captured captured = Captured.run(
                    "predict", "--model", out.toString(), "--data", data.toString(), "--out",
                    file.toString());
            assertEquals(2, captured.code());
            assertTrue(captured.error().contains(file + " is also read"), captured.err());
            assertArrayEquals(before, Files.readAllBytes(file));
        }
    }

    @Test
    void predictionsGoToStandardOutputByADash() {
        train("--method plain");
        Captured captured = Captured.run(
                "predict", "--model", out.toString(), "--data", data.toString(), "--out", "-");
        assertEquals(0, captured.code(), captured.err());
        assertEquals(151, captured.out().lines().count());
        assertTrue(captured.err().contains("150 rows predicted in standard output"));
    }
}
