package org.metabalance.scoring.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metabalance.engine.Shape;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.image.ChannelScale;
import org.metabalance.meta.data.table.Encoder;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What belongs to a model besides its weights and architecture, which stand in {@code
 * model.safetensors}: {@code model.json} beside it.
 *
 * @param method the method that trained it
 * @param label the column it predicts; empty of images
 * @param classes the classes' names, by index
 * @param decision how probabilities are calibrated, and the threshold
 * @param input from what the user has to the network's inputs
 * @param training how it came about, for people: nothing depends on it
 */
public record ModelFile(
        String method,
        String label,
        List<String> classes,
        StoredDecision decision,
        ModelInput input,
        Map<String, Object> training) {
    public static final String NAME = "model.json";
    public static final String WEIGHTS = "model.safetensors";

    private static final String FORMAT = "metabalance-model";
    private static final int VERSION = 5;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    /** Returns the file's text. */
    public String text() {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("version", VERSION);
        root.put("madeWith", "metabalance " + Release.number());
        root.put("method", method);
        root.put("label", label);
        root.set("classes", JSON.valueToTree(classes));
        DecisionNode.write(decision, root.putObject("decision"));
        root.set("training", JSON.valueToTree(training));
        switch (input) {
            case ModelInput.Columns(Encoder encoder) -> root.set(
                    "encoder", JSON.valueToTree(encoder.toMap()));
            case ModelInput.Images(Shape shape, ChannelScale scale) -> {
                ObjectNode images = root.putObject("images");
                images.put("height", shape.dim(0));
                images.put("width", shape.dim(1));
                images.put("channels", shape.dim(2));
                images.set("mean", JSON.valueToTree(scale.mean()));
                images.set("deviation", JSON.valueToTree(scale.deviation()));
            }
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    /**
     * Reads what {@link #text} returned.
     *
     * @param file what to call it in messages
     * @throws DataException if it is something else, or a model that cannot be
     */
    static ModelFile parse(Path file, String text) {
        JsonNode root = tree(file, text);
        if (!FORMAT.equals(root.path("format").asString(""))
                || root.path("version").asInt(0) != VERSION) {
            throw new DataException(file + " was written by another release; train again");
        }
        try {
            ModelFile model = new ModelFile(
                    root.required("method").stringValue(),
                    root.required("label").stringValue(),
                    List.of(JSON.treeToValue(root.required("classes"), String[].class)),
                    DecisionNode.read(root.required("decision")),
                    input(root),
                    Map.of());
            model.requirePossible();
            return model;
        } catch (JacksonException | DataException | IllegalArgumentException
                | NullPointerException e) {
            throw damaged(file, e);
        }
    }

    private static JsonNode tree(Path file, String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw damaged(file, e);
        }
    }

    private static DataException damaged(Path file, RuntimeException failure) {
        String first = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return new DataException(file + " is damaged: " + first, failure);
    }

    private static ModelInput input(JsonNode root) {
        if (!root.has("images")) {
            return new ModelInput.Columns(
                    Encoder.fromMap(JSON.convertValue(root.required("encoder"), MAP)));
        }
        JsonNode images = root.get("images");
        return new ModelInput.Images(
                Shape.of(
                        images.required("height").intValue(),
                        images.required("width").intValue(),
                        images.required("channels").intValue()),
                new ChannelScale(
                        List.of(JSON.treeToValue(images.required("mean"), Float[].class)),
                        List.of(JSON.treeToValue(
                                images.required("deviation"), Float[].class))));
    }

    /**
     * Returns the calibrated probability of class 1 from which a row is predicted as such; NaN with more than two
     * classes, where the most probable one is predicted.
     */
    public double threshold() {
        return decision.threshold();
    }

    /**
     * Returns what makes inputs of columns.
     *
     * @throws IllegalStateException if the model reads images
     */
    public Encoder encoder() {
        return switch (input) {
            case ModelInput.Columns(Encoder encoder) -> encoder;
            case ModelInput.Images _ -> throw new IllegalStateException("a model of images");
        };
    }

    private void requirePossible() {
        if (classes.size() < 2 || Set.copyOf(classes).size() < classes.size()) {
            throw new IllegalArgumentException(
                    "classes must be two or more different ones, got " + classes);
        }
        double threshold = threshold();
        boolean possible = classes.size() == 2
                ? threshold >= 0 && threshold <= Math.nextUp(1.0) // beyond 1 none is flagged
                : Double.isNaN(threshold);
        if (!possible) {
            throw new IllegalArgumentException(
                    "a threshold of " + threshold + " cannot be with " + classes.size()
                            + " classes");
        }
        if (!decision.calibrator().suits(classes.size())) {
            throw new IllegalArgumentException(
                    "calibration " + decision.calibrator().kind().label() + " cannot be with "
                            + classes.size() + " classes");
        }
    }

    /** Returns the encoder's columns in their stored form: {@code name}, {@code kind} and more. */
    public List<Map<String, Object>> columns() {
        return JSON.convertValue(
                encoder().toMap().get("columns"),
                new TypeReference<List<Map<String, Object>>>() {});
    }
}
