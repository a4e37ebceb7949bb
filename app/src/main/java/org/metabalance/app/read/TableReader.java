package org.metabalance.app.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.schema.SchemaBuilder;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.scoring.schema.ColumnSchema;
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
    private static final int FIRST_CAPACITY = 1024;
    private static final double SHARE_OF_HEAP = .6;

    private final DataFile file;
    private final Records records;
    private long counted; // rows of the file, once they were gone through

    private TableReader(DataFile file, Records records) {
        this.file = file;
        this.records = records;
    }

    /**
     * Opens the file at {@code path} and looks at its header; {@code -} is standard input.
     *
     * @throws UserError if it is neither CSV nor Parquet; names the line if there is one
     */
    public static TableReader open(Path path) {
        DataFile file = DataFile.open(path);
        try {
            return new TableReader(file, file.records());
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
        try (TableReader reader = new TableReader(new DataFile(Path.of(name), name, false),
                records)) {
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
                builder.add(i, fields[index[i]]);
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
        Map<String, ColumnSchema> known = schema.columns().stream()
                .collect(Collectors.toMap(ColumnSchema::name, column -> column));
        Set<String> unread = names().stream()
                .filter(name -> !known.containsKey(name) || !known.get(name).isRead())
                .collect(Collectors.toSet());
        ColumnNames.refuseTwice(file.name(), names(), unread);
        ReadTable table = new Rows(schema, known).read();
        for (ReadColumn column : table.columns()) {
            if (strict && column.odd() > 0) {
                throw new UserError(
                        file.name() + ": " + column.oddValues(records.place())
                                + "; mend them, or have them count as missing without --strict");
            }
        }
        return table;
    }

    /**
     * Returns what stands in columns, whatever they are read as, without blanks around it.
     *
     * @param columns called exactly so
     * @return the texts of all rows by column; empty where there is no value
     */
    public Map<String, List<String>> texts(Collection<String> columns) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        columns.forEach(name -> texts.put(name, new ArrayList<>()));
        if (!texts.isEmpty()) {
            records.forEach((fields, _) -> texts.forEach(
                    (name, column) -> column.add(fields[names().indexOf(name)])));
        }
        return texts;
    }

    @Override
    public void close() {
        file.close();
    }

    /** The columns that are read, while rows come in. */
    private final class Rows {
        private final Schema schema;
        private final List<ReadColumn> columns = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();
        private final List<ColumnValues> values = new ArrayList<>();
        private final List<Integer> places = new ArrayList<>(); // in columns, of what is read
        private final List<Integer> fields = new ArrayList<>();
        private int capacity;
        private int rows;

        Rows(Schema schema, Map<String, ColumnSchema> known) {
            this.schema = schema;
            long read = schema.columns().stream().filter(ColumnSchema::isRead).count();
            capacity = capacity(Math.max(counted, FIRST_CAPACITY), read);
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < names().size(); i++) {
                String name = names().get(i);
                if (!seen.add(name)) {
                    continue;
                }
                ColumnSchema column = known.get(name);
                if (column == null) {
                    unknown.add(name);
                    continue;
                }
                if (column.isRead()) {
                    refuseUnreadable(i);
                    places.add(columns.size());
                    fields.add(i);
                    values.add(ColumnValues.of(column, records.isTyped(i), capacity));
                }
                columns.add(new ReadColumn(column, 0, 0, List.of()));
            }
        }

        private void refuseUnreadable(int index) {
            String reason = records.unreadable().get(index);
            if (reason != null) {
                throw new UserError(
                        Texts.format(
                                "%s: column '%s' %s and cannot be read", file.name(),
                                names().get(index), reason));
            }
        }

        ReadTable read() {
            ColumnValues[] read = values.toArray(ColumnValues[]::new);
            int[] index = fields.stream().mapToInt(Integer::intValue).toArray();
            records.forEach((row, place) -> {
                if (rows == capacity) {
                    grow();
                }
                for (int i = 0; i < read.length; i++) {
                    read[i].add(rows, row[index[i]], place);
                }
                rows++;
            });
            if (values.isEmpty()) {
                throw new UserError(
                        Texts.format(
                                "%s: no column is left to read%s", file.name(),
                                columns.isEmpty() ? "" : "; all are left out"));
            }
            List<Column> table = new ArrayList<>();
            for (int i = 0; i < read.length; i++) {
                table.add(read[i].column(rows));
                columns.set(places.get(i), read[i].read());
            }
            return new ReadTable(Table.of(table), schema, columns, unknown, records.place());
        }

        private void grow() {
            capacity = capacity(capacity * 2L, values.size());
            values.forEach(column -> column.grow(capacity));
        }

        /** Refuses what the heap cannot hold, before it is full; the models need room as well. */
        private int capacity(long wanted, long columns) {
            long heap = Runtime.getRuntime().maxMemory();
            if (wanted > Integer.MAX_VALUE - 8
                    || wanted * columns * Double.BYTES > SHARE_OF_HEAP * heap) {
                throw new UserError(
                        Texts.format(
                                "%s: %s rows of %s do not fit into a heap of %,d MB; give more, for"
                                        + " example JAVA_TOOL_OPTIONS=-Xmx16g, or fewer rows or"
                                        + " columns",
                                file.name(),
                                counted > 0
                                        ? Texts.format("%,d", counted)
                                        : Texts.format("more than %,d", rows),
                                Texts.count(columns, "column"), heap >> 20));
            }
            return (int) wanted;
        }
    }
}
