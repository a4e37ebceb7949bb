package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code --tune N}, {@code --patience}, {@code --time-limit} and {@code --timings}. */
class SearchAndLimitsTest {
    @TempDir
    private Path directory;

    private Captured run(String command, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                command, "--data", Samples.binary(directory).toString(), "--label", "y", "--hidden",
                "2", "--out", directory.resolve("out").toString()));
        if (command.equals("compare")) {
            arguments.addAll(List.of("--methods", "plain,focal", "--no-reference"));
        }
        arguments.addAll(List.of(more));
        return Captured.run(arguments.toArray(String[]::new));
    }

    private Path file(String name) {
        return directory.resolve("out").resolve(name);
    }

    private ObjectNode json(String name) throws IOException {
        return (ObjectNode) JsonMapper.shared().readTree(Files.readString(file(name)));
    }

    /** The phases add up to what is printed as their sum, and every method that was trained has its line. */
    @Test
    void timingsTellWhereTheTimeWent() throws IOException {
        Captured timed = run("compare", "--seeds", "2", "--epochs", "1", "--timings");
        assertEquals(0, timed.code(), timed.err());
        double phases = List.of(
                "to start", "to read the data", "runs", "tables and tests", "report and pictures")
                .stream().mapToDouble(phase -> clock(timed, phase)).sum();
        assertEquals(clock(timed, "in all"), phases, .03);
        assertTrue(phases > 0, timed.err());
        assertTrue(clock(timed, "plain") >= 0 && clock(timed, "focal") >= 0, timed.err());
        assertTrue(timed.err().contains("memory at most: heap "), timed.err());
        Captured untimed = run("compare", "--seeds", "2", "--epochs", "1");
        assertFalse(untimed.err().contains("where the time went"), untimed.err());
    }

    private static double clock(Captured run, String line) {
        return run.err().lines().filter(it -> it.startsWith(line + " ")).findFirst()
                .map(it -> Double.parseDouble(it.substring(line.length()).strip().split(" ")[0]))
                .orElseThrow(() -> new AssertionError("no line " + line + " in " + run.err()));
    }

    /** Four trials of a third of three epochs, one of all: results without some trials and runs are made whole. */
    @Test
    void aTunedComparisonGoesOnFromItsTrials() throws IOException {
        String[] options = {"--seeds", "2", "--epochs", "3", "--tune", "4"};
        Captured whole = run("compare", options);
        assertEquals(0, whole.code(), whole.err());
        assertTrue(whole.err().contains(
                "trial 0 as they are: 4 with 1/3 of the budget, 1 with all of it"), whole.err());
        assertTrue(whole.out().contains("Settings chosen most often:"), whole.out());
        // four trials with a third, one with all
        assertTrue(
                whole.out().lines().anyMatch(line -> line.matches(
                        "plain +4 +2\\.3 +(\\.\\d{3}|1\\.000) +[12] of 2 .*")),
                whole.out());
        JsonNode expected = TestResults.timeless(json("results.json"));
        assertEquals(2 * 2 * 5, expected.get("trials").size());
        ObjectNode part = json("results.json");
        ((ArrayNode) part.get("runs")).removeAll();
        ((ObjectNode) part.get("summary")).removeAll();
        ArrayNode trials = (ArrayNode) part.get("trials");
        while (trials.size() > 7) {
            trials.remove(trials.size() - 1);
        }
        ((ObjectNode) trials.get(0)).put("updates", 1_000_000);
        Files.writeString(file("results.json"), part.toString());
        Captured rest = run("compare", options);
        assertEquals(0, rest.code(), rest.err());
        assertTrue(
                rest.err().contains("7 trials of runs that had not ended were there already"),
                rest.err());
        String page = Files.readString(file("report.html"));
        assertTrue(page.contains("What tuning chose"));
        assertEquals(4, page.split("<td>4</td><td>2.3</td>", -1).length - 1);
        JsonNode again = TestResults.timeless(json("results.json"));
        assertEquals(expected.get("trials").size(), again.get("trials").size());
        long more = again.at("/runs").valueStream()
                .mapToLong(node -> node.get("updates").asLong()).max().orElseThrow();
        assertTrue(more > 1_000_000, "a trial that was there was made again");
        for (int i = 0; i < 4; i++) {
            assertEquals(
                    expected.get("runs").get(i).get("metrics"),
                    again.get("runs").get(i).get("metrics"));
        }
    }

    @Test
    void patienceIsKeptAndTakenUp() throws IOException {
        assertEquals(0, run("compare", "--seeds", "1", "--epochs", "40", "--patience", "2").code());
        JsonNode results = json("results.json");
        assertEquals(2, results.get("patience").asInt());
        assertTrue(results.get("budget").asString().startsWith(
                "at most 40 epochs, until validation stalls for 2,"), results.toString());
        Captured trained = Captured.run("train", "--from", file("results.json").toString(),
                "--out", directory.resolve("model").toString());
        assertEquals(0, trained.code(), trained.err());
        assertTrue(Files.readString(directory.resolve("model/model.json"))
                .contains("until validation stalls for 2,"));
        Captured refused = run("compare", "--patience", "0");
        assertTrue(refused.error().startsWith("--patience must be at least 1, got 0"),
                refused.err());
    }

    @Test
    void timeEndsTrainingAndIsSaid() throws IOException {
        String[] options = {"--seeds", "1", "--epochs", "10000000", "--time-limit", "1s"};
        Captured compared = run("compare", options);
        assertEquals(0, compared.code(), compared.err());
        assertTrue(compared.err().contains("--time-limit: "), compared.err());
        JsonNode results = json("results.json");
        assertFalse(results.get("complete").asBoolean());
        assertTrue(results.get("runs").get(0).get("stoppedByTimeLimit").asBoolean());
        Captured again = run("compare", options);
        assertFalse(again.err().contains("there already"), again.err());
        Captured trained = run(
                "train", "--method", "plain", "--epochs", "10000000", "--time-limit", "1s");
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.err().contains(
                "training ended after 1s, and the best epoch so far is kept"), trained.err());
        Captured refused = run("compare", "--time-limit", "soon");
        assertTrue(refused.error().startsWith(
                "--time-limit must be a number and s, m or h, such as 90s, 10m or 2h, got 'soon'"),
                refused.err());
    }
}
