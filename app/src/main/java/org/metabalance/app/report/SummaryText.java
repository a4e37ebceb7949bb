package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.TextWidth;
import org.metabalance.app.console.Texts;
import org.metabalance.app.divide.DivisionText;
import org.metabalance.app.results.ResultsHeader;
import org.metabalance.app.results.Subject;
import org.metabalance.meta.metric.Criterion;
import org.metabalance.meta.metric.ThresholdRule;
import org.metabalance.meta.protocol.Run;
import org.metabalance.meta.protocol.Summary;

/** The table at the end of a comparison, and the lines that say how to read it; none is too long. */
public final class SummaryText {
    /** Columns a line may take, wherever it goes: in a file it may be looked at in a terminal. */
    private static final int WIDTH = 80;

    private SummaryText() {}

    /** Prints table, legend and verdicts to the terminal's {@code out}. */
    public static void print(Terminal terminal, ResultsHeader comparison, List<Run> runs) {
        Summary summary = comparison.summary(runs);
        TextTable table = SummaryTable.of(comparison.subject(), summary);
        List<String> lines = table.lines(WIDTH);
        for (int i = 0; i < lines.size(); i++) {
            boolean best = i == table.head() && !summary.rows().isEmpty();
            terminal.out().println(best ? terminal.bold(lines.get(i)) : lines.get(i));
        }
        terminal.out().println();
        List<String> sentences = new ArrayList<>(failures(comparison, summary));
        sentences.add(legend(comparison, summary));
        sentences.add(chance(comparison));
        sentences.addAll(VerdictText.of(summary, comparison.division()));
        sentences.addAll(LongTailText.tail(comparison, runs));
        sentences.forEach(sentence -> TextWidth.wrap(sentence, WIDTH)
                .forEach(terminal.out()::println));
        terminal.out().flush();
    }

    private static Stream<Summary.Row> all(Summary summary) {
        return Stream.concat(summary.rows().stream(), summary.references().stream());
    }

    /** A mean over the splits that went well is no mean over all splits. */
    private static List<String> failures(ResultsHeader comparison, Summary summary) {
        Map<String, Summary.Row> rows = all(summary)
                .collect(Collectors.toMap(Summary.Row::method, Function.identity()));
        Map<Integer, List<String>> byRuns = Stream
                .concat(comparison.methods().stream(), comparison.references().stream())
                .collect(Collectors.groupingBy(
                        method -> rows.containsKey(method) ? rows.get(method).runs() : 0,
                        TreeMap::new, Collectors.toList()));
        List<String> sentences = new ArrayList<>();
        byRuns.forEach((runs, methods) -> {
            if (runs == 0) {
                sentences.add("No run ended well of: " + String.join(", ", methods) + ".");
            } else if (runs < comparison.seeds()) {
                sentences.add(Texts.format(
                        "Only %d of %d runs ended well of: %s; the means are over those.",
                        runs, comparison.seeds(), String.join(", ", methods)));
            }
        });
        return sentences;
    }

    private static String legend(ResultsHeader comparison, Summary summary) {
        boolean warm = all(summary).allMatch(row -> row.seconds().warm());
        return Texts.format(
                "%s, best %s first.%s Brier: squared error of the probabilities, lower is better.%s"
                        + " sec:"
                        + " training a run, %s.",
                comparison.seeds() == 1
                        ? "One split"
                        : "Mean \u00b1 standard error over " + over(comparison),
                MetricWords.of(summary.yardstick().decisive()),
                LongTailText.groups(comparison.subject()),
                comparison.binary()
                        ? " Thresholds: " + thresholds(comparison) + "."
                        : "",
                warm
                        ? "the median without the first, which warms up the JVM"
                        : "the JVM's warm-up included");
    }

    private static String over(ResultsHeader comparison) {
        return comparison.subject() instanceof Subject.OfNodes nodes && nodes.divided()
                ? comparison.seeds() + " runs on one split"
                : DivisionText.over(comparison.division(), comparison.seeds());
    }

    private static String thresholds(ResultsHeader comparison) {
        return switch (comparison.threshold()) {
            case ThresholdRule.Tuned(Criterion criterion) -> "tuned for "
                    + criterion.label().replace('-', ' ');
            case ThresholdRule.Fixed(double value) -> value + " for all";
        };
    }

    private static String chance(ResultsHeader comparison) {
        if (comparison.binary()) {
            return Texts.format(
                    "By chance: AP %s, a random ranking ('%s' is %,d of %,d rows); Brier %s, that share"
                            + " for every row.",
                    Decimals.of(comparison.prevalence()),
                    comparison.subject().classes().get(1),
                    comparison.subject().counts()[1],
                    comparison.subject().size(),
                    Decimals.of(comparison.chanceBrier()));
        }
        return Texts.format(
                "By chance: AP %s, Brier %s. With %d classes AP, ROC-AUC and F1 are means over the"
                        + " classes, each against all others; Brier is their sum.",
                Decimals.of(comparison.prevalence()), Decimals.of(comparison.chanceBrier()),
                comparison.subject().classes().size());
    }
}
