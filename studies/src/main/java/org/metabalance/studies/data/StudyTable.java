package org.metabalance.studies.data;

import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.method.Budget;
import org.metabalance.studies.runner.StudyOptions;

/**
 * A data set of a study.
 *
 * @param name that tells it from the others
 * @param table the data with the label column
 * @param target the label
 */
public record StudyTable(String name, Table table, Target target) {
    /** Small tables are passed over more often: with fewer updates nothing is learned. */
    private static final int FEWEST_EPOCHS = 20;

    private static final int FEWEST_UPDATES = 1000;

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

    /** Returns the epochs of every training, unless the user gave another number. */
    public int epochs(StudyOptions options) {
        int updates = Math.ceilDiv((int) (.6 * rows()), Budget.DEFAULT.batch());
        return options.epochs(Math.max(FEWEST_EPOCHS, Math.ceilDiv(FEWEST_UPDATES, updates)));
    }
}
