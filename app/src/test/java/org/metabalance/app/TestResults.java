package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What tests do with {@code results.json}. */
final class TestResults {
    private TestResults() {}

    /** Compares the texts of two results; names the first line that differs. */
    static void assertSame(JsonNode expected, JsonNode actual) {
        List<String> lines = actual.toPrettyString().lines().toList();
        int at = 0;
        for (String line : expected.toPrettyString().lines().toList()) {
            assertTrue(at < lines.size(), "too short");
            int number = at;
            assertEquals(
                    line, lines.get(at), () -> "line " + number + ", after "
                            + lines.subList(Math.max(0, number - 12), number));
            at++;
        }
        assertEquals(at, lines.size());
    }

    /** Returns the results without what depends on how fast the machine was. */
    static JsonNode timeless(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                object.remove("seconds");
                object.remove("scoringSeconds");
                object.remove("command"); // names the folder
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
