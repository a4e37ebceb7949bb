package org.metabalance.meta.method;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;

/**
 * A small set with equally many rows of every class - or of every group, where the examples {@linkplain
 * Examples#groupLabels have groups} - taken out of the training rows: what methods that learn weights for rows
 * judge them by. The validation part stays what it is for every method, the
 * place where epochs are selected.
 *
 * <p>Published comparisons often give such a set to one method only. Here it comes out of the rows
 * that all methods have, and {@code plain}, which trains on all of them, is the comparison that tells
 * whether the set was worth taking away.
 *
 * @param train the rows that are left to learn from
 * @param meta the balanced rows, group after group
 */
public record MetaSet(Examples train, Examples meta) {
    /** Rows of a class unless the smallest class has few: as in both papers that use it. */
    static final int ROWS_PER_CLASS = 10;

    /** At most this share of the smallest class is taken away from training. */
    static final double SHARE = 0.25;

    /**
     * Takes out {@value #ROWS_PER_CLASS} random rows of every class; fewer, the same number of all, if
     * that is more than {@value #SHARE} of the smallest class, but one at least. A class of one row
     * keeps it: the row is then in both sets. Classes without rows are left out. Of groups that are not
     * the classes as many rows are taken as of classes in all, rounded up, equally many of every group.
     *
     * <p>Only rows whose labels are {@linkplain Examples#trusted trusted} are taken, of all groups as many as the
     * one has that has fewest.
     *
     * @throws IllegalArgumentException if there is no row, or none to be trusted of some group
     */
    public static MetaSet of(Examples rows, Rng rng) {
        int[] counts = rows.groupCounts();
        int smallest = Arrays.stream(counts).filter(n -> n > 0).min().orElseThrow(
                () -> new IllegalArgumentException("meta set: needs rows, got none"));
        int most = Math.ceilDiv(ROWS_PER_CLASS * rows.classes(), rows.groupCount());
        int each = Math.min(Math.clamp((int) (SHARE * smallest), 1, most), trusted(rows, counts));
        boolean[] taken = new boolean[rows.size()];
        IntStream meta = IntStream.empty();
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] > 0) {
                int[] own = trusted(rows, c);
                int alone = counts[c];
                int[] chosen = Arrays.stream(rng.stream(c).permutation(own.length))
                        .limit(each).map(i -> own[i]).toArray();
                for (int row : chosen) {
                    taken[row] = alone > 1;
                }
                meta = IntStream.concat(meta, Arrays.stream(chosen));
            }
        }
        int[] left = IntStream.range(0, taken.length).filter(row -> !taken[row]).toArray();
        return new MetaSet(rows.select(left), rows.select(meta.toArray()));
    }

    private static int[] trusted(Examples rows, int group) {
        return Arrays.stream(rows.indicesOfGroup(group)).filter(rows::trusted).toArray();
    }

    /** How many trusted rows every group has that has rows. */
    private static int trusted(Examples rows, int[] counts) {
        int least = Integer.MAX_VALUE;
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] > 0) {
                least = Math.min(least, trusted(rows, c).length);
            }
        }
        if (least == 0) {
            throw new IllegalArgumentException(
                    "meta set: needs a trusted row of every class, got " + rows);
        }
        return least;
    }
}
