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

    /** Returns whether column {@code index}, which {@link #isTyped}, holds whole numbers alone. */
    default boolean isWhole(int index) {
        return false;
    }

    /** Goes through all rows in their order. */
    void forEach(RowConsumer rows);

    /** The fields of a row; the same object for the next one. */
    interface Fields {
        /** Returns the text of a field without blanks around it, empty where there is no value. */
        String text(int index);

        /** Returns the number of a field that the file itself holds as one, finite; NaN: its text counts. */
        default double number(int index) {
            return Double.NaN;
        }
    }

    /** Takes rows. */
    @FunctionalInterface
    interface RowConsumer {
        /**
         * Takes a row.
         *
         * @param place the number of its line, or of the row
         */
        void accept(Fields fields, long place);
    }
}
