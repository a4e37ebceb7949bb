package org.metabalance.meta.method;

/** A way to train a network on imbalanced data. A new method is one
 * class; the catalog, or a {@link MethodProvider}, makes it known. */
public interface Method {
    /** Returns what is told of the method. */
    About about();

    /** Returns the name users type, in lower case with hyphens. */
    default String name() {
        return about().name();
    }

    /**
     * Trains on {@code problem.train()} and keeps the epoch with the best average precision on {@code
     * problem.validation()}. The same problem gives the same result.
     */
    Trained fit(Problem problem);
}
