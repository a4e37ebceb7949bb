package org.metabalance.studies.tabular;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.metabalance.app.boost.XGBoostLibrary;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.CriticalDifference;
import org.metabalance.app.picture.DotPlot;
import org.metabalance.app.picture.Figure;
import org.metabalance.meta.catalog.TuningGrids;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.Friedman;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.meta.statistics.PairwiseComparisons;
import org.metabalance.meta.statistics.Ranking;
import org.metabalance.studies.data.StudyTable;
import org.metabalance.studies.data.StudyTables;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.NumberTexts;
import org.metabalance.studies.runner.Result;
import org.metabalance.studies.runner.Results;
import org.metabalance.studies.runner.StudyOptions;
import tools.jackson.databind.node.ObjectNode;

/**
 * What study {@code tabular} found.
 *
 * @param data the tables there are
 * @param options of the study
 * @param results by table and method
 * @param byPrecision the networks ranked; null if there is no table with a result of every method
 * @param byArea likewise, by ROC-AUC
 */
record TabularFindings(
        StudyTables data, StudyOptions options, TabularResults results, Ranking byPrecision,
        Ranking byArea) implements Findings {
    /** With more tables than this, results are summed up, and stand in full in the JSON alone. */
    private static final int MOST_COLUMNS = 6;

    /** With fewer tables the signed-rank test cannot find a difference. */
    static final int FEWEST_RANKED = 6;

    private static final List<String> OTHER_METRICS = List.of(
            "balancedAccuracy", "gMean", "f1", "mcc", Measures.KAPPA, "brier", "ece");

    static TabularFindings of(StudyTables data, StudyOptions options, Results all) {
        TabularResults results = TabularResults.of(data.tables(), all, Measures.AP);
        boolean any = !results.tables().isEmpty();
        return new TabularFindings(
                data, options, results, any ? results.ranking(Measures.AP) : null,
                any ? results.ranking(Measures.ROC_AUC) : null);
    }

    /** Slots of the report; {@code ranked} is null if there is nothing to rank. */
    private record Slots(
            List<List<Object>> tables, String noTrees, List<String> skipped, String splits,
            int variants, String budget, Ranked ranked) {}

    /** {@code columns} are tables, unless there are too many; {@code verdicts} null without two networks. */
    private record Ranked(
            List<String> columns, MetricTable byPrecision, TabularVerdicts.Slots verdicts,
            MetricTable byArea, List<List<Object>> others, List<Choice> choices) {}

    /** A metric of all methods, with the tests of their ranks; null where there are no ranks. */
    private record MetricTable(Tests tests, List<Value> values) {}

    private record Tests(
            int tables, boolean few, String chiSquared, String chiSquaredP, String f, String fP,
            boolean differ, long different, int pairs) {}

    private record Value(
            String method, boolean reference, String rank, List<String> cells, String mean,
            String best) {}

    /** The settings chosen; empty if there was nothing to choose. */
    private record Choice(String method, List<String> settings) {}

    @Override
    public Record slots() {
        int splits = results.all().settings(Tabular.SEED).size();
        return new Slots(
                results.tables().stream().map(this::data).toList(),
                XGBoostLibrary.unavailable().orElse(null), data.skipped(),
                Texts.count(splits, "random split"), TuningGrids.VARIANTS,
                options.budget().text(), byPrecision == null ? null : ranked());
    }

    private List<Object> data(StudyTable table) {
        return List.of(
                table.name(), Texts.format("%,d", table.rows()),
                Texts.format("%,d", table.smallest()), Texts.format("%.1f", table.imbalance()),
                Texts.format("%.4f", table.prevalence()));
    }

    private boolean wide() {
        return results.tables().size() <= MOST_COLUMNS;
    }

    private Ranked ranked() {
        return new Ranked(
                wide() ? results.tables().stream().map(StudyTable::name).toList() : List.of(),
                metric(byPrecision, Measures.AP),
                results.networks().size() > 1
                        ? new TabularVerdicts(results, byPrecision).slots()
                        : null,
                metric(byArea, Measures.ROC_AUC),
                ordered().stream().map(this::others).toList(),
                ordered().stream().map(this::choice).toList());
    }

    private List<String> ordered() {
        return results.ordered(byPrecision);
    }

    private MetricTable metric(Ranking ranking, String metric) {
        return new MetricTable(
                ranking.friedman() == null ? null : tests(ranking),
                results.ordered(ranking).stream().map(method -> value(ranking, method, metric))
                        .toList());
    }

    private Tests tests(Ranking ranking) {
        Friedman friedman = ranking.friedman();
        List<PairwiseComparisons.Pair> pairs = ranking.comparisons().pairs();
        int tables = results.tables().size();
        return new Tests(
                tables, tables < FEWEST_RANKED, Texts.format("%.2f", friedman.chiSquared()),
                Texts.format("%.2g", friedman.chiSquaredP()), Texts.format("%.2f", friedman.f()),
                Texts.format("%.2g", friedman.fP()),
                friedman.fP() < PairedDifference.SIGNIFICANCE,
                pairs.stream().filter(PairwiseComparisons.Pair::different).count(), pairs.size());
    }

    private Value value(Ranking ranking, String method, String metric) {
        int index = results.networks().indexOf(method);
        boolean reference = index < 0;
        double sum = 0;
        List<String> cells = new ArrayList<>();
        for (StudyTable table : results.tables()) {
            Estimate estimate = results.estimate(table, method, metric);
            sum += estimate.mean();
            if (wide()) {
                cells.add(NumberTexts.text(estimate));
            }
        }
        return new Value(
                method, reference,
                reference ? "" : Texts.format("%.2f", ranking.ranks().means()[index]), cells,
                Texts.format("%.3f", sum / results.tables().size()),
                reference ? "" : Long.toString(wins(ranking, index)));
    }

    private static long wins(Ranking ranking, int index) {
        long wins = 0;
        for (double[] ranks : ranking.ranks().each()) {
            wins += ranks[index] < 2 ? 1 : 0;
        }
        return wins;
    }

    private List<Object> others(String method) {
        List<String> cells = new ArrayList<>();
        OTHER_METRICS.forEach(
                metric -> cells.add(Texts.format("%.3f", results.mean(method, metric))));
        cells.add(Texts.format("%,.0f", results.mean(method, Measures.UPDATES)));
        return List.of(method, cells);
    }

    private Choice choice(String method) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Result result : results.all().where(Tabular.METHOD, method).all()) {
            if (result.text("setting") != null) {
                counts.merge(result.text("setting"), 1, Integer::sum);
            }
        }
        return new Choice(
                method,
                counts.entrySet().stream().sorted(Comparator.comparingInt(e -> -e.getValue()))
                        .map(e -> e.getKey() + ": " + e.getValue()).toList());
    }

    @Override
    public void figures(BiConsumer<String, Figure> take) {
        if (byPrecision == null) {
            return;
        }
        if (byPrecision.friedman() != null) {
            take.accept("ranks-ap", new CriticalDifference("average precision", byPrecision));
        }
        if (wide()) {
            take.accept("ap", dots());
        }
        if (byArea.friedman() != null) {
            take.accept("ranks-roc-auc", new CriticalDifference("ROC-AUC", byArea));
        }
    }

    /** Every table a panel. */
    private Figure dots() {
        List<DotPlot.Panel> panels = new ArrayList<>();
        for (StudyTable table : results.tables()) {
            panels.add(new DotPlot.Panel(
                    table.name(),
                    ordered().stream()
                            .map(method -> results.estimate(table, method, Measures.AP)).toList(),
                    results.mean(table, "plain", Measures.AP)));
        }
        return new DotPlot(
                "Average precision by table",
                new DotPlot.Axes(
                        "AP on test rows",
                        NumberTexts.bars(
                                results.all().settings(Tabular.SEED).size(), "random split"),
                        "the papers' methods", "other methods", "plain training"),
                ordered(),
                ordered().stream().filter(StudyMethods::learnsTwice).collect(Collectors.toSet()),
                panels,
                List.of("Networks in the order of their mean ranks; references, if any, last."));
    }

    @Override
    public void numbers(ObjectNode node, List<String> verdicts) {
        if (byPrecision != null) {
            TabularNumbers.write(node, this, verdicts);
        }
    }
}
