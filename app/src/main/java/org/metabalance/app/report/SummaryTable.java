package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.results.Subject;
import org.metabalance.meta.protocol.Summary;
import org.metabalance.meta.statistics.Estimate;

/** The table at the end of a comparison: the methods, and below a rule the references. */
final class SummaryTable {
    private static final List<Column> OF_TABLES = List.of(
            new Column("averagePrecision", "AP", true), new Column("brier", "Brier", true),
            new Column("rocAuc", "ROC-\nAUC", false),
            new Column("balancedAccuracy", "bal.\nacc.", false), new Column("f1", "F1", false),
            new Column("mcc", "MCC", false));

    private static final List<Column> OF_NODES = List.of(
            new Column("averagePrecision", "AP", true),
            new Column("balancedAccuracy", "bal.\nacc.", true),
            new Column("macroF1", "macro\nF1", true), new Column("gMean", "G-\nmean", false),
            new Column("rocAuc", "ROC-\nAUC", false), new Column("accuracy", "acc.", false),
            new Column("brier", "Brier", false));

    private static final List<Column> OF_IMAGES = List.of(
            new Column("balancedAccuracy", "bal.\nacc.", true),
            new Column("accuracy", "acc.", false), new Column("headAccuracy", "head", false),
            new Column("middleAccuracy", "mid-\ndle", false),
            new Column("tailAccuracy", "tail", true), new Column("averagePrecision", "AP", false),
            new Column("brier", "Brier", false));

    private record Column(String metric, String title, boolean error) {}

    /** As wide as an error. */
    private static final String NO_ERROR = "      ";

    private SummaryTable() {}

    static TextTable of(Subject subject, Summary summary) {
        boolean errors = Stream.concat(summary.rows().stream(), summary.references().stream())
                .anyMatch(row -> row.runs() > 1);
        String above = errors ? NO_ERROR : ""; // titles stand above the means
        List<Column> columns = switch (subject) {
            case Subject.OfTable _ -> OF_TABLES;
            case Subject.OfNodes _ -> OF_NODES;
            case Subject.OfImages _ -> OF_IMAGES.stream()
                    .filter(column -> summary.yardstick().metrics().containsKey(column.metric()))
                    .toList();
        };
        List<String> titles = new ArrayList<>(List.of("method"));
        columns.forEach(column -> titles.add(
                column.error() ? column.title().replaceAll("(?m)$", above) : column.title()));
        titles.add("sec");
        TextTable table = new TextTable(titles.toArray(String[]::new));
        summary.rows().forEach(row -> table.add(cells(columns, row, row.method(), errors)));
        if (!summary.references().isEmpty()) {
            table.rule();
        }
        summary.references()
                .forEach(row -> table.add(cells(columns, row, row.method() + " (ref.)", errors)));
        return table;
    }

    private static List<String> cells(
            List<Column> columns, Summary.Row row, String name, boolean errors) {
        List<String> cells = new ArrayList<>();
        cells.add(name);
        for (Column column : columns) {
            Estimate value = row.metrics().get(column.metric());
            cells.add(
                    Decimals.of(value.mean())
                            + (column.error() && errors ? error(value.standardError()) : ""));
        }
        double seconds = row.seconds().median();
        cells.add(Texts.format(seconds < 99.95 ? "%.1f" : "%.0f", seconds));
        return cells;
    }

    /** Where a method has no error, blanks keep its mean below the others'. */
    private static String error(double standardError) {
        String error = " \u00b1" + Decimals.of(standardError);
        return Double.isNaN(standardError) ? NO_ERROR : error;
    }
}
