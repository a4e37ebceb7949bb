package org.metabalance.meta.data.table;

import java.util.List;

/** Turns the values of one column into features, by what was learned from the training part. */
public sealed interface ColumnEncoder permits NumericEncoder, CategoricalEncoder {
    /** Returns the column's name. */
    String name();

    /** Returns the names of the features, in order. */
    List<String> featureNames();

    /** Returns the groups of the features, the first one starting at {@code from}. */
    List<ColumnGroup> groups(int from);

    /**
     * Writes the features of all rows.
     *
     * @param table where the column is from, for row numbers in messages
     * @param column the column of that name; numbers and categories are converted if need be
     * @param features row-major output of {@code width} features a row
     * @param from the first feature of this column
     */
    void encode(Table table, Column column, float[] features, int width, int from);
}
