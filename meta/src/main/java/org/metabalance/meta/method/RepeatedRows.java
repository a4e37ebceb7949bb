package org.metabalance.meta.method;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;

/** Rows of the smaller classes, in turn, as many as these classes lack. */
public final class RepeatedRows {
    private RepeatedRows() {}

    /** Returns rows in turn, in random order, until all classes are as large as the largest. */
    public static int[] balancing(Examples train, Rng rng) {
        return of(train, 1, own -> shuffled(own, rng.stream(train.label(own[0]))));
    }

    /**
     * Returns rows in turn until every class has {@code ratio} times the rows of the largest one.
     *
     * @param order given the rows of a class, those to be repeated, in their order
     */
    public static int[] of(Examples train, double ratio, UnaryOperator<int[]> order) {
        int[] counts = train.classCounts();
        int largest = Arrays.stream(counts).max().orElse(0);
        IntStream rows = IntStream.empty();
        for (int c = 0; c < counts.length; c++) {
            int missing = (int) (ratio * largest) - counts[c];
            if (counts[c] > 0 && missing > 0) {
                int[] own = order.apply(train.indicesOf(c));
                rows = IntStream.concat(
                        rows, IntStream.range(0, missing).map(i -> own[i % own.length]));
            }
        }
        return rows.toArray();
    }

    /** Returns rows in random order. */
    public static int[] shuffled(int[] rows, Rng rng) {
        return Arrays.stream(rng.permutation(rows.length)).map(i -> rows[i]).toArray();
    }
}
