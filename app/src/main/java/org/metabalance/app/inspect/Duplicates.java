package org.metabalance.app.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;

/**
 * Rows that repeat an earlier one in every column that is read.
 *
 * @param rows how many do, the label included
 * @param otherLabel how many repeat an earlier one in all columns but the label, which is another; 0
 *     without a label
 */
public record Duplicates(int rows, int otherLabel) {
    /** Counts them; {@code label} is null if there is none. */
    static Duplicates of(Table table, String label) {
        List<Column> features = label == null
                ? table.columns()
                : table.without(label).columns();
        Column labels = label == null ? null : table.column(label);
        Map<Key, Map<String, Integer>> seen = new HashMap<>();
        int same = 0;
        int other = 0;
        for (int row = 0; row < table.rows(); row++) {
            Map<String, Integer> byLabel = seen
                    .computeIfAbsent(new Key(features, row), _ -> new HashMap<>(2));
            String value = labels == null ? "" : labels.text(row);
            if (byLabel.merge(value == null ? "" : value, 1, Integer::sum) > 1) {
                same++;
            } else if (byLabel.size() > 1) {
                other++;
            }
        }
        return new Duplicates(same, other);
    }

    /** A row by the values of its features. */
    private static final class Key {
        private final List<Column> columns;
        private final int row;
        private final int hash;

        Key(List<Column> columns, int row) {
            this.columns = columns;
            this.row = row;
            int h = 1;
            for (Column column : columns) {
                h = 31 * h + switch (column) {
                    case Column.Numeric numbers -> Double.hashCode(numbers.value(row));
                    case Column.Categorical texts -> Objects.hashCode(texts.text(row));
                };
            }
            hash = h * 0x9e3779b9;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Key other && other.hash == hash && same(other.row);
        }

        private boolean same(int other) {
            for (Column column : columns) {
                boolean same = switch (column) {
                    case Column.Numeric numbers ->
                            Double.compare(numbers.value(row), numbers.value(other)) == 0;
                    case Column.Categorical texts ->
                            Objects.equals(texts.text(row), texts.text(other));
                };
                if (!same) {
                    return false;
                }
            }
            return true;
        }
    }
}
