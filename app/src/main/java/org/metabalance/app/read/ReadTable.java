package org.metabalance.app.read;

import java.util.List;
import org.metabalance.meta.data.table.Table;
import org.metabalance.scoring.schema.Schema;

/**
 * A file as it was read.
 *
 * @param table its columns, without those that are left out
 * @param schema what it was read by
 * @param columns the columns of the file that the schema knows, in the file's order, with what did not
 *     fit; those left out too
 * @param unknown the names of columns that the schema does not know; they are not read
 * @param place the word for where a value stands: {@code line} or {@code row}
 */
public record ReadTable(
        Table table, Schema schema, List<ReadColumn> columns, List<String> unknown, String place) {
    /** Copies the lists. */
    public ReadTable {
        columns = List.copyOf(columns);
        unknown = List.copyOf(unknown);
    }

    /** Returns a sentence for every column with values that do not fit. */
    public List<String> oddValues() {
        return columns.stream().filter(column -> column.odd() > 0)
                .map(column -> column.oddValues(place) + "; they count as missing")
                .toList();
    }
}
