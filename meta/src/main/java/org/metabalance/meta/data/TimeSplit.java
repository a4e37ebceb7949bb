package org.metabalance.meta.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides rows by their times: every row of a part is later than those of the parts before it. Rows of one time
 * stay in one part, so that shares are met as nearly as those allow.
 */
public final class TimeSplit {
    private TimeSplit() {}

    /**
     * Divides rows into parts of the given shares, the earliest first.
     *
     * @param times the time of every row, in any unit; finite
     * @param column where they are from, for messages
     * @param shares the share of each part, above 0, adding up to 1
     * @return the rows of each part, ascending by number
     * @throws DataException if there are fewer different times than parts
     */
    public static int[][] parts(double[] times, String column, double... shares) {
        int n = times.length;
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        // the places at which a part may begin
        int[] cuts = IntStream.range(1, n).filter(i -> sorted[i - 1] != sorted[i]).toArray();
        if (cuts.length < shares.length - 1) {
            throw new DataException(
                    "column '%s' has %d different %s, too few for %d parts one after the other"
                            .formatted(
                                    column, cuts.length + 1, cuts.length == 0 ? "time" : "times",
                                    shares.length));
        }
        int[][] parts = new int[shares.length][];
        int begin = 0;
        int next = 0;
        double share = 0;
        for (int p = 0; p < parts.length; p++) {
            share += shares[p];
            int end = n;
            if (p < parts.length - 1) {
                // later parts need a time each, too
                int last = cuts.length - (parts.length - 1 - p);
                while (next < last
                        && Math.abs(cuts[next + 1] - share * n) < Math.abs(
                                cuts[next] - share * n)) {
                    next++;
                }
                end = cuts[next++];
            }
            double first = sorted[begin];
            double latest = sorted[end - 1];
            parts[p] = IntStream.range(0, n)
                    .filter(i -> times[i] >= first && times[i] <= latest).toArray();
            begin = end;
        }
        return parts;
    }

    /**
     * Checks that every class is in a part.
     *
     * @param part rows
     * @param what the part is called, for messages
     * @throws TooFewRowsException if one is not
     */
    public static void requireClasses(
            int[] part, int[] labels, List<String> classes, String column, String what) {
        boolean[] there = new boolean[classes.size()];
        for (int row : part) {
            there[labels[row]] = true;
        }
        for (int c = 0; c < there.length; c++) {
            if (!there[c]) {
                throw new TooFewRowsException(
                        ("by column '%s' no row of class '%s' is in the %s (%d rows), and every part"
                                + " needs all classes; take fewer folds, or merge or leave out the class")
                                .formatted(column, classes.get(c), what, part.length),
                        classes.get(c), 0, 1);
            }
        }
    }
}
