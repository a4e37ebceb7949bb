package org.metabalance.meta.sampler.neighbour;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.EncodedTable;

/**
 * The value of a categorical column in a new row, which cannot lie between others: the one most
 * frequent among some rows, ties drawn at random.
 */
public final class Votes {
    private Votes() {}

    /**
     * Writes a one-hot column or an indicator; all features written to must be 0.
     *
     * @param group the column
     * @param voters the rows that vote, at least one
     * @param ties draws among equally frequent values
     * @param draw the counter of that draw
     * @param features where the row is written, {@code width} numbers from {@code at} on
     */
    public static void write(
            EncodedTable data,
            ColumnGroup group,
            int[] voters,
            Rng ties,
            int draw,
            float[] features,
            int at) {
        switch (group.kind()) {
            case INDICATOR -> {
                int twice = 2 * votes(data, voters, group.from());
                boolean on = twice == voters.length
                        ? ties.below(draw, 2) == 1
                        : twice > voters.length;
                features[at + group.from()] = on ? 1 : 0;
            }
            case ONE_HOT, EMBEDDED -> {
                int winner = winner(data, voters, group, ties, draw);
                if (winner >= 0) {
                    features[at + winner] = 1;
                }
            }
            case NUMERIC -> throw new IllegalArgumentException(
                    "votes: column must be categorical, got " + group);
        }
    }

    private static int votes(EncodedTable data, int[] voters, int feature) {
        int votes = 0;
        for (int voter : voters) {
            votes += data.feature(voter, feature) > 0.5f ? 1 : 0;
        }
        return votes;
    }

    /** Returns the feature with most votes, -1 if no voter has a known category. */
    private static int winner(EncodedTable data, int[] voters, ColumnGroup group, Rng ties,
            int draw) {
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
