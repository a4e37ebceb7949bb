package org.metabalance.meta.statistics;

/**
 * Ranks of methods on several data sets: on each the best method has rank 1, equally good ones share
 * the mean of the ranks they take up.
 *
 * @param each {@code [dataSets][methods]}
 * @param means over the data sets, {@code [methods]}
 */
public record Ranks(double[][] each, double[] means) {
    /**
     * Ranks values.
     *
     * @param values {@code [dataSets][methods]}, the larger the better; one data set at least
     * @throws IllegalArgumentException if a value is not a number, or rows differ in length
     */
    public static Ranks of(double[][] values) {
        if (values.length == 0 || values[0].length == 0) {
            throw new IllegalArgumentException("ranks: needs a data set and a method, got none");
        }
        double[][] each = new double[values.length][];
        double[] means = new double[values[0].length];
        for (int d = 0; d < values.length; d++) {
            if (values[d].length != means.length) {
                throw new IllegalArgumentException(
                        "ranks: every data set needs a value for each of %d methods, got %d"
                                .formatted(means.length, values[d].length));
            }
            each[d] = ranks(values[d]);
            for (int m = 0; m < means.length; m++) {
                means[m] += each[d][m] / values.length;
            }
        }
        return new Ranks(each, means);
    }

    private static double[] ranks(double[] values) {
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                throw new IllegalArgumentException(
                        "ranks: every method needs a value on every data set, got NaN");
            }
            int better = 0;
            int equal = 0;
            for (double other : values) {
                better += other > values[i] ? 1 : 0;
                equal += other == values[i] ? 1 : 0;
            }
            ranks[i] = better + (equal + 1) / 2.0;
        }
        return ranks;
    }

    /** Returns the number of data sets. */
    public int dataSets() {
        return each.length;
    }

    /** Returns the number of methods. */
    public int methods() {
        return means.length;
    }
}
