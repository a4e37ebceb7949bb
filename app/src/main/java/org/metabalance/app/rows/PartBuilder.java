package org.metabalance.app.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.metabalance.meta.data.table.Table;
import org.metabalance.scoring.schema.ColumnSchema;

/** Collects rows, and gives them on when there are so many. */
public final class PartBuilder {
    private final String file;
    private final List<ColumnSchema> columns;
    private final int most;
    private final Parts parts;
    private final List<String> wanted;
    private final int[] fields; // of the texts that are wanted
    private final List<List<String>> texts = new ArrayList<>();
    private KeptRows rows;
    private int count;
    private int before; // rows that were given on

    /** Takes the rows of a file, some at a time. */
    @FunctionalInterface
    public interface Parts {
        /**
         * Takes the next rows.
         *
         * @param part their columns; the first row of the file has number 1
         * @param texts what stands in further columns of the same rows, by name, empty where there is no value
         */
        void take(Table part, Map<String, List<String>> texts) throws IOException;
    }

    /** Rows could not be given on: nothing to do with how they are read. */
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Failed(IOException cause) {
            super(cause);
        }

        /** Returns why. */
        public IOException reason() {
            return (IOException) getCause();
        }
    }

    /**
     * Begins.
     *
     * @param file what to call the file in messages
     * @param columns those that are read, in order
     * @param wanted columns of which the texts are wanted too
     * @param names of all columns of the file
     */
    public PartBuilder(
            String file, List<ColumnSchema> columns, Collection<String> wanted,
            List<String> names, Parts parts) {
        this.file = file;
        this.columns = columns;
        this.most = Memory.partRows(columns.size(), KeptRows.features(columns));
        this.parts = parts;
        this.wanted = List.copyOf(wanted);
        fields = this.wanted.stream().mapToInt(names::indexOf).toArray();
        begin();
    }

    private void begin() {
        rows = new KeptRows(file, columns, 0, Memory.UNBOUNDED);
        texts.clear();
        wanted.forEach(_ -> texts.add(new ArrayList<>()));
        count = 0;
    }

    /** Returns what takes the values of the next row. */
    public KeptRows rows() {
        return rows;
    }

    /**
     * Ends a row, of which the values were taken.
     *
     * @param row the text of each of its fields
     * @throws Failed if the rows cannot be given on
     */
    public void endRow(IntFunction<String> row) {
        for (int i = 0; i < fields.length; i++) {
            texts.get(i).add(row.apply(fields[i]));
        }
        if (++count == most) {
            end();
        }
    }

    /**
     * Gives on what is there.
     *
     * @throws Failed if it cannot be
     */
    public void end() {
        if (count == 0) {
            return;
        }
        Map<String, List<String>> by = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i++) {
            by.put(wanted.get(i), List.copyOf(texts.get(i)));
        }
        try (KeptRows done = rows) {
            parts.take(done.table().beginningAt(before), by);
        } catch (IOException e) {
            throw new Failed(e);
        } catch (UncheckedIOException e) {
            throw new Failed(e.getCause());
        }
        before = Math.addExact(before, count);
        begin();
    }
}
