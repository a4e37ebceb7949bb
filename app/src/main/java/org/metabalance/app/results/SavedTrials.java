package org.metabalance.app.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.metabalance.app.console.Texts;
import org.metabalance.app.output.OutputDirectory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Trials of searches that a folder holds: of a comparison in {@code results.json}, of a model in a file of their own. */
public final class SavedTrials {
    /** The file of a model's trials. */
    public static final String NAME = "trials.json";

    private static final String FORMAT = "metabalance-trials";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SavedTrials() {}

    /**
     * Returns those of a comparison's trials that need not be made again; none if there is no such file.
     *
     * @param runs that have ended: their trials are not told of
     * @param notes takes a line that says how many others there are
     */
    public static List<SavedTrial> ofComparison(
            OutputDirectory directory, RunKeys keys, List<KeptRun> runs, Consumer<String> notes) {
        JsonNode root = root(directory.file(ResultsFile.NAME));
        if (!ResultsFile.FORMAT.equals(root.path("format").asString(""))
                || root.path("version").asInt(0) != ResultsFile.VERSION) {
            return List.of();
        }
        List<SavedTrial> trials = read(root, node -> node.path("key").asString("").equals(keys.of(
                node.path("method").asString(""), node.path("seed").asInt(-1))));
        long others = trials.stream().filter(trial -> runs.stream().noneMatch(
                run -> run.run().method().equals(trial.place().method())
                        && run.run().seed() == trial.place().seed()))
                .count();
        if (others > 0) {
            notes.accept(Texts.format(
                    "%s of runs that had not ended %s there already",
                    Texts.count((int) others, "trial"),
                    others == 1 ? "was" : "were"));
        }
        return trials;
    }

    /** Returns the trials of a model that was not trained to its end. */
    public static List<SavedTrial> ofModel(OutputDirectory directory, String key) {
        JsonNode root = root(directory.file(NAME));
        return read(root, node -> node.path("key").asString("").equals(key));
    }

    private static List<SavedTrial> read(
            JsonNode root, Predicate<JsonNode> wanted) {
        try {
            return SavedTrial.read(root.path("trials"), wanted);
        } catch (JacksonException | IllegalArgumentException _) {
            return List.of(); // damaged, or somebody else's
        }
    }

    private static JsonNode root(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? JSON.readTree(Files.readAllBytes(file))
                    : JSON.createObjectNode();
        } catch (IOException | JacksonException _) {
            return JSON.createObjectNode(); // nothing to be taken from it
        }
    }

    /** Writes the trials of a model. */
    public static void write(OutputDirectory directory, String key, List<SavedTrial> trials) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        trials.forEach(trial -> trial.write(root.withArray("/trials"), key));
        directory.write(
                NAME, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }
}
