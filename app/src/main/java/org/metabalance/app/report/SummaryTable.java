package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.protocol.Summary;
import org.metabalance.meta.statistics.Estimate;

/** The table at the end of a comparison: the methods, and below a rule the references. */
final class SummaryTable {
    /** What stands with its standard error. */
    private static final List<String> WITH_ERROR = List.of("averagePrecision", "brier");

    private static final List<String> ALONE = List.of("rocAuc", "balancedAccuracy", "f1", "mcc");

    /** As wide as an error. */
    private static final String NO_ERROR = "      ";

    private SummaryTable() {}

    static TextTable of(Summary summary) {
        boolean errors = Stream.concat(summary.rows().stream(), summary.references().stream())
                .anyMatch(row -> row.runs() > 1);
        String above = errors ? NO_ERROR : ""; // titles stand above the means
        TextTable table = new TextTable(
                "method", "AP" + above, "Brier" + above, "ROC-\nAUC", "bal.\nacc.", "F1", "MCC",
                "sec");
        summary.rows().forEach(row -> table.add(cells(row, row.method(), errors)));
        if (!summary.references().isEmpty()) {
            table.rule();
        }
        summary.references()
                .forEach(row -> table.add(cells(row, row.method() + " (ref.)", errors)));
        return table;
    }

    private static List<String> cells(Summary.Row row, String name, boolean errors) {
        List<String> cells = new ArrayList<>();
        cells.add(name);
        for (String metric : WITH_ERROR) {
            Estimate value = row.metrics().get(metric);
            cells.add(Decimals.of(value.mean()) + (errors ? error(value.standardError()) : ""));
        }
        ALONE.forEach(metric -> cells.add(Decimals.of(row.metrics().get(metric).mean())));
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
