package org.metabalance.app.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.metabalance.app.console.UserError;
import org.metabalance.scoring.Score;

/**
 * Predictions as CSV: columns that tell rows apart, the probability of every class, the predicted class,
 * with two classes the threshold it was predicted by, and what explains it.
 *
 * @param ids columns of the input that are copied in front
 * @param classes the classes' names
 * @param threshold the probability from which class 1 of two is predicted; NaN with more
 * @param more columns behind all others
 */
public record PredictionFile(
        List<Id> ids, List<String> classes, double threshold, List<Id> more) {
    private static final String PREDICTED = "predicted";
    private static final String THRESHOLD = "threshold";

    /**
     * A column that tells rows apart.
     *
     * @param name its title
     * @param text its text in a row; null for none
     */
    public record Id(String name, IntFunction<String> text) {}

    /**
     * Checks that titles differ.
     *
     * @throws UserError if the title of an id is taken
     */
    public PredictionFile {
        ids = List.copyOf(ids);
        classes = List.copyOf(classes);
        more = List.copyOf(more);
        Set<String> own = new HashSet<>(titles(classes, threshold));
        more.forEach(column -> own.add(column.name()));
        for (Id id : ids) {
            if (!own.add(id.name())) {
                throw new UserError(
                        "--id '%s': the output has a column of that name already; rename it in the data"
                                .formatted(id.name()));
            }
        }
    }

    /** Predictions without further columns. */
    public PredictionFile(List<Id> ids, List<String> classes, double threshold) {
        this(ids, classes, threshold, List.of());
    }

    private static List<String> titles(List<String> classes, double threshold) {
        List<String> titles = new ArrayList<>();
        classes.forEach(name -> titles.add("probability_" + name));
        titles.add(PREDICTED);
        if (!Double.isNaN(threshold)) {
            titles.add(THRESHOLD);
        }
        return titles;
    }

    /**
     * Writes titles and a line for each row; what would not be read back as one field is quoted.
     *
     * @param to not closed
     * @param probabilities {@code [rows, classes]}
     */
    public void write(Writer to, double[][] probabilities) throws IOException {
        Lines lines = new Lines(to);
        lines.titles(this);
        lines.rows(this, probabilities);
        lines.end();
    }

    /** Writes predictions, some rows at a time. */
    public static final class Lines {
        private final CsvWriter csv;

        /**
         * Begins.
         *
         * @param to not closed
         */
        public Lines(Writer to) {
            csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(to);
        }

        /** Writes the titles. */
        public void titles(PredictionFile file) {
            file.titles(csv);
        }

        /**
         * Writes a line for each row of {@code [rows, classes]} probabilities.
         *
         * @param file with the titles that were written, and texts of these rows
         */
        public void rows(PredictionFile file, double[][] probabilities) {
            file.rows(csv, probabilities);
        }

        /** Gives on what is not written yet. */
        public void end() throws IOException {
            csv.flush();
        }
    }

    private void titles(CsvWriter csv) {
        List<String> fields = new ArrayList<>();
        ids.forEach(id -> fields.add(id.name()));
        fields.addAll(titles(classes, threshold));
        more.forEach(column -> fields.add(column.name()));
        csv.writeRecord(fields);
    }

    private void rows(CsvWriter csv, double[][] probabilities) {
        List<String> fields = new ArrayList<>();
        for (int row = 0; row < probabilities.length; row++) {
            fields.clear();
            for (Id id : ids) {
                fields.add(id.text().apply(row));
            }
            for (double probability : probabilities[row]) {
                fields.add(Double.toString(probability));
            }
            fields.add(classes.get(Score.predicted(probabilities[row], threshold)));
            if (!Double.isNaN(threshold)) {
                fields.add(Double.toString(threshold));
            }
            for (Id column : more) {
                fields.add(column.text().apply(row));
            }
            csv.writeRecord(fields);
        }
    }
}
