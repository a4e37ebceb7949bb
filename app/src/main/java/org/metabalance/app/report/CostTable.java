package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.TextWidth;
import org.metabalance.app.console.Texts;
import org.metabalance.app.results.CostSummary;
import org.metabalance.app.results.KeptRun;
import org.metabalance.app.results.RunDecider;
import org.metabalance.meta.decision.DecisionRule;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;

/** The table of what decisions cost and find, where the threshold was chosen for that. */
public final class CostTable {
    private static final int WIDTH = 80;

    private CostTable() {}

    /** Prints the table and what it says; of runs that were not decided with, nothing. */
    public static void print(
            Terminal terminal, RunDecider decider, List<KeptRun> all, double testOverTrain) {
        List<KeptRun> runs = all.stream()
                .filter(run -> run.decision() != null && run.decision().measured() != null)
                .toList();
        if (!decider.aimed() || runs.isEmpty()) {
            return;
        }
        CostSummary summary = CostSummary.of(runs, testOverTrain);
        TextTable table = new TextTable(
                "threshold by\nvalidation rows", "cost of\n1,000 rows", "at .5\nraw",
                "alerts\nper 1,000", "preci-\nsion", "recall", "thres-\nhold");
        for (CostSummary.Row row : ordered(decider, summary)) {
            table.add(List.of(
                    row.method() + (row.reference() ? " (ref.)" : ""), thousand(row.cost()),
                    number(1000 * row.atHalf().mean()), Texts.format("%.1f", row.alerts()),
                    Decimals.of(row.precision()), Decimals.of(row.recall()),
                    Decimals.of(row.threshold())));
        }
        table.rule();
        table.add(List.of("flag none", thousand(summary.flagNone()), "", "0.0", "", ".000", ""));
        table.add(List.of(
                "flag all", thousand(summary.flagAll()), "", "1000.0", "", "1.000", ""));
        terminal.out().println();
        table.lines(WIDTH).forEach(terminal.out()::println);
        terminal.out().println();
        sentences(decider, summary).forEach(sentence -> TextWidth.wrap(sentence, WIDTH)
                .forEach(terminal.out()::println));
        terminal.out().flush();
    }

    private static boolean costs(RunDecider decider) {
        return decider.plan().rule() instanceof DecisionRule.LeastCost;
    }

    /** The cheapest first; under a constraint, those that are best at what it leaves open. */
    private static List<CostSummary.Row> ordered(RunDecider decider, CostSummary summary) {
        Comparator<CostSummary.Row> order = Comparator.comparingDouble(
                decider.plan().rule() instanceof DecisionRule.AtLeast(var aim, _)
                        && aim == DecisionRule.Aim.RECALL
                                ? CostSummary.Row::precision
                                : CostSummary.Row::recall);
        return costs(decider)
                ? summary.rows()
                : summary.rows().stream().sorted(order.reversed()).toList();
    }

    private static List<String> sentences(RunDecider decider, CostSummary summary) {
        List<String> sentences = new ArrayList<>();
        sentences.add(Texts.format(
                "Chosen for %s%s, on calibrated probabilities; cost on the test rows%s. \"At .5\": a"
                        + " method's own probability against one half.",
                decider.plan().rule().label(),
                decider.amountColumn() == null ? ""
                        : ", a false negative's times column '" + decider.amountColumn() + "'",
                costs(decider) ? "" : ", 1 a mistake"));
        List<String> unmet = summary.rows().stream().filter(row -> row.unmet() > 0)
                .map(row -> Texts.format("%s (%s)", row.method(), Texts.count(row.unmet(), "run")))
                .toList();
        if (!unmet.isEmpty()) {
            sentences.add(
                    "No threshold did so on the validation rows of "
                            + String.join(", ", unmet) + "; there the nearest was taken.");
        }
        if (!costs(decider)) {
            return sentences;
        }
        List<CostSummary.Row> methods = summary.rows().stream().filter(row -> !row.reference())
                .toList();
        if (methods.stream().noneMatch(row -> row.method().equals(CostSummary.BASELINE))) {
            sentences.add(
                    "Plain training is not among the methods: add plain to --methods to see what"
                            + " its own threshold costs.");
        } else if (!methods.getFirst().method().equals(CostSummary.BASELINE)) {
            sentences.add(against(methods.getFirst()));
        } else {
            sentences.add("No method is cheaper than plain training with its own threshold.");
        }
        return sentences;
    }

    private static String against(CostSummary.Row best) {
        PairedDifference difference = best.againstPlain();
        String by = number(-1000 * difference.difference());
        return difference.pairs() < 2
                ? Texts.format(
                        "%s costs %s less per 1,000 rows than plain with its own threshold; one split"
                                + " says nothing about noise.",
                        best.method(), by)
                : Texts.format(
                        "%s costs %s \u00b1 %s less per 1,000 rows than plain with its own threshold:"
                                + " %sbeyond noise, %s (corrected as above, not for the choice of the"
                                + " cheapest).",
                        best.method(), by, number(1000 * difference.standardError()),
                        difference.reversed().beyondNoise() ? "" : "not ",
                        Decimals.p(difference.pValue()));
    }

    private static String thousand(Estimate perRow) {
        return number(1000 * perRow.mean()) + (Double.isNaN(perRow.standardError()) ? ""
                : " \u00b1" + number(1000 * perRow.standardError()));
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return Texts.format(size >= 1000 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
