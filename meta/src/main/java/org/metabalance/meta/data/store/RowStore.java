package org.metabalance.meta.data.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Rows in a temporary file, mapped into memory: each value is there twice, beside the others of its column
 * and beside the others of its row, so that neither reading a column nor reading rows at random goes through
 * the whole file. Numbers are 64-bit ones, NaN where missing; of a category its place among the column's
 * different texts, -1 where missing.
 *
 * <p>The file has no name any more while it is used: whatever ends the process, its space is given back.
 * Immutable, and read by any number of threads.
 */
public final class RowStore {
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    private final MemorySegment data;
    private final Layout layout;
    private final int rows;
    private final List<List<String>> texts;
    private final boolean[] finite;

    RowStore(
            MemorySegment data, Layout layout, int rows, List<List<String>> texts,
            boolean[] finite) {
        this.data = data;
        this.layout = layout;
        this.rows = rows;
        this.texts = texts;
        this.finite = finite;
    }

    /** Returns the number of rows. */
    public int rows() {
        return rows;
    }

    /** Returns the size of the file in bytes. */
    public long bytes() {
        return data.byteSize();
    }

    /** Returns whether no number of a column is infinite. */
    public boolean isFinite(int column) {
        return finite[column];
    }

    /** Returns the different texts of a column of categories, in the order in which they came. */
    public List<String> texts(int column) {
        return texts.get(column);
    }

    /** Returns a number, read along its column. */
    public double number(int column, int row) {
        return data.get(DOUBLE, layout.inColumn(column, row));
    }

    /** Returns the place of a category among {@link #texts}, read along its column. */
    public int code(int column, int row) {
        return data.get(INT, layout.inColumn(column, row));
    }

    /** Returns where a row begins. */
    public long row(int row) {
        return layout.row(row);
    }

    /** Returns how far behind the beginning of a row the value of a column is. */
    public int place(int column) {
        return layout.place(column);
    }

    /** Returns the number at {@code place}, of a row and a column. */
    public double numberAt(long place) {
        return data.get(DOUBLE, place);
    }

    /** Returns the category at {@code place}, of a row and a column, as its place among {@link #texts}. */
    public int codeAt(long place) {
        return data.get(INT, place);
    }
}
