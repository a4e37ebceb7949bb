package org.metabalance.app.page;

import java.math.BigDecimal;
import java.math.MathContext;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Numbers in a page's data: five digits, which is more than a chart shows; null where not defined. */
final class Numbers {
    private static final MathContext DIGITS = new MathContext(5);

    private Numbers() {}

    static void add(ArrayNode node, double... values) {
        for (double value : values) {
            if (Double.isFinite(value)) {
                node.add(rounded(value));
            } else {
                node.addNull();
            }
        }
    }

    static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, rounded(value));
        } else {
            node.putNull(name);
        }
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }
}
