package org.metabalance.studies.data;

import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;

/**
 * A data set of a study.
 *
 * @param name that tells it from the others
 * @param table the data with the label column
 * @param target the label
 */
public record StudyTable(String name, Table table, Target target) {
    /** Returns the number of rows with a label. */
    public int rows() {
        return target.size();
    }

    /** Returns the number of rows of the smallest class. */
    public int smallest() {
        int smallest = Integer.MAX_VALUE;
        for (int count : target.counts()) {
            smallest = Math.min(smallest, count);
        }
        return smallest;
    }

    /** Returns largest over smallest class. */
    public double imbalance() {
        int largest = 0;
        for (int count : target.counts()) {
            largest = Math.max(largest, count);
        }
        return (double) largest / smallest();
    }

    /** Returns the average precision of a random ranking. */
    public double prevalence() {
        return target.classes().size() == 2
                ? target.prevalence(1)
                : 1.0 / target.classes().size();
    }
}
