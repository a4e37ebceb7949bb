package org.metabalance.meta.decision;

/**
 * What mistakes cost, in any unit.
 *
 * @param falseNegative of a positive row that is not flagged, times the row's amount where rows have one
 * @param falsePositive of a negative row that is flagged
 */
public record Costs(double falseNegative, double falsePositive) {
    /** Both mistakes cost the same. */
    public static final Costs EQUAL = new Costs(1, 1);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative or not finite, or both are 0
     */
    public Costs {
        if (!(falseNegative >= 0 && falsePositive >= 0)
                || !Double.isFinite(falseNegative + falsePositive)
                || falseNegative + falsePositive == 0) {
            throw new IllegalArgumentException(
                    "costs: must be finite and not negative, and not both 0, got %s of a false negative"
                            .formatted(falseNegative)
                            + " and " + falsePositive + " of a false positive");
        }
    }

    /**
     * Returns the threshold of least expected cost for probabilities that are right: falsePositive /
     * (falsePositive + falseNegative) (Elkan, The foundations of cost-sensitive learning, IJCAI 2001).
     */
    public double bayesThreshold() {
        return falsePositive / (falsePositive + falseNegative);
    }

    /**
     * Returns what every row costs.
     *
     * @param flagged whether a row is flagged
     * @param labels 0 or 1
     * @param amounts one a row; null for 1 each
     */
    double[] of(boolean[] flagged, int[] labels, double[] amounts) {
        double[] costs = new double[labels.length];
        for (int i = 0; i < costs.length; i++) {
            if (labels[i] == 1 && !flagged[i]) {
                costs[i] = falseNegative * (amounts == null ? 1 : amounts[i]);
            } else if (labels[i] == 0 && flagged[i]) {
                costs[i] = falsePositive;
            }
        }
        return costs;
    }
}
