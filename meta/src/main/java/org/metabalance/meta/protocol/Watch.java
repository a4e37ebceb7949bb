package org.metabalance.meta.protocol;

/** Told how an experiment goes on. Calls come from several threads, one at a time. */
public interface Watch {
    /** Nobody watching. */
    Watch NONE = new Watch() {};

    /** A run has ended. */
    default void finished(Run run) {}

    /** A run has failed; the others go on. */
    default void failed(String method, int seed, RuntimeException why) {}

    /** The share of all work that is done, 0 to 1. */
    default void progress(double done) {}
}
