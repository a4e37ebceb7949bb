package org.metabalance.meta.sampler.neighbour;

import org.metabalance.meta.data.table.EncodedTable;

/** Statistics of single features. */
public final class Features {
    private Features() {}

    /** Returns the population standard deviation of feature {@code j} over {@code rows}. */
    public static double deviation(EncodedTable data, int[] rows, int j) {
        double mean = 0;
        for (int row : rows) {
            mean += data.feature(row, j);
        }
        mean /= rows.length;
        double squares = 0;
        for (int row : rows) {
            double difference = data.feature(row, j) - mean;
            squares += difference * difference;
        }
        return Math.sqrt(squares / rows.length);
    }
}
