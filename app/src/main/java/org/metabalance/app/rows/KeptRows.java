package org.metabalance.app.rows;

import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.data.table.Table;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.Kind;

/** The values of a table, as they come row by row: in memory, and from where they do not fit on disk. */
public final class KeptRows implements AutoCloseable {
    private static final int FIRST_CAPACITY = 1024;

    /** What a column of categories becomes at most: 255 of them, the others, and missing ones. */
    private static final int MOST_CATEGORIES = 257;

    private final String file;
    private final List<ColumnSchema> columns;
    private final Memory memory;
    private final long features;
    private RowsInMemory inMemory; // null: on disk
    private RowsOnDisk onDisk;
    private Sink sink;
    private int rows;

    /** Takes the values of the next row. */
    sealed interface Sink permits RowsInMemory, RowsOnDisk {
        void number(int column, double value);

        void text(int column, String value);
    }

    /**
     * Begins.
     *
     * @param file what to call the file in messages
     * @param columns those that are read, in order
     * @param expected how many rows there will be; 0 if nobody knows
     */
    public KeptRows(String file, List<ColumnSchema> columns, long expected, Memory memory) {
        this.file = file;
        this.columns = columns;
        this.memory = memory;
        features = features(columns);
        long first = Math.max(expected + 1, FIRST_CAPACITY); // full means that more come
        if (memory.holds(first, columns.size(), features)) {
            inMemory = new RowsInMemory(columns, (int) first);
            sink = inMemory;
        } else {
            toDisk(expected);
        }
    }

    /** Returns how many features a row becomes, as far as the schema tells. */
    static long features(List<ColumnSchema> columns) {
        return columns.stream().mapToLong(KeptRows::features).sum();
    }

    private static long features(ColumnSchema column) {
        return column.kind() instanceof Kind.Category category
                ? category.more()
                        ? MOST_CATEGORIES
                        : Math.min(category.values().size() + 2, MOST_CATEGORIES)
                : 1;
    }

    /** Sets a number of the next row, NaN if it is missing. */
    public void number(int column, double value) {
        sink.number(column, value);
    }

    /** Sets a category of the next row, null if it is missing. */
    public void text(int column, String value) {
        sink.text(column, value);
    }

    /** Ends the row, of which every column was set. */
    public void endRow() {
        rows++;
        if (inMemory == null) {
            onDisk.endRow();
        } else if (inMemory.endRow() && !grow()) {
            toDisk(rows);
        }
    }

    private boolean grow() {
        if (!memory.holds(2L * rows, columns.size(), features)) {
            return false;
        }
        inMemory.grow(2 * rows);
        return true;
    }

    /** Goes on on disk, with what is there already. */
    private void toDisk(long expected) {
        memory.require(file, expected);
        onDisk = new RowsOnDisk(columns, expected, memory);
        if (inMemory != null) {
            inMemory.copy(rows, onDisk);
            inMemory = null;
        }
        sink = onDisk;
    }

    /** Returns the rows; nothing may be added any more. */
    public Table table() {
        if (inMemory != null) {
            return inMemory.table(rows);
        }
        memory.require(file, rows);
        RowsOnDisk.Stored stored = onDisk.table();
        memory.notes().accept(Texts.format(
                "%,d rows are kept on disk while this runs: %,d MB in %s; at most %,d MB of memory hold the rest",
                rows, stored.bytes() >> 20, memory.folder(), memory.bytes() >> 20));
        return stored.table();
    }

    @Override
    public void close() {
        if (onDisk != null) {
            onDisk.close();
        }
    }
}
