package org.metabalance.meta.sampler.neighbour;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.EncodedTable;

/**
 * New rows on the line from a row to a neighbour. Numeric features go the same share of the way;
 * what cannot lie between (a category, an indicator) is voted on by neighbours of the row, see
 * {@link Votes}.
 */
public final class Interpolation {
    private Interpolation() {}

    /**
     * Writes one new row.
     *
     * @param row the row the line starts at
     * @param neighbour the row the line leads to
     * @param step the share of the way, 0 to 1 between the two, below 0 away from the neighbour
     * @param voters the neighbours that vote on categories
     * @param ties draws among equally frequent values; counter g for group g
     * @param features where the row is written, {@code width} zeros from {@code at} on
     */
    public static void between(
            EncodedTable data,
            int row,
            int neighbour,
            double step,
            int[] voters,
            Rng ties,
            float[] features,
            int at) {
        for (int g = 0; g < data.groups().size(); g++) {
            ColumnGroup group = data.groups().get(g);
            if (group.categorical()) {
                Votes.write(data, group, voters, ties, g, features, at);
            } else {
                double start = data.feature(row, group.from());
                double way = data.feature(neighbour, group.from()) - start;
                features[at + group.from()] = (float) (start + step * way);
            }
        }
    }
}
