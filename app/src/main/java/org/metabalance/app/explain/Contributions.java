package org.metabalance.app.explain;

import java.util.Map;

/**
 * What the columns of a row add to its logit.
 *
 * @param logit of the row
 * @param baseline the logit of the baseline
 * @param columns the contribution of each column, by its name; together they are {@link #logit} less {@link
 *     #baseline}, but for {@link #gap}
 */
public record Contributions(double logit, double baseline, Map<String, Double> columns) {
    /** Returns what is left of the difference of logits when all contributions are taken off. */
    public double gap() {
        return logit - baseline
                - columns.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Returns whether the gap is a thousandth of the difference at most, or of 1. */
    public boolean complete() {
        return Math.abs(gap()) <= 1e-3 * Math.max(1, Math.abs(logit - baseline));
    }
}
