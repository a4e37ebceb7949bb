package org.metabalance.studies.figure;

import java.util.Locale;

/** Which point of a text's base line is given: a reader's font may be wider or narrower than ours. */
public enum Anchor {
    START, MIDDLE, END;

    /** Returns the value of SVG's attribute {@code text-anchor}. */
    String svg() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns where a text of a width begins if this point of it is at {@code x}. */
    double left(double x, double width) {
        return switch (this) {
            case START -> x;
            case MIDDLE -> x - width / 2;
            case END -> x - width;
        };
    }
}
