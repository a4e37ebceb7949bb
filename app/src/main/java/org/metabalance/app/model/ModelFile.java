package org.metabalance.app.model;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.metabalance.app.console.OutputDirectory;
import org.metabalance.app.console.Release;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Encoder;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What belongs to a model besides its weights and architecture, which stand in {@code
 * model.safetensors}: {@code model.json} beside it.
 *
 * @param method the method that trained it
 * @param label the column it predicts
 * @param classes the classes' names, by index
 * @param threshold the probability of class 1 from which a row is predicted as such; NaN with more
 *     than two classes, where the most probable one is predicted
 * @param encoder from columns to the network's inputs
 * @param training how it came about, for people: nothing depends on it
 */
public record ModelFile(
        String method,
        String label,
        List<String> classes,
        double threshold,
        Encoder encoder,
        Map<String, Object> training) {
    public static final String NAME = "model.json";
    public static final String WEIGHTS = "model.safetensors";

    private static final String FORMAT = "metabalance-model";
    private static final int VERSION = 2;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    /** Writes the file into {@code directory}. */
    public void write(OutputDirectory directory) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("version", VERSION);
        root.put("madeWith", "metabalance " + Release.number());
        root.put("method", method);
        root.put("label", label);
        root.set("classes", JSON.valueToTree(classes));
        if (Double.isNaN(threshold)) {
            root.putNull("threshold");
        } else {
            root.put("threshold", threshold);
        }
        root.set("training", JSON.valueToTree(training));
        root.set("encoder", JSON.valueToTree(encoder.toMap()));
        directory.write(
                NAME, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }

    /**
     * Reads the file in {@code directory}.
     *
     * @throws UserError if it is absent or not such a file
     */
    public static ModelFile read(Path directory) {
        Path file = directory.resolve(NAME);
        if (!Files.isDirectory(directory)) {
            throw new UserError("no such model directory: " + directory);
        }
        if (!Files.exists(file) || !Files.exists(directory.resolve(WEIGHTS))) {
            throw new UserError(
                    Texts.format(
                            "%s holds no model: %s and %s are written by metabalance train",
                            directory, NAME, WEIGHTS));
        }
        try {
            JsonNode root = JSON.readTree(Files.readString(file));
            if (!FORMAT.equals(root.path("format").asString(""))) {
                throw new UserError(file + " was not written by metabalance train");
            }
            if (root.path("version").asInt(0) != VERSION) {
                throw new UserError(file + " was written by another release; train again");
            }
            return new ModelFile(
                    root.required("method").asString(),
                    root.required("label").asString(),
                    List.of(JSON.treeToValue(root.required("classes"), String[].class)),
                    root.required("threshold").asDouble(Double.NaN),
                    Encoder.fromMap(JSON.convertValue(root.required("encoder"), MAP)),
                    Map.of());
        } catch (JacksonException | DataException | MalformedInputException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new UserError(file + " is damaged: " + first, e);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + Texts.reason(e), e);
        }
    }

    /** Returns the encoder's columns in their stored form: {@code name}, {@code kind} and more. */
    public List<Map<String, Object>> columns() {
        return JSON.convertValue(
                encoder.toMap().get("columns"), new TypeReference<List<Map<String, Object>>>() {});
    }
}
