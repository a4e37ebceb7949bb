package org.metabalance.meta.protocol;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.metric.ThresholdRule;

/**
 * What to compare, and how.
 *
 * @param splits makes the examples of every seed
 * @param methods the methods to compare
 * @param references what they are measured by, trained on the same splits: not methods to choose from
 * @param seeds how many splits each method is run on: seeds 0, 1, ...
 * @param models builds what every method trains
 * @param budget of each run
 * @param threshold how decision thresholds are chosen
 * @param threads how many runs go on at once; the result does not depend on it
 */
public record Comparison(
        Splits splits,
        List<Method> methods,
        List<Method> references,
        int seeds,
        ModelFor models,
        Budget budget,
        ThresholdRule threshold,
        int threads) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there is no method, no seed or no thread
     */
    public Comparison {
        methods = List.copyOf(methods);
        references = List.copyOf(references);
        if (methods.isEmpty() || seeds < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "comparison: needs methods, seeds and threads, got %d, %d and %d"
                            .formatted(methods.size(), seeds, threads));
        }
    }

    /** A comparison without references, with thresholds for balanced accuracy. */
    public Comparison(
            Splits splits, List<Method> methods, int seeds, ModelFor models, Budget budget,
            int threads) {
        this(splits, methods, List.of(), seeds, models, budget, ThresholdRule.DEFAULT, threads);
    }

    /** Returns all that is trained on a split: the methods, then the references. */
    public List<Method> trained() {
        List<Method> trained = new ArrayList<>(methods);
        trained.addAll(references);
        return trained;
    }
}
