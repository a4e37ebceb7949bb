package org.metabalance.app.read;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;

/**
 * Reads a CSV (plain or gzip) or Parquet file into a {@link Table}, with the embedded engine DuckDB.
 *
 * <ul>
 *   <li>Numbers of any width become numbers; dates become days since 1970-01-01, times of day become
 *       hours; truth values and texts become categories. Lists, structures and bytes are left out.
 *   <li>Missing are: nothing between separators, {@code NA}, {@code N/A}, {@code ?}, {@code null},
 *       {@code NaN}.
 *   <li>A CSV file has a header; its separator is told by the header; quotes are {@code "}. Numbers
 *       with a decimal comma are understood where fields are separated by semicolons.
 * </ul>
 */
public final class TableReader {
    private static final Pattern NUMBER = Pattern.compile("[-+.\\d_eE]+");

    private final DataFile file;
    private final Consumer<String> notes;

    private TableReader(DataFile file, Consumer<String> notes) {
        this.file = file;
        this.notes = notes;
    }

    /**
     * Reads the file at {@code path}.
     *
     * @param notes takes one line for every decision the user may want to know
     * @throws UserError if the file cannot be read as CSV or Parquet; names the line if there is one
     */
    public static Table read(Path path, Consumer<String> notes) {
        return new TableReader(DataFile.inspect(path), notes).read();
    }

    private Table read() {
        // nothing is fetched from the network: both formats are part of the engine
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement settings = engine.createStatement()) {
            settings.execute("SET autoinstall_known_extensions = false");
            settings.execute("SET autoload_known_extensions = false");
            settings.execute("SET preserve_insertion_order = true");
            return switch (file) {
                case DataFile.Parquet parquet -> parquet(engine, parquet);
                case DataFile.Csv csv -> csv(engine, csv);
            };
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the embedded engine DuckDB failed: " + firstLine(e), e);
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    Texts.format(
                            "the embedded engine DuckDB cannot be loaded (%s); it unpacks its library"
                                    + " to %s, which must be writable and allow programs to run",
                            Texts.oneLine(String.valueOf(e.getCause() == null ? e : e.getCause())),
                            System.getProperty("java.io.tmpdir")),
                    e);
        }
    }

    private Table parquet(Connection engine, DataFile.Parquet parquet) {
        try {
            return table(engine, Source.parquet(parquet.path()));
        } catch (SQLException e) {
            throw new UserError(
                    parquet.path() + " is not a readable Parquet file: " + firstLine(e), e);
        }
    }

    private Table csv(Connection engine, DataFile.Csv csv) throws SQLException {
        try {
            Table table = table(engine, Source.csv(csv, false));
            CsvFaults.refuse(engine, csv);
            if (csv.dialect().separator() == ';' && DecimalComma.inSomeColumn(table)) {
                notes.accept("numbers with a decimal comma are read as such");
                table = table(engine, Source.csv(csv, true));
                CsvFaults.refuse(engine, csv);
            }
            return table;
        } catch (SQLException e) {
            throw CsvFaults.explain(engine, csv, e);
        }
    }

    private Table table(Connection engine, String source) throws SQLException {
        List<String> names = new ArrayList<>();
        List<ColumnType> types = new ArrayList<>();
        List<String> expressions = new ArrayList<>();
        try (Statement statement = engine.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
            while (rows.next()) {
                String name = rows.getString("column_name");
                ColumnType type = ColumnType.of(rows.getString("column_type"));
                switch (type) {
                    case NONE ->
                            notes.accept(
                                    Texts.format(
                                            "column '%s' holds %s and is left out",
                                            name.strip(), rows.getString("column_type")));
                    case DATE ->
                            notes.accept(
                                    "column '" + name.strip()
                                            + "' is read as days since 1970-01-01");
                    case TIME ->
                            notes.accept(
                                    "column '" + name.strip()
                                            + "' is read as hours since midnight");
                    case NUMBER, TEXT -> {}
                }
                if (type != ColumnType.NONE) {
                    names.add(name.strip());
                    types.add(type);
                    expressions.add(type.select(name));
                }
            }
        }
        if (names.isEmpty()) {
            throw new UserError(file.path() + " has no column of numbers or texts");
        }
        if (names.stream().allMatch(name -> NUMBER.matcher(name).matches())) {
            notes.accept(
                    "every column is named by a number: is the first line data? CSV files need a"
                            + " header");
        }
        // DESCRIBE looks at the file with the same options and leaves faults of its own
        CsvFaults.forget(engine);
        String query = "SELECT " + String.join(", ", expressions) + " FROM " + source;
        try (Statement statement = engine.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return Table.of(columns(rows, names, types));
        }
    }

    private static List<Column> columns(ResultSet rows, List<String> names, List<ColumnType> types)
            throws SQLException {
        ResultSetMetaData description = rows.getMetaData();
        ColumnValues[] values = new ColumnValues[description.getColumnCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = types.get(i).numeric()
                    ? new ColumnValues.Numbers()
                    : new ColumnValues.Categories();
        }
        while (rows.next()) {
            for (int i = 0; i < values.length; i++) {
                values[i].add(rows, i + 1);
            }
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            columns.add(values[i].column(names.get(i)));
        }
        return columns;
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
