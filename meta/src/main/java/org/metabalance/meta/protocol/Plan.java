package org.metabalance.meta.protocol;

import java.util.List;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.method.Method;

/**
 * What to compare, and how.
 *
 * @param table the data with the label column
 * @param target the label
 * @param methods the methods to compare
 * @param seeds how many splits each method is run on: seeds 0, 1, ...
 * @param epochs of each run
 * @param hidden the widths of the hidden layers
 * @param threads how many runs go on at once; the result does not depend on it
 */
public record Plan(
        Table table,
        Target target,
        List<Method> methods,
        int seeds,
        int epochs,
        List<Integer> hidden,
        int threads) {
    /** The share of rows to train on. */
    public static final double TRAIN = 0.6;

    /** The share of rows to select and tune on. */
    public static final double VALIDATION = 0.2;

    /** The share of rows to test on. */
    public static final double TEST = 0.2;

    /** Checks the numbers. */
    public Plan {
        methods = List.copyOf(methods);
        hidden = List.copyOf(hidden);
        if (methods.isEmpty() || seeds < 1 || epochs < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "plan: needs methods, seeds, epochs and threads, got %d, %d, %d and %d"
                            .formatted(methods.size(), seeds, epochs, threads));
        }
    }
}
