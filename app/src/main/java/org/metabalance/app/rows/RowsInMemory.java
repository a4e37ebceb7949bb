package org.metabalance.app.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.scoring.schema.ColumnSchema;

/** Rows in arrays, an array a column; of texts each different one is kept once. */
final class RowsInMemory implements KeptRows.Sink {
    private final List<ColumnSchema> columns;
    private final double[][] numbers; // null for categories
    private final String[][] texts; // null for numbers
    private final List<Map<String, String>> seen = new ArrayList<>();
    private int capacity;
    private int rows;

    RowsInMemory(List<ColumnSchema> columns, int capacity) {
        this.columns = columns;
        this.capacity = capacity;
        numbers = new double[columns.size()][];
        texts = new String[columns.size()][];
        for (int c = 0; c < numbers.length; c++) {
            if (columns.get(c).kind().isNumeric()) {
                numbers[c] = new double[capacity];
            } else {
                texts[c] = new String[capacity];
            }
            seen.add(new HashMap<>());
        }
    }

    @Override
    public void number(int column, double value) {
        numbers[column][rows] = value;
    }

    @Override
    public void text(int column, String value) {
        texts[column][rows] = value == null
                ? null
                : seen.get(column).computeIfAbsent(value, it -> it);
    }

    /** Returns whether there is no room for another row. */
    boolean endRow() {
        return ++rows == capacity;
    }

    void grow(int more) {
        capacity = more;
        for (int c = 0; c < numbers.length; c++) {
            if (numbers[c] == null) {
                texts[c] = Arrays.copyOf(texts[c], more);
            } else {
                numbers[c] = Arrays.copyOf(numbers[c], more);
            }
        }
    }

    void copy(int first, RowsOnDisk to) {
        for (int row = 0; row < first; row++) {
            for (int c = 0; c < numbers.length; c++) {
                if (numbers[c] == null) {
                    to.text(c, texts[c][row]);
                } else {
                    to.number(c, numbers[c][row]);
                }
            }
            to.endRow();
        }
    }

    Table table(int first) {
        List<Column> table = new ArrayList<>();
        for (int c = 0; c < numbers.length; c++) {
            String name = columns.get(c).name();
            table.add(numbers[c] == null
                    ? new Column.Categorical(name, Arrays.copyOf(texts[c], first))
                    : new Column.Numeric(
                            name, first == numbers[c].length
                                    ? numbers[c]
                                    : Arrays.copyOf(numbers[c], first)));
        }
        return Table.of(table);
    }
}
