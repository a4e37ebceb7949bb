package org.metabalance.app.read;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.rows.KeptRows;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.Schema;

/** Reads the columns of rows that a schema knows, and counts what does not fit. */
final class RowReader {
    private final String file;
    private final List<ReadColumn> columns = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<ColumnSchema> read = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>(); // in columns, of what is read
    private final ColumnValues[] values;
    private final int[] fields;

    RowReader(String file, Records records, Schema schema) {
        this.file = file;
        Map<String, ColumnSchema> known = schema.columns().stream()
                .collect(Collectors.toMap(ColumnSchema::name, column -> column));
        List<String> names = records.names();
        Set<String> unread = names.stream()
                .filter(name -> !known.containsKey(name) || !known.get(name).isRead())
                .collect(Collectors.toSet());
        ColumnNames.refuseTwice(file, names, unread);
        List<Integer> own = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (!seen.add(names.get(i))) {
                continue;
            }
            ColumnSchema column = known.get(names.get(i));
            if (column == null) {
                unknown.add(names.get(i));
                continue;
            }
            if (column.isRead()) {
                refuseUnreadable(names.get(i), records.unreadable().get(i));
                places.add(columns.size());
                own.add(i);
                read.add(column);
            }
            columns.add(new ReadColumn(column, 0, 0, List.of()));
        }
        fields = own.stream().mapToInt(Integer::intValue).toArray();
        values = new ColumnValues[fields.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = new ColumnValues(read.get(i), records.isTyped(fields[i]));
        }
    }

    private void refuseUnreadable(String column, String reason) {
        if (reason != null) {
            throw new UserError(
                    Texts.format("%s: column '%s' %s and cannot be read", file, column, reason));
        }
    }

    /** Throws unless there is something to read. */
    void requireColumns() {
        if (read.isEmpty()) {
            throw new UserError(
                    Texts.format(
                            "%s: no column is left to read%s", file,
                            columns.isEmpty() ? "" : "; all are left out"));
        }
    }

    /**
     * Reads a row.
     *
     * @param to keeps it; null if it is only looked at
     */
    void read(Records.Fields row, long place, KeptRows to) {
        for (int i = 0; i < values.length; i++) {
            values[i].read(row, fields[i], place, i, to);
        }
        if (to != null) {
            to.endRow();
        }
    }

    /** Returns what the columns that are read are read as, in order. */
    List<ColumnSchema> read() {
        return read;
    }

    /** Returns the columns that the schema knows, in the file's order, with what did not fit so far. */
    List<ReadColumn> columns() {
        List<ReadColumn> all = new ArrayList<>(columns);
        for (int i = 0; i < values.length; i++) {
            all.set(places.get(i), values[i].read());
        }
        return all;
    }

    /** Returns the names of the columns that the schema does not know. */
    List<String> unknown() {
        return unknown;
    }
}
