package org.metabalance.benchmarks.conformance;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Normalization;
import tools.jackson.databind.JsonNode;

/** What the arguments of calls stand for: earlier results by their place, and plain values. */
final class Arguments {
    private final Tape tape;
    private final List<Object> results = new ArrayList<>();

    Arguments(Tape tape) {
        this.tape = tape;
    }

    /** Adds a result, which later calls name by its place. */
    void add(Object result) {
        results.add(result);
    }

    /** Returns the tensor at a place. */
    Tensor tensor(int place) {
        return (Tensor) results.get(place);
    }

    /** Returns what {@code json} stands for as a {@code type}, or null if it is none. */
    Object read(JsonNode json, Class<?> type) {
        if (json.has("ref")) {
            int place = json.get("ref").asInt();
            Object result = place < 0 ? tape : results.get(place);
            return type.isInstance(result) ? result : null;
        }
        if (json.has("options")) {
            return type == LossOptions.class ? options(json.get("options")) : null;
        }
        return switch (type.getSimpleName()) {
            case "double" -> number(json);
            case "int" -> json.isIntegralNumber() ? json.asInt() : null;
            case "boolean" -> json.isBoolean() ? json.asBoolean() : null;
            case "String" -> json.isString() ? json.asString() : null;
            case "int[]" -> integers(json);
            case "Shape" -> integers(json) == null ? null : Shape.of(integers(json));
            case "double[]" -> numbers(json);
            case "Tensor[]" -> tensors(json);
            default -> null;
        };
    }

    private static Double number(JsonNode json) {
        // JSON has no infinity
        return json.has("number") ? Double.valueOf(json.get("number").asString())
                : json.isNumber() ? Double.valueOf(json.asDouble()) : null;
    }

    private static int[] integers(JsonNode json) {
        if (!json.isArray()) {
            return null;
        }
        int[] values = new int[json.size()];
        for (int i = 0; i < values.length; i++) {
            if (!json.get(i).isIntegralNumber()) {
                return null;
            }
            values[i] = json.get(i).asInt();
        }
        return values;
    }

    private static double[] numbers(JsonNode json) {
        if (!json.isArray()) {
            return null;
        }
        double[] values = new double[json.size()];
        for (int i = 0; i < values.length; i++) {
            Double value = number(json.get(i));
            if (value == null) {
                return null;
            }
            values[i] = value;
        }
        return values;
    }

    private Tensor[] tensors(JsonNode json) {
        if (!json.isArray()) {
            return null;
        }
        Tensor[] values = new Tensor[json.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (Tensor) read(json.get(i), Tensor.class);
            if (values[i] == null) {
                return null;
            }
        }
        return values;
    }

    private LossOptions options(JsonNode json) {
        LossOptions options = LossOptions.NONE;
        if (json.has("classWeights")) {
            options = options.withClassWeights(
                    (Tensor) read(json.get("classWeights"), Tensor.class));
        }
        if (json.has("exampleWeights")) {
            options = options.withExampleWeights(
                    (Tensor) read(json.get("exampleWeights"), Tensor.class));
        }
        if (json.has("labelSmoothing")) {
            options = options.withLabelSmoothing(json.get("labelSmoothing").asDouble());
        }
        if (json.has("normalization")) {
            options = options.withNormalization(
                    Normalization.valueOf(json.get("normalization").asString()));
        }
        if (json.has("ignoreIndex")) {
            options = options.withIgnoreIndex(json.get("ignoreIndex").asInt());
        }
        return options;
    }
}
