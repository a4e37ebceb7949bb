package org.metabalance.app.page;

import java.util.ArrayList;
import java.util.List;
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
                ? "settings of every method, the best on validation kept: see below" : "no"));
        if (root.path("threshold").isString()) {
            facts.add(new Fact("Thresholds", "chosen on validation for "
                    + root.path("threshold").asString()));
        }
        root.path("metabalance").properties().forEach(entry -> facts.add(
                new Fact("MetaBalance: " + entry.getKey(), entry.getValue().asString())));
        return facts;
    }
}
