package org.metabalance.meta.sampler;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.ColumnGroup;
import org.metabalance.meta.data.DataSet;

/**
 * New rows on the line from a row to a neighbour. Numeric features go the same share of the way;
 * what cannot lie between (a category, an indicator) takes the value most frequent among all
 * neighbours of the row, ties drawn at random.
 */
final class Interpolation {
    private Interpolation() {}

    /**
     * Writes one new row.
     *
     * @param row the row the line starts at
     * @param neighbour the row the line leads to
     * @param step the share of the way, 0 to 1 between the two
     * @param voters the neighbours that vote on categories
     * @param ties draws among equally frequent values; counter g for group g
     * @param features where the row is written, {@code width} numbers from {@code at} on
     */
    static void between(
            DataSet data,
            int row,
            int neighbour,
            double step,
            int[] voters,
            Rng ties,
            float[] features,
            int at) {
        for (int g = 0; g < data.groups().size(); g++) {
            ColumnGroup group = data.groups().get(g);
            int from = group.from();
            switch (group.kind()) {
                case NUMERIC -> {
                    double start = data.feature(row, from);
                    features[at + from] = (float) (start
                            + step * (data.feature(neighbour, from) - start));
                }
                case INDICATOR -> {
                    int ones = votes(data, voters, from);
                    int twice = 2 * ones;
                    boolean on = twice == voters.length
                            ? ties.below(g, 2) == 1
                            : twice > voters.length;
                    features[at + from] = on ? 1 : 0;
                }
                case ONE_HOT -> {
                    int winner = winner(data, voters, group, ties, g);
                    if (winner >= 0) {
                        features[at + winner] = 1;
                    }
                }
            }
        }
    }

    private static int votes(DataSet data, int[] voters, int feature) {
        int votes = 0;
        for (int voter : voters) {
            votes += data.feature(voter, feature) > 0.5f ? 1 : 0;
        }
        return votes;
    }

    /** Returns the feature with most votes, -1 if no voter has a known category. */
    private static int winner(DataSet data, int[] voters, ColumnGroup group, Rng ties, int draw) {
        int[] votes = new int[group.width()];
        int most = 0;
        int tied = 0;
        for (int v = 0; v < votes.length; v++) {
            votes[v] = votes(data, voters, group.from() + v);
            if (votes[v] > most) {
                most = votes[v];
                tied = 0;
            }
            tied += votes[v] == most ? 1 : 0;
        }
        if (most == 0) {
            return -1;
        }
        int chosen = tied == 1 ? 0 : ties.below(draw, tied);
        for (int v = 0; v < votes.length; v++) {
            if (votes[v] == most && chosen-- == 0) {
                return group.from() + v;
            }
        }
        throw new AssertionError("a group with votes has a winner");
    }
}
