package org.metabalance.studies.tabular;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.meta.statistics.Ranking;
import org.metabalance.studies.boost.BoostedTrees;
import org.metabalance.studies.data.StudyTable;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.Numbers;
import org.metabalance.studies.runner.Report;
import org.metabalance.studies.runner.Results;

/**
 * What study {@code tabular} says of single methods: those of the two papers against the best simple
 * one, methods with a balanced set against plain training on all rows, networks against boosted trees.
 */
final class TabularVerdicts {
    private final Results results;
    private final Report report;
    private final List<StudyTable> tables;
    private final List<String> networks;
    private final Ranking ranking;

    TabularVerdicts(
            Results results, Report report, List<StudyTable> tables, List<String> networks,
            Ranking ranking) {
        this.results = results;
        this.report = report;
        this.tables = tables;
        this.networks = networks;
        this.ranking = ranking;
    }

    void write() {
        report.section("Verdicts, by average precision");
        List<String> ordered = ranking.order().stream().map(networks::get).toList();
        ordered.stream().filter(method -> !StudyMethods.learnsTwice(method)).findFirst()
                .ifPresent(simple -> {
                    report.paragraph(
                            Texts.format(
                                    "The simple method with the best mean rank is %s (%.2f). It is chosen"
                                            + " by these very results, which flatters it.",
                                    simple, rank(simple)));
                    ordered.stream().filter(StudyMethods::learnsTwice)
                            .forEach(method -> against(method, simple));
                });
        if (networks.contains("plain")) {
            ordered.stream().filter(StudyMethods::usesMetaSet).forEach(method -> {
                report.paragraph(
                        method + " takes a small balanced set out of the training rows; plain trains"
                                + " on both together, the control that tells whether that was worth"
                                + " it:");
                against(method, "plain");
            });
        }
        if (!results.where(Tabular.METHOD, BoostedTrees.NAME).isEmpty()) {
            against(ordered.getFirst(), BoostedTrees.NAME);
        }
        chosen();
    }

    private double rank(String method) {
        return ranking.ranks().means()[networks.indexOf(method)];
    }

    private void against(String method, String other) {
        if (tables.size() == 1) {
            PairedDifference test = test(tables.getFirst(), method, other);
            report.verdict(
                    Texts.format(
                            "**%s** against %s: AP %+.4f \u00b1%.4f over %d splits, %s: %s.",
                            method,
                            other, test.difference(), test.standardError(), test.pairs(),
                            Numbers.p(test.pValue()),
                            test.beyondNoise() ? "better" : test.reversed().beyondNoise()
                                    ? "worse"
                                    : "no difference beyond noise"));
            return;
        }
        List<String> better = new ArrayList<>();
        List<String> worse = new ArrayList<>();
        double sum = 0;
        int larger = 0;
        int splits = 0;
        for (StudyTable table : tables) {
            PairedDifference test = test(table, method, other);
            sum += test.difference();
            larger += test.difference() > 0 ? 1 : 0;
            splits = Math.max(splits, test.pairs());
            if (test.beyondNoise()) {
                better.add(table.name());
            } else if (test.reversed().beyondNoise()) {
                worse.add(table.name());
            }
        }
        String sure = splits < 2
                ? ""
                : Texts.format(
                        "; better beyond noise on %s, worse on %s (paired t test over the splits of a"
                                + " table)",
                        some(better), some(worse));
        report.verdict(
                Texts.format(
                        "**%s** against %s: AP %+.4f on average, larger on %d of %d tables%s.%s",
                        method, other, sum / tables.size(), larger, tables.size(), sure,
                        overall(method, other)));
    }

    private PairedDifference test(StudyTable table, String method, String other) {
        return of(table, method).against(of(table, other), Measures.AP, Tabular.SEED);
    }

    private static String some(List<String> names) {
        return names.isEmpty() || names.size() > 4
                ? Integer.toString(names.size())
                : names.size() + " (" + String.join(", ", names) + ")";
    }

    /** What the test over all tables says. */
    private String overall(String method, String other) {
        int a = networks.indexOf(method);
        int b = networks.indexOf(other);
        if (b < 0 || tables.size() < 6) {
            return "";
        }
        return ranking.comparisons().pairs().stream()
                .filter(pair -> pair.a() == Math.min(a, b) && pair.b() == Math.max(a, b))
                .map(pair -> Texts.format(
                        " Over all tables, ranks %.2f and %.2f: %s beyond noise (p = %.2g, corrected"
                                + " %.2g).",
                        rank(method), rank(other),
                        pair.different() ? "different" : "no difference", pair.pValue(),
                        pair.corrected()))
                .findFirst().orElse("");
    }

    private Results of(StudyTable table, String method) {
        return results.where(Tabular.TABLE, table.name())
                .where(Tabular.METHOD, method);
    }

    /** What somebody gets who takes, of all methods, the one with the best validation AP. */
    private void chosen() {
        double chosen = 0;
        double plain = 0;
        int count = 0;
        for (StudyTable table : tables) {
            Results own = results.where(Tabular.TABLE, table.name())
                    .where(result -> networks.contains(result.text(Tabular.METHOD)));
            for (Object seed : own.settings(Tabular.SEED)) {
                Results split = own.where(Tabular.SEED, seed);
                Results first = split.where(Tabular.METHOD, "plain");
                if (!first.isEmpty()) {
                    chosen += split.all().stream()
                            .max(Comparator.comparingDouble(r -> r.number(Measures.VALIDATION)))
                            .orElseThrow().number(Measures.AP);
                    plain += first.all().getFirst().number(Measures.AP);
                    count++;
                }
            }
        }
        if (count > 0) {
            report.verdict(
                    Texts.format(
                            "Choosing, on every split, the method with the best AP on the validation"
                                    + " part gives a test AP of %.4f; always plain gives %.4f.",
                            chosen / count, plain / count));
        }
    }
}
