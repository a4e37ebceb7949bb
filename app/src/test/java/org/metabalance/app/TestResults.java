package org.metabalance.app;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What tests do with {@code results.json}. */
final class TestResults {
    private TestResults() {}

    /** Returns the results without what depends on how fast the machine was. */
    static JsonNode timeless(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                object.remove("seconds");
                object.forEach(TestResults::timeless);
            }
            case ArrayNode array -> array.forEach(TestResults::timeless);
            default -> {
                // a number or text
            }
        }
        return node;
    }
}
