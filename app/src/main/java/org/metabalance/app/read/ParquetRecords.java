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
import java.util.Properties;
import java.util.stream.Collectors;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.schema.TypedNumber;
import org.metabalance.scoring.schema.Missing;

/**
 * The rows of a Parquet file, read by the embedded engine DuckDB with everything off that depends on
 * anything but the file's content. Values come as texts, to be read by the same rules as a CSV file's, but
 * for numbers that are exact doubles; lists, structures and bytes are of no use here. The engine's result is
 * streamed, and its memory bounded.
 */
final class ParquetRecords implements Records {
    /** What the engine may take beside the heap. */
    private static final String ENGINE_MEMORY = "1GB";

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
     * @param exact which numbers are read as such, not as texts
     */
    private record Field(
            String name, String expression, String type, boolean number, Exact exact) {}

    /** Numbers that need no text between: every one is a double, or said to be none. */
    private enum Exact {
        NONE, WHOLE, FRACTIONS
    }

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
        String text = "CAST(" + quoted + " AS VARCHAR)";
        return switch (type) {
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
                    new Field(
                            name, "CAST(" + quoted + " AS BIGINT)", engineType, true, Exact.WHOLE);
            // of a float the same number, not the shortest text
            case "DOUBLE", "FLOAT" ->
                    new Field(
                            name, "CAST(" + quoted + " AS DOUBLE)", engineType, true,
                            Exact.FRACTIONS);
            case "HUGEINT", "UBIGINT", "UHUGEINT" ->
                    new Field(name, text, engineType, true, Exact.NONE);
            case "DATE", "TIME", "VARCHAR", "BOOLEAN", "UUID" ->
                    new Field(name, text, engineType, false, Exact.NONE);
            default -> {
                boolean number = type.startsWith("DECIMAL") && !type.endsWith("]");
                boolean readable = number || !type.endsWith("]")
                        && (type.startsWith("TIMESTAMP") || type.startsWith("ENUM"));
                yield new Field(name, readable ? text : null, engineType, number, Exact.NONE);
            }
        };
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
    public boolean isWhole(int index) {
        return fields.get(index).exact == Exact.WHOLE;
    }

    @Override
    public void forEach(RowConsumer rows) {
        String columns = fields.stream()
                .map(field -> field.expression == null ? "NULL" : field.expression)
                .collect(Collectors.joining(", "));
        with(path, file, (statement, source) -> {
            try (ResultSet results = statement
                    .executeQuery("SELECT " + columns + " FROM " + read(source))) {
                Row row = new Row(fields);
                for (long place = 1; results.next(); place++) {
                    row.take(results);
                    rows.accept(row, place);
                }
            }
            return null;
        });
    }

    /** The values of a row: numbers where the file has such, else texts. */
    private static final class Row implements Fields {
        private final Exact[] exact;
        private final double[] numbers;
        private final String[] texts; // null: that of the number, if it is asked for

        Row(List<Field> fields) {
            exact = fields.stream().map(Field::exact).toArray(Exact[]::new);
            numbers = new double[exact.length];
            texts = new String[exact.length];
        }

        void take(ResultSet results) throws SQLException {
            for (int i = 0; i < exact.length; i++) {
                texts[i] = null;
                numbers[i] = Double.NaN;
                switch (exact[i]) {
                    case WHOLE -> {
                        long number = results.getLong(i + 1);
                        if (number == 0 && results.wasNull()) {
                            texts[i] = "";
                        } else if (number >= -TypedNumber.MOST && number <= TypedNumber.MOST) {
                            numbers[i] = number;
                        } else {
                            texts[i] = Long.toString(number);
                        }
                    }
                    case FRACTIONS -> {
                        double number = results.getDouble(i + 1);
                        if (number == 0 && results.wasNull()) {
                            texts[i] = "";
                        } else if (Double.isFinite(number)) {
                            numbers[i] = number;
                        } else {
                            texts[i] = TypedNumber.text(number, false);
                        }
                    }
                    case NONE -> {
                        String value = results.getString(i + 1);
                        texts[i] = value == null ? "" : Missing.strip(value);
                    }
                }
            }
        }

        @Override
        public String text(int index) {
            return texts[index] == null
                    ? TypedNumber.text(numbers[index], exact[index] == Exact.WHOLE)
                    : texts[index];
        }

        @Override
        public double number(int index) {
            return numbers[index];
        }
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
        Properties streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true"); // a result as a whole may not fit
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:", streaming);
                Statement statement = engine.createStatement()) {
            // nothing is fetched from the network: the format is part of the engine
            statement.execute("SET autoinstall_known_extensions = false");
            statement.execute("SET autoload_known_extensions = false");
            statement.execute("SET preserve_insertion_order = true");
            // beside our heap; what does not fit goes where temporary files go
            statement.execute("SET memory_limit = '" + ENGINE_MEMORY + "'");
            statement.execute("SET temp_directory = '"
                    + System.getProperty("java.io.tmpdir").replace("'", "''") + "'");
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
