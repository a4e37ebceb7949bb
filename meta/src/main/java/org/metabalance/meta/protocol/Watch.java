package org.metabalance.meta.protocol;

/** Told how an experiment goes on. Calls come from several threads, one at a time but for {@link #ending}. */
public interface Watch {
    /** Nobody watching. */
    Watch NONE = new Watch() {};

    /**
     * A run has ended and will be told of: for what takes time. Unlike all others, calls come at the same
     * time.
     *
     * @param course of its training
     */
    default void ending(Fold fold, Fold.Outcome outcome, Course course) {}

    /** A run has ended. */
    default void finished(Run run) {}

    /** A run has ended: as {@link #finished(Run)}, with all that came of it. */
    default void finished(Fold fold, Fold.Outcome outcome) {
        finished(outcome.run());
    }

    /** A run has failed; the others go on. By default the log is told, as the run is missing afterwards. */
    default void failed(String method, int seed, RuntimeException why) {
        System.getLogger("org.metabalance.meta").log(
                System.Logger.Level.WARNING, method + ", seed " + seed + ", failed", why);
    }

    /** The run that ends next was cut short, as its share of the time had passed. */
    default void cut(String method, int seed) {}

    /** A run was not begun, as no time was left. */
    default void notBegun(String method, int seed) {}

    /** So many more examples were learned from, by updates of any run. */
    default void learned(long examples) {}

    /** The share of all work that is done, 0 to 1. */
    default void progress(double done) {}
}
