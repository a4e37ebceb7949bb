package org.metabalance.meta.protocol;

import java.util.List;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;

/**
 * What to compare, and how.
 *
 * @param splits makes the examples of every seed
 * @param methods the methods to compare
 * @param seeds how many splits each method is run on: seeds 0, 1, ...
 * @param models builds what every method trains
 * @param budget of each run
 * @param threads how many runs go on at once; the result does not depend on it
 */
public record Comparison(
        Splits splits,
        List<Method> methods,
        int seeds,
        ModelFor models,
        Budget budget,
        int threads) {
    /** Checks the numbers. */
    public Comparison {
        methods = List.copyOf(methods);
        if (methods.isEmpty() || seeds < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "comparison: needs methods, seeds and threads, got %d, %d and %d"
                            .formatted(methods.size(), seeds, threads));
        }
    }
}
