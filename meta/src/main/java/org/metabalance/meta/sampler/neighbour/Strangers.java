package org.metabalance.meta.sampler.neighbour;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How many of the neighbours of some rows of a class are of another class.
 *
 * @param rows the rows
 * @param counts for each row, the number of its neighbours that are of another class
 * @param of the number of neighbours of each row
 */
public record Strangers(int[] rows, int[] counts, int of) {
    /**
     * Returns the rows in danger: at least half of the neighbours are strangers, but not all (Han,
     * Wang and Mao 2005).
     */
    public int[] danger() {
        return where(count -> 2 * count >= of && count < of);
    }

    /** Returns the rows that are neither in danger nor noise. */
    public int[] safe() {
        return where(count -> 2 * count < of);
    }

    private int[] where(IntPredicate condition) {
        return IntStream.range(0, rows.length)
                .filter(i -> condition.test(counts[i]))
                .map(i -> rows[i])
                .toArray();
    }
}
