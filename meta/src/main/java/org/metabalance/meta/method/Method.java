package org.metabalance.meta.method;

/** A way to train a network on imbalanced data. A new method is one
 * class; the catalog, or a {@link MethodProvider}, makes it known. */
public interface Method {
    /** The source of what nobody in particular has published. */
    String NO_SOURCE = "-";

    /** Returns the name users type, in lower case with hyphens. */
    String name();

    /** Returns what the method does, in one line. */
    String summary();

    /** Returns where it was published. */
    String source();

    /**
     * Trains on {@code problem.train()} and keeps the epoch with the best average precision on {@code
     * problem.validation()}. The same problem gives the same result.
     */
    Trained fit(Problem problem);
}
