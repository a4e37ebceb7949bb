package org.metabalance.meta.method.points;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.metabalance.meta.data.table.DataSet;

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

    /** Returns how many held-out rows of each class a batch of {@code size} takes: rare classes first. */
    public static int[] heldOut(int size, int[] available) {
        int[] taken = new int[available.length];
        int[] byCount = IntStream.range(0, available.length).boxed()
                .filter(c -> available[c] > 0)
                .sorted(Comparator.comparingInt(c -> available[c]))
                .mapToInt(Integer::intValue).toArray();
        int left = size;
        for (int i = 0; i < byCount.length; i++) {
            int fair = Math.max(1, left / (byCount.length - i));
            taken[byCount[i]] = Math.min(available[byCount[i]], fair);
            left -= taken[byCount[i]];
        }
        return taken;
    }

    /** Returns the shares of the classes in {@code data}. */
    public static double[] shares(DataSet data) {
        return Arrays.stream(data.classCounts()).mapToDouble(n -> (double) n / data.rows())
                .toArray();
    }

    /** Returns the share each class has in the training loss while every point counts 1. */
    double[] trained(DataSet train, DataSet start) {
        double[] rows = shares(train);
        double[] added = start.rows() == 0 ? new double[rows.length] : shares(start);
        int total = natural + points;
        double[] trained = new double[rows.length];
        Arrays.setAll(trained, c -> (natural * rows[c] + points * added[c]) / total);
        return trained;
    }
}
