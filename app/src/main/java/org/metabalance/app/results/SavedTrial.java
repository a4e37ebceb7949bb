package org.metabalance.app.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.metabalance.meta.catalog.Trial;
import org.metabalance.meta.catalog.TrialLog;
import org.metabalance.meta.metric.Merit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trial of a search as it is kept.
 *
 * @param place of the trial
 * @param values its settings by name: numbers or words
 * @param outcome what came of it
 */
public record SavedTrial(
        TrialLog.Place place, Map<String, Object> values, TrialLog.Outcome outcome) {
    /** A trial that has ended. */
    public static SavedTrial of(TrialLog.Place place, Trial trial, TrialLog.Outcome outcome) {
        return new SavedTrial(place, trial.values(), outcome);
    }

    /** Returns what was set, as {@link Trial#setting} does. */
    public String setting() {
        return new Trial(place.number(), null, values, 1, 0, 1, null).setting();
    }

    /**
     * Writes the trial.
     *
     * @param key of the run or model it is of
     */
    void write(ArrayNode nodes, String key) {
        ObjectNode node = nodes.addObject();
        node.put("method", place.method());
        node.put("seed", place.seed());
        node.put("key", key);
        node.put("rung", place.rung());
        node.put("trial", place.number());
        ObjectNode settings = node.putObject("settings");
        values.forEach((name, value) -> {
            if (value instanceof Number number) {
                settings.put(name, number.doubleValue());
            } else {
                settings.put(name, String.valueOf(value));
            }
        });
        node.put("shareOfBudget", outcome.share());
        ResultsFile.number(
                node, "validationAveragePrecision", outcome.merit().averagePrecision());
        ResultsFile.number(node, "validationLogLoss", outcome.merit().logLoss());
        node.put("updates", outcome.updates());
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws RuntimeException if it is anything else
     */
    static SavedTrial read(JsonNode node) {
        Map<String, Object> values = new LinkedHashMap<>();
        node.required("settings").properties().forEach(entry -> values.put(
                entry.getKey(),
                entry.getValue().isNumber()
                        ? (Object) entry.getValue().doubleValue()
                        : entry.getValue().stringValue()));
        JsonNode precision = node.required("validationAveragePrecision");
        JsonNode loss = node.required("validationLogLoss");
        return new SavedTrial(
                new TrialLog.Place(
                        node.required("method").stringValue(), node.required("seed").longValue(),
                        node.required("rung").intValue(), node.required("trial").intValue()),
                values,
                new TrialLog.Outcome(
                        node.required("shareOfBudget").doubleValue(),
                        precision.isNull()
                                ? Merit.NONE
                                : new Merit(precision.doubleValue(),
                                        loss.isNull()
                                                ? Double.POSITIVE_INFINITY
                                                : loss.doubleValue()),
                        node.required("updates").longValue()));
    }

    /**
     * Reads those of some trials whose key is wanted.
     *
     * @param trials what {@link #write} has written; anything else has none
     */
    static List<SavedTrial> read(JsonNode trials, Predicate<JsonNode> wanted) {
        List<SavedTrial> saved = new ArrayList<>();
        for (JsonNode node : trials) {
            if (wanted.test(node)) {
                saved.add(read(node));
            }
        }
        return saved;
    }
}
