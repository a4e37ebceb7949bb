package org.metabalance.meta.data.table;

import org.metabalance.meta.data.store.RowStore;

/** The numbers of a column, NaN where missing: in memory, or in a file that is larger than memory. */
public sealed interface Numbers {
    /** Returns how many there are. */
    int size();

    /** Returns a number. */
    double at(int row);

    /** Returns the numbers of {@code rows}, in that order. */
    Numbers select(int[] rows);

    /** Returns all of them: live if they are in memory, else a copy of eight bytes each. */
    double[] all();

    /** Returns whether none is known to be infinite: without looking at them. */
    default boolean isFinite() {
        return false;
    }

    /** Numbers in memory, not copied. */
    record InMemory(double[] all) implements Numbers {
        @Override
        public int size() {
            return all.length;
        }

        @Override
        public double at(int row) {
            return all[row];
        }

        @Override
        public InMemory select(int[] rows) {
            double[] selected = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                selected[i] = all[rows[i]];
            }
            return new InMemory(selected);
        }
    }

    /**
     * Numbers on disk.
     *
     * @param column in the store
     * @param index which of the store's rows these are; null for all, not copied
     */
    record OnDisk(RowStore store, int column, int[] index) implements Numbers {
        @Override
        public int size() {
            return index == null ? store.rows() : index.length;
        }

        @Override
        public double at(int row) {
            return store.number(column, index == null ? row : index[row]);
        }

        @Override
        public OnDisk select(int[] rows) {
            return new OnDisk(store, column, Selection.compose(index, rows));
        }

        @Override
        public double[] all() {
            double[] all = new double[size()];
            for (int row = 0; row < all.length; row++) {
                all[row] = at(row);
            }
            return all;
        }

        @Override
        public boolean isFinite() {
            return store.isFinite(column);
        }
    }
}
