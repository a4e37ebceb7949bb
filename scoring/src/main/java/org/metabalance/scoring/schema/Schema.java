package org.metabalance.scoring.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What every column of a file is read as: decided once, from all values of the file that is trained on,
 * and used as it stands for every other. So what a row means depends on the row alone.
 *
 * @param columns in the file's order; no two have the same name
 */
public record Schema(List<ColumnSchema> columns) {
    /** The file in model folders that holds a schema; in results it stands beside the rest. */
    public static final String FILE = "schema.json";

    /**
     * Checks that names differ.
     *
     * @throws IllegalArgumentException if two columns have one name
     */
    public Schema {
        columns = List.copyOf(columns);
        Set<String> names = new HashSet<>();
        for (ColumnSchema column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException(
                        "two columns are named '" + column.name() + "'");
            }
        }
    }

    /** Returns the column called {@code name}; empty if there is none. */
    public Optional<ColumnSchema> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** Returns the names of all columns, in order. */
    public List<String> names() {
        return columns.stream().map(ColumnSchema::name).toList();
    }

    /** Returns the schema with the columns {@code names} not read for {@code reason}. */
    public Schema without(List<String> names, String reason) {
        return new Schema(
                columns.stream()
                        .map(c -> names.contains(c.name()) ? c.leftOut(reason) : c)
                        .toList());
    }
}
