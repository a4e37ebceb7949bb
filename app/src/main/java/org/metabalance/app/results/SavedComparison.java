package org.metabalance.app.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.divide.SplitColumn;
import org.metabalance.meta.protocol.Yardstick;
import org.metabalance.scoring.schema.Schema;
import org.metabalance.scoring.schema.SchemaFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A comparison that {@link ResultsFile} wrote, as far as it says how to train one of its methods again.
 * Fields that are not known here are passed over.
 *
 * @param file where it was read
 * @param data the file that was learned from, as the user named it
 * @param label the label column; null of images
 * @param positive the positive class; null with more than two
 * @param schema what every column of the data was read as; null of images
 * @param rareClasses what was done with rare classes
 * @param splitColumn by which rows were divided
 * @param images what was chosen about images; null of a table
 * @param epochs of every run; null if training went on until validation stalled
 * @param patience of every run, in epochs or updates; null if all epochs were made
 * @param learningRate of every run
 * @param batch how many examples an update saw
 * @param network the family of what was trained
 * @param hidden the widths of its hidden layers
 * @param threshold how decision thresholds were chosen; null with more than two classes
 * @param labelNoise how training labels were made wrong; null if they were not
 * @param metabalance the settings of MetaBalance, by name
 * @param runs those that ended well
 */
public record SavedComparison(
        Path file, String data, String label, String positive, Schema schema,
        String rareClasses, SplitColumn splitColumn, ImageChoices images, Integer epochs,
        Integer patience,
        double learningRate, int batch,
        String network,
        List<Integer> hidden, String threshold, String labelNoise,
        Map<String, String> metabalance,
        List<SavedRun> runs) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A run.
     *
     * @param method its name
     * @param setting which variant was kept; empty if there was one only
     * @param merit average precision on the test part, of images balanced accuracy
     */
    public record SavedRun(String method, String setting, double merit) {}

    /**
     * What to train.
     *
     * @param method its name
     * @param setting the variant kept most often, of equally many the one with the best mean; empty if
     *     there was one only
     * @param times how often it was kept
     * @param runs of the method
     * @param metric by which it is the best
     * @param merit the mean over them
     */
    public record Winner(
            String method, String setting, int times, int runs, String metric, double merit) {}

    /**
     * Reads a file.
     *
     * @throws UserError if it cannot be read, or is something else
     */
    public static SavedComparison read(Path file) {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + Texts.reason(e), e);
        } catch (JacksonException e) {
            throw new UserError(
                    file + " is no results.json of 'metabalance compare': it is not JSON", e);
        }
        if (!root.path("format").asString("").equals(ResultsFile.FORMAT)) {
            throw new UserError(file + " is no results.json of 'metabalance compare'");
        }
        if (root.has("graph")) {
            throw new UserError(
                    file + " compares methods on a graph; models of graphs are not kept in files");
        }
        for (String field : List.of("data", root.has("images") ? "images" : "label",
                root.has("images") ? "images" : "schema", "learningRate", "batch", "network",
                "hidden", "runs")) {
            if (!root.has(field)) {
                throw new UserError(
                        Texts.format(
                                "%s lacks '%s': it is of another version; compare again", file,
                                field));
            }
        }
        return of(file, root);
    }

    private static SavedComparison of(Path file, JsonNode root) {
        boolean images = root.has("images");
        List<SavedRun> runs = new ArrayList<>();
        for (JsonNode run : root.get("runs")) {
            JsonNode precision = run.path("metrics").path(metric(images));
            if (precision.isNumber()) {
                runs.add(new SavedRun(
                        run.path("method").asString(""), run.path("setting").asString(""),
                        precision.asDouble()));
            }
        }
        Map<String, String> metabalance = new LinkedHashMap<>();
        root.path("metabalance").properties()
                .forEach(entry -> metabalance.put(entry.getKey(), entry.getValue().asString()));
        List<Integer> hidden = new ArrayList<>();
        root.get("hidden").forEach(width -> hidden.add(width.asInt()));
        JsonNode epochs = root.path("epochs");
        return new SavedComparison(
                file, root.get("data").asString(), text(root.path("label")),
                text(root.path("positive")),
                images ? null : SchemaFile.of(root.get("schema").toString(), file.toString()),
                text(root.path("rareClasses")), DivisionNode.column(root.path("division")),
                images ? ImageChoices.read(root.get("images")) : null,
                epochs.isNumber() ? epochs.asInt() : null,
                root.path("patience").isNumber() ? root.get("patience").asInt() : null,
                root.get("learningRate").asDouble(),
                root.get("batch").asInt(),
                root.get("network").asString(), hidden, text(root.path("threshold")),
                text(root.path("labelNoise")), metabalance, runs);
    }

    private static String metric(boolean images) {
        return images
                ? Yardstick.BALANCED_ACCURACY
                : Yardstick.AVERAGE_PRECISION.decisive();
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }

    /**
     * Returns the method with the best mean.
     *
     * @param among names of the methods that can be trained; runs of others are passed over
     * @throws UserError if there is no run of any
     */
    public Winner winner(Collection<String> among) {
        Map<String, List<SavedRun>> byMethod = new LinkedHashMap<>();
        runs.stream().filter(run -> among.contains(run.method())).forEach(
                run -> byMethod.computeIfAbsent(run.method(), _ -> new ArrayList<>()).add(run));
        List<SavedRun> best = byMethod.values().stream()
                .max(Comparator.comparingDouble(SavedComparison::mean))
                .orElseThrow(() -> new UserError(
                        Texts.format(
                                "%s has no finished run of %s", file,
                                among.size() == 1
                                        ? among.iterator().next()
                                        : "a method that can be trained")));
        Map<String, List<SavedRun>> bySetting = new LinkedHashMap<>();
        best.forEach(run -> bySetting.computeIfAbsent(run.setting(), _ -> new ArrayList<>())
                .add(run));
        List<SavedRun> kept = bySetting.values().stream()
                .max(Comparator.<List<SavedRun>>comparingInt(List::size)
                        .thenComparingDouble(SavedComparison::mean))
                .orElseThrow();
        return new Winner(
                best.getFirst().method(), kept.getFirst().setting(), kept.size(), best.size(),
                metric(images != null), mean(best));
    }

    private static double mean(List<SavedRun> runs) {
        return runs.stream().mapToDouble(SavedRun::merit).average()
                .orElse(Double.NaN);
    }
}
