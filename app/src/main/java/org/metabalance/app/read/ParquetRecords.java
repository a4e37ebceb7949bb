package org.metabalance.app.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.scoring.schema.Missing;

/**
 * The rows of a Parquet file, read by the embedded engine DuckDB with everything off that depends on
 * anything but the file's content. All values come as texts, to be read by the same rules as a CSV file's;
 * lists, structures and bytes are of no use here.
 */
final class ParquetRecords implements Records {
    private final Path path;
    private final String file;
    private final List<Field> fields;

    /**
     * A column.
     *
     * @param name as in the file
     * @param expression the SQL that makes a text of it; null if nothing does
     * @param type the engine's name of its type
     * @param number whether it holds numbers
     */
    private record Field(String name, String expression, String type, boolean number) {}

    private ParquetRecords(Path path, String file, List<Field> fields) {
        this.path = path;
        this.file = file;
        this.fields = fields;
    }

    /**
     * Reads the description of the columns.
     *
     * @param file the user's name of it, for messages
     */
    static ParquetRecords of(Path path, String file) {
        return with(path, file, (statement, source) -> {
            List<String> names = topLevel(statement, source);
            List<Field> fields = new ArrayList<>();
            try (ResultSet rows = statement
                    .executeQuery("DESCRIBE SELECT * FROM " + read(source))) {
                while (rows.next()) {
                    // the engine calls a column another name if there is one like it
                    String name = names.get(fields.size()).strip();
                    fields.add(
                            field(
                                    name.isEmpty() ? "column " + (fields.size() + 1) : name,
                                    rows.getString("column_name"),
                                    rows.getString("column_type")));
                }
            }
            return new ParquetRecords(path, file, fields);
        });
    }

    /** Returns the names of the columns, without those of the parts of structures. */
    private static List<String> topLevel(Statement statement, String source) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT name, coalesce(num_children, 0) FROM parquet_schema(" + source + ")")) {
            rows.next(); // the root
            long inside = 0;
            while (rows.next()) {
                if (inside == 0) {
                    names.add(rows.getString(1));
                } else {
                    inside--;
                }
                inside += rows.getLong(2);
            }
        }
        return names;
    }

    private static Field field(String name, String column, String engineType) {
        String type = engineType.toUpperCase(Locale.ROOT);
        String quoted = '"' + column.replace("\"", "\"\"") + '"';
        boolean number = type.startsWith("DECIMAL") && !type.endsWith("]");
        boolean text = !type.endsWith("]")
                && (type.startsWith("TIMESTAMP") || type.startsWith("ENUM"));
        switch (type) {
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT",
                    "UINTEGER", "UBIGINT", "UHUGEINT", "DOUBLE" ->
                    number = true;
            case "FLOAT" -> {
                number = true;
                quoted = "CAST(" + quoted + " AS DOUBLE)"; // the same number, not the shortest text
            }
            case "DATE", "TIME", "VARCHAR", "BOOLEAN", "UUID" -> text = true;
            default -> {}
        }
        return new Field(
                name, number || text ? "CAST(" + quoted + " AS VARCHAR)" : null, engineType,
                number);
    }

    @Override
    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    @Override
    public List<String> unreadable() {
        List<String> reasons = new ArrayList<>();
        fields.forEach(
                field -> reasons.add(
                        field.expression == null ? "holds " + field.type : null));
        return reasons;
    }

    @Override
    public boolean isTyped(int index) {
        return fields.get(index).number;
    }

    @Override
    public boolean semicolons() {
        return false;
    }

    @Override
    public String place() {
        return "row";
    }

    @Override
    public void forEach(RowConsumer rows) {
        String columns = fields.stream()
                .map(field -> field.expression == null ? "NULL" : field.expression)
                .collect(Collectors.joining(", "));
        with(path, file, (statement, source) -> {
            try (ResultSet results = statement
                    .executeQuery("SELECT " + columns + " FROM " + read(source))) {
                String[] values = new String[fields.size()];
                for (long row = 1; results.next(); row++) {
                    for (int i = 0; i < values.length; i++) {
                        String value = results.getString(i + 1);
                        values[i] = value == null ? "" : Missing.strip(value);
                    }
                    rows.accept(values, row);
                }
            }
            return null;
        });
    }

    private static String read(String source) {
        return "read_parquet(" + source + ", hive_partitioning = false, union_by_name = false)";
    }

    /** Work with the engine. */
    @FunctionalInterface
    private interface Work<T> {
        /** Does it; {@code source} is the file's name as SQL. */
        T with(Statement statement, String source) throws SQLException;
    }

    private static <T> T with(Path path, String file, Work<T> work) {
        Path plain = null;
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement()) {
            // nothing is fetched from the network: the format is part of the engine
            statement.execute("SET autoinstall_known_extensions = false");
            statement.execute("SET autoload_known_extensions = false");
            statement.execute("SET preserve_insertion_order = true");
            plain = plainName(path);
            String name = (plain == null ? path : plain).toAbsolutePath().toString();
            return refusing(file, work, statement, "'" + name.replace("'", "''") + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the embedded engine DuckDB failed: " + firstLine(e), e);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + Texts.reason(e), e);
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    Texts.format(
                            "the embedded engine DuckDB cannot be loaded (%s); it unpacks its library"
                                    + " to %s, which must be writable and allow programs to run",
                            Texts.oneLine(String.valueOf(e.getCause() == null ? e : e.getCause())),
                            System.getProperty("java.io.tmpdir")),
                    e);
        } finally {
            if (plain != null) {
                try {
                    Files.deleteIfExists(plain);
                    Files.deleteIfExists(plain.getParent());
                } catch (IOException _) {
                    plain.toFile().deleteOnExit();
                }
            }
        }
    }

    private static <T> T refusing(String file, Work<T> work, Statement statement, String source) {
        try {
            return work.with(statement, source);
        } catch (SQLException e) {
            throw new UserError(file + " is not a readable Parquet file: " + firstLine(e), e);
        }
    }

    /** The engine takes * ? [ for patterns, and knows no way to escape them: a link has none. */
    private static Path plainName(Path path) throws IOException {
        if (path.toAbsolutePath().toString().chars().noneMatch(c -> "*?[".indexOf(c) >= 0)) {
            return null;
        }
        Path link = Files.createTempDirectory("metabalance").resolve("data.parquet");
        return Files.createSymbolicLink(link, path.toAbsolutePath());
    }

    static String firstLine(SQLException e) {
        String message = String.valueOf(e.getMessage());
        // the driver wraps the engine's message in one of its own, with the real one second
        return message.lines()
                .map(line -> line.startsWith("Error: ") ? line.substring(7) : line)
                .filter(line -> !line.contains("pending query result"))
                .findFirst()
                .map(Texts::oneLine)
                .orElse("no reason given");
    }
}
