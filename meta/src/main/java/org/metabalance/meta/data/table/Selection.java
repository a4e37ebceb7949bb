package org.metabalance.meta.data.table;

import java.util.IdentityHashMap;
import java.util.Map;

/** Rows that are selected of all columns of a table: columns on disk that share an index share the new one. */
final class Selection {
    private final int[] rows;
    private final Map<int[], int[]> composed = new IdentityHashMap<>();

    Selection(int[] rows) {
        this.rows = rows;
    }

    /** Returns {@code rows} of an index; without one they are the index. */
    static int[] compose(int[] index, int[] rows) {
        if (index == null) {
            return rows;
        }
        int[] result = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            result[i] = index[rows[i]];
        }
        return result;
    }

    int[] of(int[] index) {
        return index == null ? rows : composed.computeIfAbsent(index, it -> compose(it, rows));
    }

    Column of(Column column) {
        return switch (column) {
            case Column.Numeric(String name, Numbers.OnDisk(var store, int at, int[] index)) ->
                    new Column.Numeric(name, new Numbers.OnDisk(store, at, of(index)));
            case Column.Categorical(String name, Texts.OnDisk(var store, int at, int[] index)) ->
                    new Column.Categorical(name, new Texts.OnDisk(store, at, of(index)));
            default -> column.select(rows);
        };
    }
}
