package org.metabalance.meta.method.points;

import java.util.Arrays;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.holdout.HeldOutRows;

/**
 * How many rows of what a batch has.
 *
 * @param natural natural rows, N_x
 * @param points augmented points
 */
public record Batches(int natural, int points) {

    /**
     * Shares {@code size} between rows and points as there are rows and points: an epoch sees each
     * equally often.
     */
    public static Batches of(int size, int rows, int points) {
        if (points == 0) {
            return new Batches(size, 0);
        }
        long share = Math.round((double) size * points / (rows + (double) points));
        int ofPoints = Math.clamp(share, 1, Math.max(1, size - 1));
        return new Batches(Math.max(1, size - ofPoints), ofPoints);
    }

    /** Returns the share each class has in the training loss while every point counts 1. */
    double[] trained(Examples train, Examples start) {
        double[] rows = HeldOutRows.shares(train);
        double[] added = start.size() == 0 ? new double[rows.length] : HeldOutRows.shares(start);
        int total = natural + points;
        double[] trained = new double[rows.length];
        Arrays.setAll(trained, c -> (natural * rows[c] + points * added[c]) / total);
        return trained;
    }
}
