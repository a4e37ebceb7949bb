package org.metabalance.app.rows;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.store.RowStore;
import org.metabalance.meta.data.store.RowStoreWriter;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Numbers;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Texts;
import org.metabalance.scoring.schema.ColumnSchema;

/** Rows in a temporary file. */
final class RowsOnDisk implements KeptRows.Sink {
    private final List<ColumnSchema> columns;
    private final RowStoreWriter writer;

    /**
     * What was kept.
     *
     * @param bytes the size of the file
     */
    record Stored(Table table, long bytes) {}

    RowsOnDisk(List<ColumnSchema> columns, long expected, Memory memory) {
        this.columns = columns;
        boolean[] numbers = new boolean[columns.size()];
        for (int c = 0; c < numbers.length; c++) {
            numbers[c] = columns.get(c).kind().isNumeric();
        }
        writer = new RowStoreWriter(
                memory.folder(), columns.stream().map(ColumnSchema::name).toList(), numbers,
                memory.textBytes());
        try {
            writer.require(expected);
        } catch (DataException e) {
            writer.close();
            throw e;
        }
    }

    @Override
    public void number(int column, double value) {
        writer.number(column, value);
    }

    @Override
    public void text(int column, String value) {
        writer.text(column, value);
    }

    void endRow() {
        writer.endRow();
    }

    Stored table() {
        RowStore store = writer.store();
        List<Column> table = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            String name = columns.get(c).name();
            table.add(columns.get(c).kind().isNumeric()
                    ? new Column.Numeric(name, new Numbers.OnDisk(store, c, null))
                    : new Column.Categorical(name, new Texts.OnDisk(store, c, null)));
        }
        return new Stored(Table.of(table), store.bytes());
    }

    void close() {
        writer.close();
    }
}
