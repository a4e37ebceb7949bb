package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** From a comparison to the model that won it, and tuning without one. */
class TrainFromTest {
    @TempDir
    private Path directory;

    private Captured compare(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "compare", "--data", Samples.binary(directory).toString(), "--label", "y",
                "--seeds",
                "2", "--epochs", "3", "--out", directory.toString()));
        arguments.addAll(List.of(more));
        Captured captured = Captured.run(arguments.toArray(String[]::new));
        assertEquals(0, captured.code(), captured.err());
        return captured;
    }

    private Path results() {
        return directory.resolve("results.json");
    }

    private Captured train(String out, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("train", "--out", directory.resolve(out).toString()));
        arguments.addAll(List.of(more));
        return Captured.run(arguments.toArray(String[]::new));
    }

    private JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    @Test
    void theWinnerIsTrainedWithItsSettings() throws IOException {
        Captured compared = compare(
                "--methods", "smote,logistic", "--tune", "--hidden", "5", "--learning-rate", "0.02",
                "--drop", "colour");
        assertTrue(compared.out().contains("Settings chosen most often:"), compared.out());
        Captured trained = train("model", "--from", results().toString());
        assertEquals(0, trained.code(), trained.err());
        String best = trained.out().split(" ")[0];
        // with one column both methods may rank alike: the best is one of those with the best mean
        double highest = 0;
        double its = 0;
        for (JsonNode method : json(results()).at("/summary/methods")) {
            double mean = method.at("/metrics/averagePrecision/mean").asDouble();
            highest = Math.max(highest, mean);
            its = method.get("method").asString().equals(best) ? mean : its;
        }
        assertEquals(highest, its);
        assertTrue(
                trained.err().contains("results.json: " + best + ", mean test AP"), trained.err());
        JsonNode model = json(directory.resolve("model/model.json"));
        assertEquals("y", model.get("label").asString());
        assertFalse(model.get("encoder").toString().contains("colour"), "the dropped column");
        String setting = model.findValue("setting").asString();
        String table = compared.out()
                .substring(compared.out().indexOf("Settings chosen most often:"))
                .replaceAll("\\s+", " ");
        assertTrue(
                Pattern.compile(best + " 9 6\\.0 \\S+ \\d of \\d " + Pattern.quote(setting))
                        .matcher(table).find(),
                compared.out());
        double rate = model.findValue("learningRate").asDouble();
        double times = setting.startsWith("settings as they are")
                ? 1
                : Double.parseDouble(setting.replaceAll("learning rate x ([^,]*),.*", "$1"));
        assertEquals(.02 * times, rate, 1e-9);
        assertTrue(model.findValue("budget").asString().startsWith("3 epochs"), model.toString());
    }

    @Test
    void whatIsGivenCountsMore() throws IOException {
        compare("--methods", "plain,logistic", "--hidden", "5", "--threshold", "mcc");
        Captured trained = train(
                "model", "--from", results().toString(), "--method", "plain", "--epochs", "2",
                "--learning-rate", "0.5");
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.out().startsWith("plain trained"), trained.out());
        JsonNode model = json(directory.resolve("model/model.json"));
        assertTrue(model.findValue("budget").asString().startsWith("2 epochs"), model.toString());
        assertEquals(.5, model.findValue("learningRate").asDouble());
        assertEquals("mcc", model.at("/decision/rule").asString());
    }

    /** Wrong labels are for comparing: they are told of, kept in the results, and not trained on. */
    @Test
    void labelsMadeWrongAreToldOf() throws IOException {
        Captured compared = compare("--methods", "plain", "--label-noise", "uniform:.3");
        assertTrue(
                compared.err().contains("training labels are made wrong: uniform:0.3"),
                compared.err());
        assertEquals("uniform:0.3", json(results()).get("labelNoise").asString());
        Captured trained = train("model", "--from", results().toString());
        assertEquals(0, trained.code(), trained.err());
        assertTrue(
                trained.err().contains("made wrong there (uniform:0.3); here they are taken"),
                trained.err());
        Captured refused = Captured.run(
                "compare", "--data", Samples.binary(directory).toString(), "--label", "y",
                "--label-noise", "pairs:.3");
        assertEquals(2, refused.code());
        assertTrue(
                refused.err().contains("must be uniform:RATE, frequency:RATE or flip:RATE"),
                refused.err());
    }

    @Test
    void methodsThatCannotBeTrainedArePassedOver() throws IOException {
        compare("--methods", "plain");
        ObjectNode root = (ObjectNode) json(results());
        ObjectNode reference = (ObjectNode) root.get("runs").get(0).deepCopy();
        reference.put("method", "boosted-trees");
        ((ObjectNode) reference.get("metrics")).put("averagePrecision", 1);
        root.withArray("/runs").add(reference);
        root.putObject("settings").put("unknown", true);
        Files.writeString(results(), root.toString());
        Captured trained = train("model", "--from", results().toString());
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.out().startsWith("plain trained"), trained.out());
    }

    private void refused(String message, String... options) {
        Captured captured = train("refused", options);
        assertEquals(2, captured.code(), captured.err());
        assertTrue(captured.err().contains(message), captured.err());
        assertEquals(1, captured.err().lines().count(), captured.err());
    }

    @Test
    void filesThatAreNoComparisonAreRefused() throws IOException {
        String data = Samples.binary(directory).toString();
        refused("missing required option: '--method=NAME'", "--data", data, "--label", "y");
        refused("missing required options: '--data=FILE', '--label=COLUMN'", "--method", "plain");
        refused("is no results.json of 'metabalance compare'", "--from", data);
        Files.writeString(results(), "{\"format\": \"metabalance-results\", \"runs\": []}");
        refused("lacks 'data': it is of another version", "--from", results().toString());
        compare("--methods", "plain");
        refused("has no finished run of smote", "--from", results().toString(), "--method",
                "smote");
        ObjectNode root = (ObjectNode) json(results());
        root.get("runs").forEach(run -> ((ObjectNode) run).put("setting", "rate x 99"));
        Files.writeString(results(), root.toString());
        refused("plain has no setting 'rate x 99'", "--from", results().toString());
    }

    @Test
    void tuningSaysWhatWasTried() throws IOException {
        Captured trained = train(
                "model", "--data", Samples.binary(directory).toString(), "--label", "y", "--method",
                "class-weights", "--epochs", "2", "--tune");
        assertEquals(0, trained.code(), trained.err());
        // two epochs leave one rung
        assertTrue(trained.err().contains("trial 0 as they are: 9 with all of it"), trained.err());
        assertEquals(9, trained.out().lines()
                .filter(line -> line.matches("(settings as they are|learning rate x ).*")).count(),
                trained.out());
        String setting = json(directory.resolve("model/model.json")).findValue("setting")
                .asString();
        assertTrue(trained.out().contains("kept: " + setting), trained.out());
        JsonNode trials = json(directory.resolve("model/trials.json")).get("trials");
        assertEquals(9, trials.size());
        assertTrue(trials.get(3).get("settings").has("weight decay"));
    }

    @Test
    void rareClassesAreLeftOutOrKept() throws IOException {
        Path data = Samples.write(
                directory.resolve("rare.csv"), "x,y", 100,
                i -> i * i % 31 + "," + (i < 4 ? "c" : i < 30 ? "b" : "a"));
        List<String> usual = List.of(
                "--data", data.toString(), "--label", "y", "--methods", "plain,smote", "--seeds",
                "1", "--epochs", "1");
        Captured refused = rare(usual, "refuse");
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("class 'c' has 4 rows, at least 10"), refused.err());
        assertTrue(refused.err().contains("--rare-classes leave-out"), refused.err());
        Captured left = rare(usual, "leave-out");
        assertEquals(0, left.code(), left.err());
        assertTrue(
                left.err().contains("4 rows left out, of classes with fewer than 10: 'c' (4)"),
                left.err());
        assertTrue(left.err().contains("positive class: 'b' (26 of 96 rows)"), left.err());
        Captured kept = rare(usual, "keep");
        assertEquals(0, kept.code(), kept.err());
        assertTrue(kept.err().contains("3 classes in 100 rows: a (70), b (26), c (4)"), kept.err());
        Captured wrong = rare(usual, "drop");
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("must be one of refuse, leave-out, keep"), wrong.err());
    }

    private static Captured rare(List<String> usual, String what) {
        List<String> arguments = new ArrayList<>(List.of("compare"));
        arguments.addAll(usual);
        arguments.addAll(List.of("--rare-classes", what));
        return Captured.run(arguments.toArray(String[]::new));
    }
}
