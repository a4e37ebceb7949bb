package org.metabalance.app.read;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.metabalance.app.console.UserError;

/** SQL of the embedded engine: how a file is named and read in a query. */
final class Source {
    /** Texts that stand for a missing value, with and without a blank before them. */
    static final List<String> MISSING = List.of("", "NA", "N/A", "?", "null", "NULL", "NaN", "nan",
            " ", " NA", " ?");

    private Source() {}

    static String parquet(Path path) {
        return "read_parquet(" + file(path) + ")";
    }

    /**
     * Reads with types found in all rows, not in a sample: a number column with a text in its last
     * row is a text column, not an error. Faulty lines go to the table {@code reject_errors}.
     *
     * @param decimalComma whether numbers are written 1,5
     */
    static String csv(DataFile.Csv file, boolean decimalComma) {
        return csv(
                file,
                ", sample_size = -1"
                        + ", auto_type_candidates = ['BIGINT', 'DOUBLE', 'DATE', 'TIMESTAMP', 'VARCHAR']"
                        + (decimalComma ? ", decimal_separator = ','" : ""));
    }

    /** Reads every field as text, by the header's number of fields; guesses nothing. */
    static String csvAsText(DataFile.Csv file) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < file.dialect().fields(); i++) {
            columns.append(i == 0 ? "" : ", ").append("'c").append(i).append("': 'VARCHAR'");
        }
        return csv(file, ", auto_detect = false, columns = {" + columns + "}");
    }

    private static String csv(DataFile.Csv file, String options) {
        return "read_csv("
                + file(file.path())
                + (file.gzip() ? ", compression = 'gzip'" : ", compression = 'none'")
                + ", delim = "
                + text(String.valueOf(file.dialect().separator()))
                + ", quote = '\"', escape = '\"', comment = '', header = true"
                + ", strict_mode = true, store_rejects = true, nullstr = ["
                + MISSING.stream().map(Source::text).collect(Collectors.joining(", "))
                + "]"
                + options
                + ")";
    }

    /** Returns {@code path} as a file name that is not expanded. */
    private static String file(Path path) {
        String name = path.toAbsolutePath().toString();
        if (name.chars().anyMatch(c -> "*?[".indexOf(c) >= 0)) {
            // the engine takes these for patterns and knows no way to escape them all
            throw new UserError(
                    path + ": rename the file, its name or directory must not hold * ? or [");
        }
        return text(name);
    }

    /** Returns {@code value} as an SQL text. */
    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** Returns {@code name} as an SQL column name. */
    static String column(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
