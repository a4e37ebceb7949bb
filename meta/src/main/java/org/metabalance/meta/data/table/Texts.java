package org.metabalance.meta.data.table;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.metabalance.meta.data.store.RowStore;

/** The categories of a column, null where missing: in memory, or in a file that is larger than memory. */
public sealed interface Texts {
    /** Returns how many there are, missing ones too. */
    int size();

    /** Returns a category. */
    String at(int row);

    /** Returns the categories of {@code rows}, in that order. */
    Texts select(int[] rows);

    /** Returns all of them: live if they are in memory, else a copy. */
    String[] all();

    /** Returns how many rows there are of every category, in alphabetical order. */
    Map<String, Integer> counts();

    /** Categories in memory, not copied. */
    record InMemory(String[] all) implements Texts {
        @Override
        public int size() {
            return all.length;
        }

        @Override
        public String at(int row) {
            return all[row];
        }

        @Override
        public InMemory select(int[] rows) {
            String[] selected = new String[rows.length];
            for (int i = 0; i < rows.length; i++) {
                selected[i] = all[rows[i]];
            }
            return new InMemory(selected);
        }

        @Override
        public Map<String, Integer> counts() {
            Map<String, Integer> counts = new TreeMap<>();
            for (String value : all) {
                if (value != null) {
                    counts.merge(value, 1, Integer::sum);
                }
            }
            return counts;
        }
    }

    /**
     * Categories on disk.
     *
     * @param column in the store
     * @param index which of the store's rows these are; null for all, not copied
     */
    record OnDisk(RowStore store, int column, int[] index) implements Texts {
        @Override
        public int size() {
            return index == null ? store.rows() : index.length;
        }

        @Override
        public String at(int row) {
            int code = code(row);
            return code < 0 ? null : store.texts(column).get(code);
        }

        private int code(int row) {
            return store.code(column, index == null ? row : index[row]);
        }

        @Override
        public OnDisk select(int[] rows) {
            return new OnDisk(store, column, Selection.compose(index, rows));
        }

        @Override
        public String[] all() {
            String[] all = new String[size()];
            for (int row = 0; row < all.length; row++) {
                all[row] = at(row);
            }
            return all;
        }

        @Override
        public Map<String, Integer> counts() {
            List<String> texts = store.texts(column);
            int[] byCode = new int[texts.size()];
            for (int row = 0; row < size(); row++) {
                int code = code(row);
                if (code >= 0) {
                    byCode[code]++;
                }
            }
            Map<String, Integer> counts = new TreeMap<>();
            for (int code = 0; code < byCode.length; code++) {
                if (byCode[code] > 0) {
                    counts.put(texts.get(code), byCode[code]);
                }
            }
            return counts;
        }
    }
}
