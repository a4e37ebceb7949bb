package org.metabalance.studies.samplers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.report.TextTable;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.studies.data.StudyTable;
import org.metabalance.studies.figure.HeatMap;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.Numbers;
import org.metabalance.studies.runner.Report;
import org.metabalance.studies.runner.Results;
import tools.jackson.databind.node.ObjectNode;

/** What study {@code samplers} found. */
final class SamplerGridReport {
    private static final List<String> NAMES = SamplerGrid.SAMPLERS;
    private static final String MEAN = "mean";

    private final List<StudyTable> tables;
    private final Results results;
    private final Report report;

    SamplerGridReport(List<StudyTable> tables, Results results, Report report) {
        this.tables = tables;
        this.results = results;
        this.report = report;
    }

    void write() {
        report.paragraph(
                "AP on test rows of MetaBalance (exact, one inner step) with each pair of samplers;"
                        + " the last row and column are means. As many updates in every cell, and as"
                        + " in plain training on the same splits.");
        for (StudyTable table : tables) {
            one(table.name(), results.where(SamplerGrid.TABLE, table.name()));
        }
        if (tables.size() > 1) {
            one("mean of the tables", results);
        }
    }

    private void one(String title, Results own) {
        report.section(title);
        double[][] values = values(own);
        List<String> names = new ArrayList<>(NAMES);
        names.add(MEAN);
        report.figure(
                "samplers-" + title.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", ""),
                "AP by the samplers of the inner and the outer view, " + title,
                new HeatMap(
                        "AP of MetaBalance, " + title, "inner view", "outer view", names, names,
                        values, "%.3f"));
        table(values, names);
        verdicts(own, values, title + ": ");
        numbers(title, values);
    }

    private static Results cell(Results own, String inner, String outer) {
        return own.where(SamplerGrid.INNER, inner).where(SamplerGrid.OUTER, outer);
    }

    /** The grid, with means at its right and lower edges. */
    private static double[][] values(Results own) {
        int n = NAMES.size();
        double[][] values = new double[n + 1][n + 1];
        for (int i = 0; i < n; i++) {
            for (int o = 0; o < n; o++) {
                values[i][o] = cell(own, NAMES.get(i), NAMES.get(o)).estimate(Measures.AP).mean();
            }
            values[i][n] = Arrays.stream(values[i], 0, n).average().orElse(Double.NaN);
        }
        for (int o = 0; o <= n; o++) {
            int column = o;
            values[n][o] = IntStream.range(0, n).mapToDouble(i -> values[i][column]).average()
                    .orElse(Double.NaN);
        }
        return values;
    }

    private void table(double[][] values, List<String> names) {
        List<String> titles = new ArrayList<>(List.of("inner / outer"));
        titles.addAll(names);
        TextTable table = new TextTable(titles.toArray(String[]::new));
        for (int i = 0; i < values.length; i++) {
            List<String> row = new ArrayList<>(List.of(names.get(i)));
            for (double value : values[i]) {
                row.add(Texts.format("%.3f", value));
            }
            table.add(row);
        }
        report.table(table);
    }

    private void verdicts(Results own, double[][] values, String where) {
        Results plain = cell(own, SamplerGrid.PLAIN, SamplerGrid.PLAIN);
        if (plain.isEmpty()) {
            return;
        }
        Estimate base = plain.estimate(Measures.AP);
        report.verdict(where + Texts.format("plain training: AP %s.", Numbers.text(base)));
        int better = 0;
        int worse = 0;
        int above = 0;
        List<double[]> cells = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            for (int o = 0; o < NAMES.size(); o++) {
                PairedDifference test = against(own, i, o, plain);
                better += test.beyondNoise() ? 1 : 0;
                worse += test.reversed().beyondNoise() ? 1 : 0;
                above += test.difference() > 0 ? 1 : 0;
                cells.add(new double[] {i, o, values[i][o]});
            }
        }
        report.verdict(where + Texts.format(
                "of %d pairs %d have a larger mean AP than plain training; %d are better and"
                        + " %d worse beyond noise (paired t tests without correction: about %d"
                        + " of either kind come by chance).",
                cells.size(), above, better, worse, Math.round(cells.size() * .025)));
        cells.sort(Comparator.comparingDouble(cell -> -cell[2]));
        report.verdict(where + "the five best pairs, inner / outer: " + String.join("; ",
                cells.stream().limit(5).map(cell -> name(cell) + Texts.format(" %.3f", cell[2]))
                        .toList())
                + ".");
        margins(values, where);
        for (String[] pair : List.of(
                new String[] {"natural", "random-over"}, new String[] {"natural", "random-under"},
                new String[] {"random-under", "all-knn"}, new String[] {"natural", "natural"},
                new String[] {"svm-smote", "random-under"})) {
            PairedDifference test = against(
                    own, NAMES.indexOf(pair[0]), NAMES.indexOf(pair[1]), plain);
            report.verdict(where + Texts.format(
                    "%s / %s against plain: AP %+.4f ±%.4f, p = %.2g.", pair[0], pair[1],
                    test.difference(), test.standardError(), test.pValue()));
        }
    }

    private static PairedDifference against(Results own, int inner, int outer, Results plain) {
        return cell(own, NAMES.get(inner), NAMES.get(outer)).against(
                plain, Measures.AP, SamplerGrid.TABLE, SamplerGrid.SEED);
    }

    private static String name(double[] cell) {
        return NAMES.get((int) cell[0]) + " / " + NAMES.get((int) cell[1]);
    }

    /** Which view matters: the spread of the means of rows and of columns. */
    private void margins(double[][] values, String where) {
        int n = NAMES.size();
        double[] inner = IntStream.range(0, n).mapToDouble(i -> values[i][n]).toArray();
        double[] outer = Arrays.copyOf(values[n], n);
        report.verdict(where + Texts.format(
                "over all outer views the best inner view is %s (%.3f), the worst %s (%.3f);"
                        + " over all inner views the best outer view is %s (%.3f), the worst"
                        + " %s (%.3f): the %s view matters more.",
                NAMES.get(at(inner, true)), inner[at(inner, true)],
                NAMES.get(at(inner, false)), inner[at(inner, false)],
                NAMES.get(at(outer, true)), outer[at(outer, true)],
                NAMES.get(at(outer, false)), outer[at(outer, false)],
                spread(outer) > spread(inner) ? "outer" : "inner"));
    }

    private static int at(double[] values, boolean largest) {
        Comparator<Integer> byValue = Comparator.comparingDouble(i -> values[i]);
        return IntStream.range(0, values.length).boxed()
                .max(largest ? byValue : byValue.reversed()).orElseThrow();
    }

    private static double spread(double[] values) {
        return values[at(values, true)] - values[at(values, false)];
    }

    private void numbers(String title, double[][] values) {
        ObjectNode node = report.numbers().withObject("/grids").putObject(title);
        for (int i = 0; i < NAMES.size(); i++) {
            ObjectNode row = node.putObject(NAMES.get(i));
            for (int o = 0; o < NAMES.size(); o++) {
                row.put(NAMES.get(o), values[i][o]);
            }
        }
    }
}
