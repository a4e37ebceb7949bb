package org.metabalance.meta.sampler.clean;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.neighbour.MixedSpace;

/** Which classes a sampler that removes doubtful rows removes them from. */
public enum Cleaning {
    /** All but the smallest (of equally small ones, that of the lowest index): under-sampling. */
    NOT_MINORITY,
    /** All classes: cleaning after over-sampling. */
    ALL;

    /** Returns for each class whether rows may be removed from it; not from classes without rows. */
    boolean[] cleaned(int[] counts) {
        boolean[] cleaned = new boolean[counts.length];
        int smallest = smallest(counts);
        for (int c = 0; c < counts.length; c++) {
            cleaned[c] = counts[c] > 0 && (this == ALL || c != smallest);
        }
        return cleaned;
    }

    /** Returns the class with fewest rows but at least one; -1 if there is no row. */
    static int smallest(int[] counts) {
        int smallest = -1;
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] > 0 && (smallest < 0 || counts[c] < counts[smallest])) {
                smallest = c;
            }
        }
        return smallest;
    }

    /** Returns the coordinates of all rows, the penalty of a category taken over all. */
    static double[] coordinates(EncodedTable train) {
        int[] all = IntStream.range(0, train.rows()).toArray();
        return MixedSpace.coordinates(train, all, all);
    }

    /**
     * Returns the rows that are left, ascending, if the {@code doubtful} ones go. A class of which none
     * would be left keeps all: a training set must not lose a class.
     */
    static int[] left(int[] labels, int[] counts, boolean[] doubtful) {
        int[] left = new int[counts.length];
        for (int row = 0; row < labels.length; row++) {
            left[labels[row]] += doubtful[row] ? 0 : 1;
        }
        return IntStream.range(0, labels.length)
                .filter(row -> !doubtful[row] || left[labels[row]] == 0)
                .toArray();
    }

    /** Returns the number of rows of each of {@code classes} classes. */
    static int[] counts(int[] labels, int classes) {
        int[] counts = new int[classes];
        Arrays.stream(labels).forEach(label -> counts[label]++);
        return counts;
    }
}
