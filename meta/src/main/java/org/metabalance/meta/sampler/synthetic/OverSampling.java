package org.metabalance.meta.sampler.synthetic;

import java.util.Arrays;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.ClassTargets;
import org.metabalance.meta.sampler.neighbour.ClassNeighbourhood;

/** What over-samplers that make new rows have in common: class after class, up to its target. */
final class OverSampling {
    private OverSampling() {}

    /** Makes rows of one class. */
    @FunctionalInterface
    interface Maker {
        /**
         * Returns new rows.
         *
         * @param neighbourhood the class
         * @param more how many rows it lacks, at least 1
         * @param rng where randomness comes from, a different one for each class
         */
        EncodedTable make(ClassNeighbourhood neighbourhood, int more, Rng rng);
    }

    /**
     * Returns all rows, and new ones of every class that has fewer than {@code ratio} times the rows
     * of the largest. A class of one row has no neighbours to go to: the row is repeated.
     */
    static EncodedTable raise(EncodedTable train, double ratio, Rng rng, Maker maker) {
        int[] counts = train.classCounts();
        int[] targets = ClassTargets.raised(counts, ratio);
        EncodedTable result = train;
        for (int c = 0; c < targets.length; c++) {
            int more = targets[c] - counts[c];
            if (more > 0) {
                EncodedTable made = counts[c] == 1
                        ? repeated(train, train.indicesOf(c)[0], more)
                        : maker.make(new ClassNeighbourhood(train, c), more, rng.stream(c));
                result = result.concat(made);
            }
        }
        return result;
    }

    private static EncodedTable repeated(EncodedTable train, int row, int times) {
        int[] rows = new int[times];
        Arrays.fill(rows, row);
        return train.select(rows);
    }

    /** Returns no rows. */
    static EncodedTable none(EncodedTable train) {
        return train.select(new int[0]);
    }
}
