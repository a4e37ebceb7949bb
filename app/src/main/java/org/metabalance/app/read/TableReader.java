package org.metabalance.app.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.rows.KeptRows;
import org.metabalance.app.rows.Memory;
import org.metabalance.app.rows.PartBuilder;
import org.metabalance.app.schema.SchemaBuilder;
import org.metabalance.meta.data.table.Table;
import org.metabalance.scoring.schema.Schema;

/**
 * Reads a CSV (plain or gzip) or Parquet file into a {@link Table}, by a {@link Schema}: it goes through
 * the file once to decide what its columns are, and once more to read them. With a schema decided before
 * the first way is left out, and what a row means depends on nothing but the row.
 *
 * <p>A CSV file has a header; its separator is told by the header; quotes are {@code "}; it is text in
 * UTF-8.
 */
public final class TableReader implements AutoCloseable {
    private final DataFile file;
    private final Records records;
    private final Memory memory;
    private long counted; // rows of the file, once they were gone through

    private TableReader(DataFile file, Records records, Memory memory) {
        this.file = file;
        this.records = records;
        this.memory = memory;
    }

    /** As {@link #open(Path, Memory)}, with all memory there is. */
    public static TableReader open(Path path) {
        return open(path, Memory.available());
    }

    /**
     * Opens the file at {@code path} and looks at its header; {@code -} is standard input.
     *
     * @param memory what rows may take; larger files are kept on disk
     * @throws UserError if it is neither CSV nor Parquet; names the line if there is one
     */
    public static TableReader open(Path path, Memory memory) {
        DataFile file = DataFile.open(path);
        try {
            return new TableReader(file, file.records(), memory);
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /**
     * Reads a whole file, with the schema that fits it.
     *
     * @param label the column to predict, called exactly so; null if none is named
     */
    public static Table read(Path path, String label) {
        try (TableReader reader = open(path)) {
            return reader.read(reader.decide(label, null, List.of()), false).table();
        }
    }

    /** Reads rows, with the schema that fits them. */
    static Table read(Records records, String name) {
        try (TableReader reader = new TableReader(
                new DataFile(Path.of(name), name, false), records, Memory.available())) {
            return reader.read(reader.decide(null, null, List.of()), false).table();
        }
    }

    /** Returns the columns' names as in the file, without blanks around them. */
    public List<String> names() {
        return records.names();
    }

    /**
     * Decides what the columns are, from all values.
     *
     * @param label the column to predict, called exactly so; null if none is named
     * @param positive the value of the label to find; null if none is named
     * @param drop columns that are left out, called exactly so
     * @throws UserError if a line is faulty, or two columns have one name
     */
    public Schema decide(String label, String positive, List<String> drop) {
        Set<String> dropped = Set.copyOf(drop);
        ColumnNames.refuseTwice(file.name(), names(), dropped);
        List<Integer> indices = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        List<String> unreadable = new ArrayList<>();
        for (int i = 0; i < names().size(); i++) {
            if (names.add(names().get(i))) {
                indices.add(i);
                unreadable.add(
                        dropped.contains(names().get(i)) ? "--drop" : records.unreadable().get(i));
            }
        }
        SchemaBuilder builder = new SchemaBuilder(List.copyOf(names), unreadable);
        int[] index = indices.stream().mapToInt(Integer::intValue).toArray();
        counted = 0;
        records.forEach((fields, _) -> {
            counted++;
            for (int i = 0; i < index.length; i++) {
                double number = fields.number(index[i]);
                if (Double.isNaN(number)) {
                    builder.add(i, fields.text(index[i]));
                } else {
                    builder.add(i, number, records.isWhole(index[i]));
                }
            }
        });
        return builder.decide(label, positive, records.semicolons());
    }

    /**
     * Reads the columns that {@code schema} knows, exactly as it says.
     *
     * @param strict whether a value that does not fit is an error; otherwise it counts as missing
     * @throws UserError if a line is faulty, or two columns that are read have one name
     */
    public ReadTable read(Schema schema, boolean strict) {
        RowReader rows = new RowReader(file.name(), records, schema);
        Table table;
        try (KeptRows kept = new KeptRows(file.name(), rows.read(), counted, memory)) {
            long[] seen = {0};
            records.forEach((fields, place) -> {
                rows.read(fields, place, kept);
                seen[0]++;
            });
            requireSame(seen[0]);
            rows.requireColumns();
            table = kept.table();
        }
        ReadTable read = new ReadTable(
                table, schema, rows.columns(), rows.unknown(), records.place());
        if (strict) {
            requireFitting(read.columns());
        }
        return read;
    }

    private void requireSame(long rows) {
        if (counted > 0 && rows != counted) {
            throw new UserError(Texts.format(
                    "%s was changed while it was read: it had %,d rows, and then %,d; begin again once it is"
                            + " whole",
                    file.name(), counted, rows));
        }
    }

    private void requireFitting(List<ReadColumn> columns) {
        for (ReadColumn column : columns) {
            if (column.odd() > 0) {
                throw new UserError(
                        file.name() + ": " + column.oddValues(records.place())
                                + "; mend them, or have them count as missing without --strict");
            }
        }
    }

    /**
     * Reads the columns that {@code schema} knows, as {@link #read} does, some rows at a time: memory does not depend
     * on how many there are.
     *
     * @param strict whether a value that does not fit is an error, before a row is given on
     * @param texts columns of which the texts are wanted, called exactly so
     * @param parts takes the rows; is not called for a file without any
     * @return the columns with what did not fit, and no table
     * @throws UserError if a line is faulty, or two columns that are read have one name
     * @throws IOException what {@code parts} threw
     */
    public ReadTable readParts(
            Schema schema, boolean strict, Collection<String> texts, PartBuilder.Parts parts)
            throws IOException {
        if (strict) {
            RowReader check = new RowReader(file.name(), records, schema);
            records.forEach((fields, place) -> check.read(fields, place, null));
            requireFitting(check.columns());
        }
        RowReader rows = new RowReader(file.name(), records, schema);
        rows.requireColumns();
        PartBuilder part = new PartBuilder(
                file.name(), rows.read(), texts, names(), parts);
        try {
            records.forEach((fields, place) -> {
                rows.read(fields, place, part.rows());
                part.endRow(fields::text);
            });
            part.end();
        } catch (PartBuilder.Failed e) {
            throw e.reason();
        }
        return new ReadTable(null, schema, rows.columns(), rows.unknown(), records.place());
    }

    @Override
    public void close() {
        file.close();
    }
}
