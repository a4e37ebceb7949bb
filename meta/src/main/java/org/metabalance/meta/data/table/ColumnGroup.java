package org.metabalance.meta.data.table;

/**
 * The features that one column of a table became: {@code width} neighbours from {@code from} on.
 *
 * @param name the column's name
 * @param kind what the features mean
 * @param from the first feature
 * @param width the number of features; 1 unless the kind is {@link Kind#ONE_HOT} or {@link Kind#EMBEDDED}
 */
public record ColumnGroup(String name, Kind kind, int from, int width) {
    /** What the features of a group mean, so that a sampler knows how they may be changed. */
    public enum Kind {
        /** One feature, a number: may take any value. */
        NUMERIC,
        /** One feature per category, one of which is 1 and the others 0 (all 0: unknown). */
        ONE_HOT,
        /** As {@link #ONE_HOT}, of many categories: networks learn a vector for each. To samplers there is no difference. */
        EMBEDDED,
        /** One feature, 1 where the column's value was missing and 0 elsewhere. */
        INDICATOR
    }

    /** Checks position and width. */
    public ColumnGroup {
        if (from < 0 || width < 1
                || (kind != Kind.ONE_HOT && kind != Kind.EMBEDDED && width != 1)) {
            throw new IllegalArgumentException(
                    "column group '%s': %s cannot have %d features from %d on"
                            .formatted(name, kind, width, from));
        }
    }

    /** Returns whether the features are a choice, not a quantity: nothing between is meaningful. */
    public boolean categorical() {
        return kind != Kind.NUMERIC;
    }
}
