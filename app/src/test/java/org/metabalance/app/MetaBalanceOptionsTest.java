package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MetaBalanceOptionsTest {
    @TempDir
    private Path directory;
    private Path data;

    @BeforeEach
    void sample() throws IOException {
        data = Samples.binary(directory);
    }

    private Captured compare(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "compare", "--data", data.toString(), "--label", "y", "--seeds", "1", "--epochs",
                "2", "--hidden", "4", "--out", directory.resolve("out").toString()));
        arguments.addAll(List.of(more));
        return Captured.run(arguments.toArray(String[]::new));
    }

    private JsonNode read(String file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(directory.resolve(file)));
    }

    @ParameterizedTest
    @CsvSource({
        "exact, 3, 0", "first-order, 1, 0", "truncated-2, 3, 0", "finite-difference, 2, 0",
        "exact-checkpointed, 4, 0", "conjugate-gradient-3, 2, 1", "neumann-4-0.5, 2, 1"
    })
    void everyHypergradientRunsAndIsRecorded(String name, int steps, double proximal)
            throws IOException {
        Captured captured = compare(
                "--methods", "metabalance", "--hypergradient", name, "--inner-steps", "" + steps,
                "--inner-rate", "0.05", "--proximal", "" + proximal);
        assertEquals(0, captured.code(), captured.err());
        JsonNode results = read("out/results.json");
        JsonNode settings = results.get("metabalance");
        assertEquals(name, settings.get("hypergradient").asString());
        assertEquals(steps, settings.get("innerSteps").asInt());
        assertEquals(.05, settings.get("innerRate").asDouble());
        assertEquals(proximal, settings.get("proximal").asDouble());
        assertTrue(
                results.get("runs").get(0).get("hypergradient").asString().startsWith(name),
                results.toString());
    }

    @Test
    void theOuterBalanceChangesWhatIsLearned() throws IOException {
        JsonNode balanced = precision("1");
        JsonNode hardly = precision("0.2");
        assertTrue(!balanced.equals(hardly), "another outer balance, other scores");
        Captured wrong = compare("--methods", "metabalance", "--outer-balance", "1.5");
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("--outer-balance must be above 0 and at most 1, got 1.5"),
                wrong.err());
    }

    private JsonNode precision(String balance) throws IOException {
        Captured captured = compare("--methods", "metabalance", "--outer-balance", balance);
        assertEquals(0, captured.code(), captured.err());
        JsonNode results = read("out/results.json");
        assertEquals(Double.parseDouble(balance),
                results.get("metabalance").get("outerBalance").asDouble());
        return results.get("runs").get(0).get("metrics");
    }

    @Test
    void theOtherVariantKeepsWhatItsNameSays() throws IOException {
        Captured captured = compare(
                "--methods", "metabalance,metabalance-first-order", "--hypergradient",
                "truncated-1", "--inner-steps", "2");
        assertEquals(0, captured.code(), captured.err());
        JsonNode runs = read("out/results.json").get("runs");
        assertEquals("truncated-1", runs.get(0).get("hypergradient").asString());
        assertEquals("first-order", runs.get(1).get("hypergradient").asString());
    }

    @Test
    void theDefaultsAreRecorded() throws IOException {
        compare("--methods", "metabalance,plain");
        JsonNode settings = read("out/results.json").get("metabalance");
        assertEquals("exact", settings.get("hypergradient").asString());
        assertEquals(1, settings.get("innerSteps").asInt());
        compare("--methods", "plain");
        assertFalse(read("out/results.json").has("metabalance"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--hypergradient conjugate-gradient-5 | needs --proximal WEIGHT above 0",
        "--hypergradient exakt | --hypergradient:",
        "--hypergradient truncated-x | --hypergradient:",
        "--inner-steps 0 | --inner-steps must be at least 1, got 0",
        "--inner-rate -1 | --inner-rate must not be negative, got -1.0",
        "--proximal -1 | --proximal must not be negative, got -1.0",
        "--inner-steps 2 --methods plain,focal | which is not among the methods",
        "--hypergradient exact --methods metabalance-first-order | an option of metabalance alone"
    })
    void whatCannotBeIsOneLine(String options, String expected) {
        Captured captured = compare(options.split(" "));
        assertEquals(2, captured.code());
        assertTrue(captured.error().contains(expected), captured.error());
    }

    @Test
    void tuningKeepsOneOfSeveralVariantsAndSaysWhich() throws IOException {
        assertEquals(0, compare("--methods", "plain,metabalance").code());
        JsonNode once = read("out/results.json");
        assertEquals(0, compare("--methods", "plain,metabalance", "--tune").code());
        JsonNode tuned = read("out/results.json");
        assertTrue(tuned.get("tuned").asBoolean());
        assertEquals(9, tuned.at("/tune/trials").asInt());
        int runs = tuned.get("runs").size();
        for (int i = 0; i < runs; i++) {
            JsonNode run = tuned.get("runs").get(i);
            if (run.path("reference").asBoolean()) {
                continue; // boosted trees try settings of their own
            }
            long updates = tuned.get("trials").valueStream()
                    .filter(trial -> trial.get("key").equals(run.get("key")))
                    .mapToLong(trial -> trial.get("updates").asLong()).sum();
            assertEquals(updates, run.get("updates").asLong());
            assertFalse(run.get("setting").asString().isEmpty());
        }
        assertFalse(once.get("runs").get(0).has("setting"));
    }

    @Test
    void trainingWithPointsKeepsWhatBecameOfThem() throws IOException {
        Captured trained = train("egl");
        assertEquals(0, trained.code(), trained.err());
        JsonNode file = read("model-egl/augmentation.json");
        assertEquals(4, file.get("epochs").size());
        // 120 of 150 rows are trained on, 24 of which are positive: 72 more balance the classes
        assertEquals(72, file.get("points").size());
        JsonNode point = file.get("points").get(0);
        assertEquals("yes", point.get("class").asString());
        assertEquals(file.get("features").size(), point.get("before").size());
        assertEquals(file.get("features").size(), point.get("after").size());
        assertNotEquals(point.get("before"), point.get("after"));

        assertEquals(0, train("egl-black-box").code());
        assertTrue(read("model-egl-black-box/augmentation.json").has("trials"));
        assertEquals(0, train("plain").code());
        assertFalse(Files.exists(directory.resolve("model-plain/augmentation.json")));
    }

    private Captured train(String method) {
        return Captured.run(
                "train", "--data", data.toString(), "--label", "y", "--method", method, "--epochs",
                "4", "--hidden", "4", "--out", directory.resolve("model-" + method).toString());
    }
}
