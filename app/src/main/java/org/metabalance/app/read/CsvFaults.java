package org.metabalance.app.read;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;

/** Faulty lines of a CSV file, in the user's words: the first one, and how many more there are. */
final class CsvFaults {
    private CsvFaults() {}

    /** Throws for the first line the engine has set aside, if any. */
    static void refuse(Connection engine, DataFile.Csv csv) throws SQLException {
        try (Statement statement = engine.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT line, error_type, error_message, column_name"
                                + " FROM reject_errors ORDER BY line, column_idx LIMIT 1")) {
            if (rows.next()) {
                long others = lines(engine) - 1;
                throw new UserError(
                        Texts.format(
                                "%s: line %d %s%s",
                                csv.path(),
                                rows.getLong(1),
                                words(
                                        rows.getString(2),
                                        rows.getString(3),
                                        rows.getString(4),
                                        csv.dialect().fields()),
                                others(others, csv)));
            }
        }
    }

    private static String others(long others, DataFile.Csv csv) {
        if (others == 0) {
            return "";
        }
        return 2 * (others + 1) > csv.scan().lines()
                ? "; so do most lines: is the first line really the header?"
                : " (and " + Texts.count(others, "more faulty line") + ")";
    }

    private static long lines(Connection engine) throws SQLException {
        try (Statement statement = engine.createStatement();
                ResultSet rows = statement
                        .executeQuery("SELECT count(DISTINCT line) FROM reject_errors")) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static String words(String type, String message, String column, int fields) {
        return switch (type) {
            case "MISSING COLUMNS", "TOO MANY COLUMNS" -> {
                // the engine stops counting at one too many
                String comparison = type.startsWith("TOO") ? "more" : "fewer";
                yield Texts.format(
                        "has %s fields than the header (which has %d); mend or remove it",
                        comparison, fields);
            }
            case "UNQUOTED VALUE" ->
                    "has a quote that does not end, or text after one; mend or remove it";
            case "LINE SIZE OVER MAXIMUM" -> "is longer than 2 MB; is a quote left open?";
            case "INVALID ENCODING", "INVALID UNICODE" -> "is not text in UTF-8";
            default -> "cannot be read (column '" + column + "': " + Texts.oneLine(message) + ")";
        };
    }

    /** Drops what earlier reads of the connection set aside. */
    static void forget(Connection engine) throws SQLException {
        try (Statement statement = engine.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS reject_errors");
            statement.execute("DROP TABLE IF EXISTS reject_scans");
        }
    }

    /**
     * Finds the line that made the engine give up: it is read once more, as text and without
     * guessing, which sets faulty lines aside.
     */
    static UserError explain(Connection engine, DataFile.Csv csv, SQLException failure) {
        String reason = TableReader.firstLine(failure);
        try (Statement statement = engine.createStatement()) {
            forget(engine);
            try (ResultSet rows = statement
                    .executeQuery("SELECT count(*) FROM " + Source.csvAsText(csv))) {
                rows.next();
            }
            refuse(engine, csv);
        } catch (SQLException e) {
            if (csv.scan().changedEnding() > 0) {
                reason = Texts.format(
                        "line %d ends with other characters (LF, CR or CR LF) than the lines"
                                + " before it; make all line endings the same, for example"
                                + " with dos2unix",
                        csv.scan().changedEnding());
            } else {
                reason = TableReader.firstLine(e);
            }
        } catch (UserError found) {
            return found;
        }
        return new UserError(csv.path() + ": " + reason, failure);
    }
}
