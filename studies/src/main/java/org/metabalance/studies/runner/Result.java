package org.metabalance.studies.runner;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trial that has ended.
 *
 * @param settings of the trial
 * @param seconds it took
 * @param values what came of it
 * @param failure why it failed; null if it ended well
 */
public record Result(
        Map<String, Object> settings, double seconds, ObjectNode values, String failure) {

    /** Returns the settings in one line, as {@link Trial#key}. */
    public String key() {
        return Trial.key(settings);
    }

    /** Returns the number called {@code name} of the settings or values; NaN if there is none. */
    public double number(String name) {
        if (settings.get(name) instanceof Number number) {
            return number.doubleValue();
        }
        JsonNode value = values.get(name);
        return value != null && value.isNumber() ? value.asDouble() : Double.NaN;
    }

    /** Returns the text of the setting or value {@code name}; null if there is none. */
    public String text(String name) {
        Object setting = settings.get(name);
        if (setting != null) {
            return setting.toString();
        }
        JsonNode value = values.get(name);
        return value == null ? null : value.asString();
    }

    /** Writes the result to {@code node}. */
    void write(ObjectNode node) {
        ObjectNode trial = node.putObject("trial");
        settings.forEach((name, value) -> {
            switch (value) {
                case Integer i -> trial.put(name, i);
                case Double d -> trial.put(name, d);
                default -> trial.put(name, value.toString());
            }
        });
        node.put("seconds", Math.round(seconds * 1000) / 1000.0);
        if (failure == null) {
            node.set("result", values);
        } else {
            node.put("failure", failure);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Result read(ObjectNode node) {
        if (!(node.get("trial") instanceof ObjectNode trial)
                || !(node.get("result") instanceof ObjectNode || node.has("failure"))) {
            throw new IllegalArgumentException("needs a trial with a result or a failure");
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        trial.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            settings.put(
                    entry.getKey(),
                    value.isInt() ? value.asInt()
                            : value.isNumber() ? value.asDouble() : (Object) value.asString());
        });
        JsonNode failure = node.get("failure");
        return new Result(
                settings, node.path("seconds").asDouble(0), (ObjectNode) node.get("result"),
                failure == null ? null : failure.asString());
    }
}
