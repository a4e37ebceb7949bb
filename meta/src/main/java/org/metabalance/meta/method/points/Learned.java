package org.metabalance.meta.method.points;

/** What of the augmented points is learned. */
public enum Learned {
    /** Nothing: the points stay where they were put, each counting 1. The ablation. */
    NOTHING,
    /** Where the points are. */
    POSITIONS,
    /** How much each point counts. */
    WEIGHTS,
    /** Both. */
    BOTH;

    /** Returns whether points move. */
    public boolean positions() {
        return this == POSITIONS || this == BOTH;
    }

    /** Returns whether points learn how much they count. */
    public boolean weights() {
        return this == WEIGHTS || this == BOTH;
    }

    /** Returns whether anything is learned, so that rows must be held out. */
    public boolean anything() {
        return this != NOTHING;
    }
}
