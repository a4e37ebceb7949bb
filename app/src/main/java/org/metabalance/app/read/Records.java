package org.metabalance.app.read;

import java.util.List;

/** The rows of a file as texts, to be gone through as often as needed. */
public interface Records {
    /** Returns the columns' names without blanks around them; two may be the same. */
    List<String> names();

    /** Returns for each column why it cannot be read; null if it can. */
    List<String> unreadable();

    /** Returns whether the file itself says that column {@code index} holds numbers. */
    boolean isTyped(int index);

    /** Returns whether fields are separated by semicolons. */
    boolean semicolons();

    /** Returns the word for where a row stands: {@code line} or {@code row}. */
    String place();

    /** Goes through all rows in their order. */
    void forEach(RowConsumer rows);

    /** Takes rows. */
    @FunctionalInterface
    interface RowConsumer {
        /**
         * Takes a row.
         *
         * @param fields without blanks around them, empty where there is no value; used again for the
         *     next row, and may be longer than a row
         * @param place the number of its line, or of the row
         */
        void accept(String[] fields, long place);
    }
}
