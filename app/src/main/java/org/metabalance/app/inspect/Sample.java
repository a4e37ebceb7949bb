package org.metabalance.app.inspect;

import java.util.stream.IntStream;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.data.table.StoredRows;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;

/**
 * The rows of a table that are looked at for what a person should know: all, or of a table on disk so many, evenly
 * spaced, as memory has room for.
 *
 * @param table the rows, in memory
 * @param target their classes; null without a label
 * @param of how many rows there are in all
 */
record Sample(Table table, Target target, int of) {
    /** Rows that are looked at of a table on disk. */
    static final int MOST = 200_000;

    /** Chooses; {@code target} is null if no label is named, and else only rows with a label are taken. */
    static Sample of(Table table, Target target) {
        int all = target == null ? table.rows() : target.size();
        if (!table.onDisk()) {
            return new Sample(table, target, all);
        }
        int[] chosen = StoredRows.spaced(all, MOST);
        if (target == null) {
            return new Sample(table.select(chosen).inMemory(), null, all);
        }
        int[] rows = IntStream.of(chosen).map(i -> target.rows()[i]).toArray();
        Target its = new Target(
                target.column(), target.classes(), target.labels(chosen),
                IntStream.range(0, rows.length).toArray(), 0);
        return new Sample(table.select(rows).inMemory(), its, all);
    }

    /** Returns in words that not all rows were looked at; empty if all were. */
    String note() {
        return note(target == null ? table.rows() : target.size(), of);
    }

    /** Returns what {@link #note()} will say of a table. */
    static String note(Table table, Target target) {
        int all = target == null ? table.rows() : target.size();
        return note(table.onDisk() ? Math.min(MOST, all) : all, all);
    }

    private static String note(int rows, int of) {
        return rows == of ? "" : Texts.format(
                "repeated rows, row numbers and columns that give the label away were looked for in %,d of %,d"
                        + " rows, evenly spaced, as the table is larger than memory",
                rows, of);
    }
}
