package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.protocol.Summary;
import org.metabalance.meta.statistics.Estimate;

/** The table at the end of a comparison, and the lines that say how to read it. */
public final class SummaryText {
    private static final List<String> METRICS = List.of("averagePrecision", "rocAuc",
            "balancedAccuracy", "gMean", "f1", "mcc");

    private SummaryText() {}

    /** Prints table, prevalence and verdict to the terminal's {@code out}. */
    public static void print(Terminal terminal, ResultsHeader comparison, Summary summary) {
        List<String> lines = table(summary).lines();
        for (int i = 0; i < lines.size(); i++) {
            // titles, rule, then the best method
            terminal.out().println(i == 2 ? terminal.bold(lines.get(i)) : lines.get(i));
        }
        terminal.out().println();
        terminal.out().println(legend(comparison));
        terminal.out().println(prevalence(comparison));
        terminal.out().println(verdict(summary));
        terminal.out().flush();
    }

    private static TextTable table(Summary summary) {
        TextTable table = new TextTable(
                "method", "AP", "ROC-AUC", "bal. accuracy", "G-mean", "F1", "MCC", "seconds");
        for (Summary.Row method : summary.rows()) {
            List<String> row = new ArrayList<>();
            row.add(method.method());
            for (String metric : METRICS) {
                Estimate value = method.metrics().get(metric);
                row.add(number(value.mean()) + error(value.standardError()));
            }
            row.add(Texts.format("%.1f", method.seconds().mean()));
            table.add(row);
        }
        return table;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : Texts.format("%.3f", value);
    }

    private static String error(double standardError) {
        return Double.isNaN(standardError) ? "" : Texts.format(" \u00b1%.3f", standardError);
    }

    private static String legend(ResultsHeader comparison) {
        return comparison.seeds() == 1
                ? "One split; seconds of training."
                : Texts.format(
                        "Mean \u00b1 standard error over %d splits, best AP first; seconds of training a"
                                + " run.",
                        comparison.seeds());
    }

    private static String prevalence(ResultsHeader comparison) {
        if (comparison.binary()) {
            return Texts.format(
                    "Prevalence %.4f: the AP of a random ranking ('%s' is %,d of %,d rows).",
                    comparison.prevalence(),
                    comparison.target().classes().get(1),
                    comparison.target().counts()[1],
                    comparison.target().size());
        }
        return Texts.format(
                "The AP of a random ranking is %.4f: with %d classes AP, ROC-AUC and F1 are means over"
                        + " the classes, each against all others.",
                comparison.prevalence(), comparison.target().classes().size());
    }

    private static String verdict(Summary summary) {
        Summary.Verdict verdict = summary.verdict();
        if (verdict == null) {
            return "One method, so nothing to compare.";
        }
        if (verdict.pairs() < 2) {
            return Texts.format(
                    "One split says nothing about noise: whether %s really beats %s (AP %+.4f) needs"
                            + " --seeds 5 or more.",
                    verdict.best(), verdict.runnerUp(), verdict.difference());
        }
        return Texts.format(
                "%s %s %s beyond noise: AP %+.4f on the same %d splits, paired t test p %s%s.",
                verdict.best(),
                verdict.beyondNoise() ? "beats" : "does not beat",
                verdict.runnerUp(),
                verdict.difference(),
                verdict.pairs(),
                verdict.pValue() < 0.001 ? "< 0.001" : Texts.format("= %.3f", verdict.pValue()),
                verdict.pairs() < 5 ? " (more --seeds say more)" : "");
    }
}
