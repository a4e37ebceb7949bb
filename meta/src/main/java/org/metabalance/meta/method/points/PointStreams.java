package org.metabalance.meta.method.points;

/** Which further streams of a task's random numbers serve what; {@code Streams} has those below. */
public final class PointStreams {
    /** The division into rows to learn from and held-out rows. */
    static final long FOLDS = 32;

    /** The order of batches of points. */
    public static final long POINT_BATCHES = 33;

    /** The order of batches of held-out rows. */
    public static final long HELD_OUT_BATCHES = 34;

    /** What the black-box learner tries. */
    public static final long TRIALS = 35;

    private PointStreams() {}
}
