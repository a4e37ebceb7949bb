package org.metabalance.meta.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Which rows belong together, so that a division must not part them.
 *
 * @param column where they are from, for messages
 * @param numbers the group of every row, 0, 1, ...; not copied
 */
public record Groups(String column, int[] numbers) {
    /**
     * Returns the groups of rows that have the same text, numbered in the order in which they first occur.
     *
     * @param text of every row below {@code rows}
     */
    public static Groups of(String column, int rows, IntFunction<String> text) {
        Map<String, Integer> known = new HashMap<>();
        int[] numbers = new int[rows];
        for (int row = 0; row < numbers.length; row++) {
            int next = known.size();
            Integer old = known.putIfAbsent(text.apply(row), next);
            numbers[row] = old == null ? next : old;
        }
        return new Groups(column, numbers);
    }

    /** Returns the groups of some of the rows; numbers without a row may be among theirs. */
    public Groups select(int[] rows) {
        return new Groups(column, Arrays.stream(rows).map(row -> numbers[row]).toArray());
    }

    /** Returns how many groups have a row. */
    public int size() {
        return (int) Arrays.stream(numbers).distinct().count();
    }
}
