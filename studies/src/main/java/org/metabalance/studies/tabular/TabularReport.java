package org.metabalance.studies.tabular;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.metabalance.app.console.Texts;
import org.metabalance.app.report.TextTable;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.meta.statistics.Ranking;
import org.metabalance.studies.boost.BoostedTrees;
import org.metabalance.studies.data.StudyTable;
import org.metabalance.studies.data.StudyTables;
import org.metabalance.studies.figure.CriticalDifference;
import org.metabalance.studies.figure.DotPlot;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.Numbers;
import org.metabalance.studies.runner.Report;
import org.metabalance.studies.runner.Result;
import org.metabalance.studies.runner.Results;
import org.metabalance.studies.runner.StudyOptions;

/** What study {@code tabular} found, in words, tables and figures. */
final class TabularReport {
    /** With more tables than this, results are summed up, and stand in full in the JSON alone. */
    private static final int MOST_COLUMNS = 6;

    private final StudyTables data;
    private final StudyOptions options;
    private final Results results;
    private final Report report;
    private final List<StudyTable> tables;
    private final List<String> methods;
    private final List<String> networks;

    TabularReport(StudyTables data, StudyOptions options, Results results, Report report) {
        this.data = data;
        this.options = options;
        this.results = results;
        this.report = report;
        methods = results.settings(Tabular.METHOD).stream().map(Object::toString).toList();
        networks = methods.stream().filter(method -> !method.equals(BoostedTrees.NAME)).toList();
        tables = data.tables().stream()
                .filter(table -> methods.stream().noneMatch(
                        method -> Double.isNaN(mean(table, method, Measures.AP))))
                .toList();
    }

    void write() {
        tables();
        if (tables.isEmpty()) {
            report.paragraph("No table has a result of every method: nothing can be ranked.");
            return;
        }
        Ranking ranking = ranking(Measures.AP);
        ranks(ranking, Measures.AP, "average precision");
        if (networks.size() > 1) {
            new TabularVerdicts(results, report, tables, networks, ranking).write();
        }
        values("Average precision", Measures.AP, ranking);
        Ranking byArea = ranking(Measures.ROC_AUC);
        ranks(byArea, Measures.ROC_AUC, "ROC-AUC");
        values("ROC-AUC", Measures.ROC_AUC, byArea);
        others(ranking);
        settings(ranking);
        TabularNumbers.write(report.numbers(), tables, methods, results);
    }

    private double mean(StudyTable table, String method, String metric) {
        return of(table, method).estimate(metric).mean();
    }

    private Results of(StudyTable table, String method) {
        return results.where(Tabular.TABLE, table.name())
                .where(Tabular.METHOD, method);
    }

    private void tables() {
        report.section("Data");
        TextTable table = new TextTable(
                "table", "rows", "smallest class", "largest / smallest", "AP of a random ranking",
                "epochs");
        for (StudyTable one : tables) {
            table.add(List.of(
                    one.name(), Texts.format("%,d", one.rows()),
                    Texts.format("%,d", one.smallest()), Texts.format("%.1f", one.imbalance()),
                    Texts.format("%.4f", one.prevalence()),
                    Integer.toString(Tabular.epochs(one, options))));
        }
        report.table(table);
        BoostedTrees.unavailable().ifPresent(
                reason -> report.item("No boosted trees: XGBoost cannot run here, " + reason));
        data.skipped().forEach(reason -> report.item("Left out: " + reason));
        report.paragraph(
                Texts.format(
                        "%s of every table: 60 %% of the rows to train on, 20 %% to choose epoch,"
                                + " setting and threshold by, 20 %% to test on, once. Each method is"
                                + " trained with four variants of its settings, and the one with the"
                                + " best AP on the middle part is tested. All networks begin at the"
                                + " same weights and make the same number of updates.",
                        Texts.count(results.settings(Tabular.SEED).size(), "random split")));
    }

    private Ranking ranking(String metric) {
        double[][] values = new double[tables.size()][networks.size()];
        for (int t = 0; t < values.length; t++) {
            for (int m = 0; m < values[t].length; m++) {
                values[t][m] = mean(tables.get(t), networks.get(m), metric);
            }
        }
        return Ranking.of(networks, values);
    }

    private void ranks(Ranking ranking, String metric, String name) {
        if (ranking.friedman() == null) {
            return; // one table or one method: no ranks to speak of
        }
        report.section("Mean ranks by " + name);
        report.figure(
                "ranks-" + (metric.equals(Measures.AP) ? "ap" : "roc-auc"),
                "Mean ranks by " + name
                        + "; a bar joins methods of which no two differ beyond noise"
                        + " (Wilcoxon's signed-rank test, Holm's correction)",
                new CriticalDifference(ranking));
        TabularNumbers.write(
                report.numbers().withObject("/rankings").putObject(metric), ranking);
        long different = ranking.comparisons().pairs().stream()
                .filter(pair -> pair.different()).count();
        report.paragraph(
                Texts.format(
                        "Friedman's test over %d tables: chi-squared %.2f, p = %.2g; Iman and"
                                + " Davenport's F %.2f, p = %.2g: the methods %s all the same."
                                + " Pair by pair, %d of %d differ beyond noise.%s",
                        tables.size(), ranking.friedman().chiSquared(),
                        ranking.friedman().chiSquaredP(), ranking.friedman().f(),
                        ranking.friedman().fP(),
                        ranking.friedman().fP() < PairedDifference.SIGNIFICANCE ? "are not"
                                : "may be",
                        different, ranking.comparisons().pairs().size(),
                        tables.size() < 6
                                ? " (With fewer than six tables the signed-rank test cannot find a"
                                        + " difference, however clear: see the tables one by one.)"
                                : ""));
    }

    private List<String> ordered(Ranking ranking) {
        List<String> ordered = new ArrayList<>(
                ranking.order().stream().map(ranking.methods()::get).toList());
        methods.stream().filter(method -> !ordered.contains(method)).forEach(ordered::add);
        return ordered;
    }

    /** Every table a panel. */
    private void dots(Ranking ranking) {
        List<String> ordered = ordered(ranking);
        List<DotPlot.Panel> panels = new ArrayList<>();
        for (StudyTable table : tables) {
            List<Estimate> estimates = ordered.stream()
                    .map(method -> of(table, method).estimate(Measures.AP)).toList();
            panels.add(new DotPlot.Panel(
                    table.name(), estimates.stream().mapToDouble(Estimate::mean).toArray(),
                    estimates.stream().mapToDouble(Estimate::standardError).toArray(),
                    mean(table, "plain", Measures.AP)));
        }
        report.figure(
                "ap",
                "Mean AP on test rows with standard errors, in the order of mean ranks; the papers'"
                        + " methods in red; the broken line is plain training",
                new DotPlot(
                        ordered,
                        ordered.stream().filter(StudyMethods::learnsTwice)
                                .collect(Collectors.toSet()),
                        panels));
    }

    private void values(String title, String metric, Ranking ranking) {
        report.section(title);
        if (metric.equals(Measures.AP) && tables.size() <= MOST_COLUMNS) {
            dots(ranking);
        }
        boolean wide = tables.size() <= MOST_COLUMNS;
        List<String> titles = new ArrayList<>(List.of("method", "mean rank"));
        if (wide) {
            tables.forEach(table -> titles.add(table.name()));
        }
        titles.addAll(List.of("mean", "best on"));
        TextTable text = new TextTable(titles.toArray(String[]::new));
        for (String method : ordered(ranking)) {
            int index = networks.indexOf(method);
            List<String> row = new ArrayList<>();
            row.add(index < 0 ? method + " (reference)" : method);
            row.add(index < 0 ? "" : Texts.format("%.2f", ranking.ranks().means()[index]));
            double sum = 0;
            for (StudyTable table : tables) {
                Estimate estimate = of(table, method).estimate(metric);
                sum += estimate.mean();
                if (wide) {
                    row.add(Numbers.text(estimate));
                }
            }
            row.add(Texts.format("%.3f", sum / tables.size()));
            row.add(index < 0 ? "" : Long.toString(wins(ranking, index)));
            text.add(row);
        }
        report.table(text);
    }

    private static long wins(Ranking ranking, int index) {
        long wins = 0;
        for (double[] ranks : ranking.ranks().each()) {
            wins += ranks[index] < 2 ? 1 : 0;
        }
        return wins;
    }

    /** Thresholds, calibration and time, over all tables. */
    private void others(Ranking ranking) {
        report.section("Decisions, calibration and time, means over the tables");
        TextTable text = new TextTable(
                "method", "bal. accuracy", "G-mean", "F1", "MCC", "kappa", "Brier", "ECE",
                "seconds");
        for (String method : ordered(ranking)) {
            List<String> row = new ArrayList<>(List.of(method));
            for (String metric : List.of(
                    "balancedAccuracy", "gMean", "f1", "mcc", Measures.KAPPA, "brier", "ece")) {
                row.add(Texts.format("%.3f", overTables(method, metric)));
            }
            row.add(Texts.format("%.2f", overTables(method, Measures.SECONDS)));
            text.add(row);
        }
        report.table(text);
        report.paragraph("Seconds of all four variants together, on one thread.");
    }

    private double overTables(String method, String metric) {
        return tables.stream().mapToDouble(table -> mean(table, method, metric)).average()
                .orElse(Double.NaN);
    }

    private void settings(Ranking ranking) {
        report.section("What was chosen");
        TextTable text = new TextTable("method", "settings, and how often each was the best");
        for (String method : ordered(ranking)) {
            Map<String, Integer> counts = new TreeMap<>();
            for (Result result : results.where(Tabular.METHOD, method).all()) {
                if (result.text("setting") != null) {
                    counts.merge(result.text("setting"), 1, Integer::sum);
                }
            }
            String chosen = String.join("; ", counts.entrySet().stream()
                    .sorted(Comparator.comparingInt(e -> -e.getValue()))
                    .map(e -> e.getKey() + ": " + e.getValue()).toList());
            text.add(List.of(method, chosen.isEmpty() ? "as published" : chosen));
        }
        report.table(text);
    }
}
