package org.metabalance.scoring.schema;

import java.util.List;

/**
 * What one column is read as.
 *
 * @param name as in the file's header, without blanks around it
 * @param kind what its values are
 * @param missing marks for missing values that were met in it, or that a person has added; they count
 *     beside the usual ones
 * @param odd how many values did not fit when the schema was decided
 * @param note what a person may want to know about the decision; empty if nothing
 */
public record ColumnSchema(String name, Kind kind, List<String> missing, long odd, String note) {
    /** Copies the list. */
    public ColumnSchema {
        missing = List.copyOf(missing);
    }

    /** Returns whether the column is part of the table that is read. */
    public boolean isRead() {
        return !(kind instanceof Kind.LeftOut);
    }

    /** Returns this column, not read for {@code reason}. */
    public ColumnSchema leftOut(String reason) {
        return new ColumnSchema(name, new Kind.LeftOut(reason), List.of(), 0, "");
    }
}
