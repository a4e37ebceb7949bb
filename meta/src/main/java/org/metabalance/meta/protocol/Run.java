package org.metabalance.meta.protocol;

import org.metabalance.meta.metric.Scores;

/**
 * One method on one split.
 *
 * @param method the method's name
 * @param seed of split and training
 * @param hypergradient how outer gradients passed through inner updates, or "none"
 * @param metrics on the test part
 * @param seconds the time training took
 * @param updates the number of updates of the network's parameters
 * @param threshold tuned on the validation part, or given; NaN with more than two classes
 * @param setting which of the method's variants was kept; empty if there was one only
 * @param reference whether it is no method to choose, but what methods are measured by
 */
public record Run(
        String method,
        int seed,
        String hypergradient,
        Scores metrics,
        double seconds,
        long updates,
        double threshold,
        String setting,
        boolean reference) {
    /** A run of a method to choose. */
    public Run(
            String method, int seed, String hypergradient, Scores metrics, double seconds,
            long updates, double threshold, String setting) {
        this(method, seed, hypergradient, metrics, seconds, updates, threshold, setting, false);
    }

    /** Returns this run as one of a reference. */
    public Run asReference() {
        return new Run(
                method, seed, hypergradient, metrics, seconds, updates, threshold, setting, true);
    }
}
