package org.metabalance.app.results;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What users choose about images, as they type it; null for what they left open.
 *
 * @param testImages where the images to test on are
 * @param resize {@code HEIGHTxWIDTH}
 * @param channels 1 or 3
 * @param augment how images are changed while they are learned from; never null after reading
 * @param imbalance how a balanced set was made long-tailed
 */
public record ImageChoices(
        String testImages, String resize, Integer channels, String augment, String imbalance) {
    void write(ObjectNode node) {
        node.put("testImages", testImages);
        node.put("resize", resize);
        node.put("askedChannels", channels);
        node.put("augment", augment);
        node.put("imbalance", imbalance);
    }

    static ImageChoices read(JsonNode node) {
        JsonNode channels = node.path("askedChannels");
        return new ImageChoices(
                text(node, "testImages"), text(node, "resize"),
                channels.isNumber() ? channels.intValue() : null, text(node, "augment"),
                text(node, "imbalance"));
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() ? value.stringValue() : null;
    }
}
