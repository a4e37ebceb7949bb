package org.metabalance.meta.data.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.store.RowStore;
import org.metabalance.meta.data.store.RowStoreWriter;

/** A made-up table with all that an encoder knows, in memory and the same on disk. */
public final class MixedTable {
    private MixedTable() {}

    /** Returns rows of numbers, numbers with gaps, few categories, very many, and a rare class "yes". */
    public static Table inMemory(int rows) {
        Rng rng = Rng.of(5);
        double[] a = new double[rows];
        double[] b = new double[rows];
        double[] whole = new double[rows];
        String[] colour = new String[rows];
        String[] place = new String[rows];
        String[] label = new String[rows];
        for (int i = 0; i < rows; i++) {
            Rng draw = rng.stream(i);
            boolean rare = i % 12 == 3;
            a[i] = draw.normal(0) + (rare ? 1.5 : 0);
            b[i] = draw.uniform(1) < .2 ? Double.NaN : 1e5 * draw.normal(2);
            whole[i] = draw.below(3, 5);
            colour[i] = draw.uniform(4) < .1 ? null : "colour" + draw.below(5, 3);
            place[i] = "place" + draw.below(6, 80);
            label[i] = i % 97 == 50 ? null : rare ? "yes" : "no";
        }
        return Table.of(
                new Column.Numeric("a", a), new Column.Categorical("label", label),
                new Column.Numeric("b", b), new Column.Categorical("colour", colour),
                new Column.Numeric("whole", whole), new Column.Categorical("place", place));
    }

    /** Returns a table's values on disk. */
    public static Table onDisk(Table table, Path folder) {
        List<Column> columns = table.columns();
        boolean[] numbers = new boolean[columns.size()];
        for (int c = 0; c < numbers.length; c++) {
            numbers[c] = columns.get(c) instanceof Column.Numeric;
        }
        RowStore store;
        try (RowStoreWriter writer = new RowStoreWriter(folder, table.names(), numbers, 1 << 20)) {
            for (int row = 0; row < table.rows(); row++) {
                for (int c = 0; c < numbers.length; c++) {
                    switch (columns.get(c)) {
                        case Column.Numeric it -> writer.number(c, it.value(row));
                        case Column.Categorical it -> writer.text(c, it.text(row));
                    }
                }
                writer.endRow();
            }
            store = writer.store();
        }
        List<Column> stored = new ArrayList<>();
        for (int c = 0; c < numbers.length; c++) {
            stored.add(numbers[c]
                    ? new Column.Numeric(
                            table.names().get(c), new Numbers.OnDisk(store, c, null))
                    : new Column.Categorical(
                            table.names().get(c), new Texts.OnDisk(store, c, null)));
        }
        return Table.of(stored);
    }
}
