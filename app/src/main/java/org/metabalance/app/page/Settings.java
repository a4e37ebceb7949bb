package org.metabalance.app.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** With what a comparison was made, as its results tell. */
final class Settings {
    private Settings() {}

    static List<Fact> of(JsonNode root) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Made with", root.path("madeWith").asString("")));
        facts.add(new Fact("Seeds", "0 to " + (root.path("seeds").asInt(1) - 1)));
        facts.add(new Fact("Budget", root.path("budget").asString("")));
        facts.add(new Fact("Learning rate", root.path("learningRate").asString("")));
        facts.add(new Fact("Batch", root.path("batch").asString("")));
        String hidden = root.path("hidden").valueStream().map(JsonNode::asString)
                .collect(Collectors.joining(", "));
        facts.add(new Fact("Network", root.path("network").asString("")
                + (hidden.isEmpty() ? "" : ", hidden layers of " + hidden)));
        facts.add(new Fact("Tuned", root.path("tuned").asBoolean(false)
                ? "variants of every method, the best on validation kept" : "no"));
        if (root.path("threshold").isString()) {
            facts.add(new Fact("Thresholds", "chosen on validation for "
                    + root.path("threshold").asString()));
        }
        root.path("metabalance").properties().forEach(entry -> facts.add(
                new Fact("MetaBalance: " + entry.getKey(), entry.getValue().asString())));
        chosen(root).forEach((method, settings) -> facts.add(
                new Fact("Kept of " + method, settings)));
        return facts;
    }

    /** The variants that tuning kept, by method. */
    private static Map<String, String> chosen(JsonNode root) {
        Map<String, List<String>> settings = new LinkedHashMap<>();
        root.path("runs").forEach(run -> {
            if (run.path("setting").isString()) {
                settings.computeIfAbsent(run.path("method").asString(), _ -> new ArrayList<>())
                        .add(run.path("setting").asString());
            }
        });
        Map<String, String> texts = new LinkedHashMap<>();
        settings.forEach((method, all) -> texts.put(method, all.stream()
                .collect(Collectors.groupingBy(
                        it -> it, LinkedHashMap::new, Collectors.counting()))
                .entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + " of " + all.size() + ")")
                .collect(Collectors.joining("; "))));
        return texts;
    }
}
