package org.metabalance.meta.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.Suggestion;

/**
 * Named columns of equal length, as read from a file or built by a program.
 *
 * <p>A table remembers from which row of the original each of its rows came, through any number of
 * selections, so that a message can name the row the user knows.
 */
public final class Table {
    private final Map<String, Column> columns;
    private final int rows;
    private final int[] origins; // null: row i is the original's row i

    private Table(Map<String, Column> columns, int rows, int[] origins) {
        this.columns = columns;
        this.rows = rows;
        this.origins = origins;
    }

    /**
     * Returns the table of {@code columns}.
     *
     * @throws DataException if there is no column, two have the same name or lengths differ
     */
    public static Table of(List<? extends Column> columns) {
        if (columns.isEmpty()) {
            throw new DataException("table: needs at least one column, got none");
        }
        Map<String, Column> byName = new LinkedHashMap<>();
        int rows = columns.getFirst().rows();
        for (Column column : columns) {
            if (column.rows() != rows) {
                throw new DataException(
                        "table: columns must have the same number of rows, got %d in '%s' and %d in '%s'"
                                .formatted(
                                        rows,
                                        columns.getFirst().name(),
                                        column.rows(),
                                        column.name()));
            }
            if (byName.putIfAbsent(column.name(), column) != null) {
                throw new DataException(
                        "table: column names must differ, got '%s' twice".formatted(column.name()));
            }
        }
        return new Table(byName, rows, null);
    }

    /** Returns the table of {@code columns}, as {@link #of(List)}. */
    public static Table of(Column... columns) {
        return of(List.of(columns));
    }

    /** Returns the number of rows. */
    public int rows() {
        return rows;
    }

    /** Returns the columns' names, in order. */
    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /** Returns the columns, in order. */
    public List<Column> columns() {
        return List.copyOf(columns.values());
    }

    /** Returns whether there is a column called {@code name}. */
    public boolean has(String name) {
        return columns.containsKey(name);
    }

    /**
     * Returns the column called {@code name}.
     *
     * @throws DataException if there is none; the message suggests the nearest name
     */
    public Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new DataException(
                    "no column is named '%s'%s; the columns are: %s"
                            .formatted(
                                    name,
                                    Suggestion.nearest(name, columns.keySet())
                                            .map(near -> ", did you mean '" + near + "'?")
                                            .orElse(""),
                                    shortList(names(), 20)));
        }
        return column;
    }

    /**
     * Returns the number a user gives to {@code row}: 1 for the first row of data of the original
     * table, whatever selections lie between.
     */
    public int rowNumber(int row) {
        return 1 + (origins == null ? row : origins[row]);
    }

    /** Returns the table with only {@code rows}, in that order; a row may be taken repeatedly; not copied. */
    public Table select(int[] rows) {
        Map<String, Column> selected = new LinkedHashMap<>();
        Selection selection = new Selection(rows);
        columns.forEach((name, column) -> selected.put(name, selection.of(column)));
        return new Table(selected, rows.length, selection.of(origins));
    }

    /** Returns the table as one whose first row is row {@code first}, from 0, of the original. */
    public Table beginningAt(int first) {
        int[] from = new int[rows];
        Arrays.setAll(from, row -> first + row);
        return new Table(columns, rows, from);
    }

    /** Returns the table with all values in memory. */
    public Table inMemory() {
        Map<String, Column> copies = new LinkedHashMap<>();
        columns.forEach((name, column) -> copies.put(name, column.inMemory()));
        return new Table(copies, rows, origins);
    }

    /** Returns whether the values of some column are on disk: where rows are, there is no room for them in memory. */
    public boolean onDisk() {
        return columns.values().stream().anyMatch(column -> switch (column) {
            case Column.Numeric numbers -> numbers.numbers() instanceof Numbers.OnDisk;
            case Column.Categorical texts -> texts.texts() instanceof Texts.OnDisk;
        });
    }

    /** Returns the table without the columns {@code names}; names it does not have are ignored. */
    public Table without(String... names) {
        Map<String, Column> kept = new LinkedHashMap<>(columns);
        kept.keySet().removeAll(Set.of(names));
        return new Table(kept, rows, origins);
    }

    /**
     * Checks that no number is infinite.
     *
     * @throws DataException naming the first column and row with an infinite value
     */
    public void requireFinite() {
        for (Column column : columns.values()) {
            if (column instanceof Column.Numeric(String name, Numbers numbers)
                    && !numbers.isFinite()) {
                for (int row = 0; row < rows; row++) {
                    if (Double.isInfinite(numbers.at(row))) {
                        throw infinite(name, row);
                    }
                }
            }
        }
    }

    /** Returns the exception for an infinite value of column {@code name} in {@code row}. */
    DataException infinite(String name, int row) {
        return new DataException(
                "column '%s': infinite value in row %d; correct it or leave it empty"
                        .formatted(name, rowNumber(row)));
    }

    /** Returns {@code names} as text, the first {@code most} of them. */
    static String shortList(List<String> names, int most) {
        List<String> shown = new ArrayList<>(names.subList(0, Math.min(most, names.size())));
        if (names.size() > most) {
            shown.add("... (%d in all)".formatted(names.size()));
        }
        return String.join(", ", shown);
    }

    @Override
    public String toString() {
        return "table of %d rows: %s".formatted(rows, shortList(names(), 20));
    }
}
