package org.metabalance.meta.method;

import org.metabalance.meta.catalog.Methods;

/** A way to train a network on imbalanced data. A new method is one class and a line in {@link Methods}. */
public interface Method {
    /** Returns the name users type, in lower case with hyphens. */
    String name();

    /** Returns what the method does, in one line. */
    String summary();

    /** Returns where it was published. */
    String source();

    /**
     * Trains on {@code task.train()} and keeps the epoch with the best average precision on {@code
     * task.validation()}. The same task gives the same result.
     */
    Trained fit(Task task);
}
