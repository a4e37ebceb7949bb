package org.metabalance.studies.adult;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.metabalance.app.console.Texts;
import org.metabalance.app.report.TextTable;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.studies.figure.DotPlot;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.Numbers;
import org.metabalance.studies.runner.Report;
import org.metabalance.studies.runner.Results;
import tools.jackson.databind.node.ObjectNode;

/** What study {@code adult} found. */
final class AdultReport {
    private static final List<String> METRICS = List.of(
            Measures.AP, Measures.ROC_AUC, Measures.precisionAt(.75), Measures.precisionAt(.5),
            Measures.precisionAt(.4), "mcc", Measures.KAPPA);

    /** What explicit gradient learning must beat, and MetaBalance too. */
    private static final List<String> SIMPLE = List.of(
            "plain", "bias-init", "class-weights", "oversampling", "undersampling", "smote",
            "egl-fresh-noise", "egl-static");

    private static final List<String> OURS = List.of(
            "egl", "egl-weights", "egl-both", "metabalance", "metabalance-first-order");

    /** What else is compared: with its own ablations. */
    private static final List<List<String>> PAIRS = List.of(
            List.of("egl", "egl-static"), List.of("egl", "egl-fresh-noise"),
            List.of("metabalance", "metabalance-first-order"),
            List.of("metabalance", "oversampling"));

    private final Results results;
    private final Report report;

    AdultReport(Results results, Report report) {
        this.results = results;
        this.report = report;
    }

    void write() {
        report.paragraph(
                "Adult, UCI Machine Learning Repository: both files, without the rows that miss a"
                        + " value; 64 % to train on, 16 % to choose epoch, setting and threshold by,"
                        + " 20 % to test on, all three thinned to the same imbalance. Every method is"
                        + " trained with four variants of its settings; network 128-16; equally many"
                        + " updates. The oracle is given the small-class rows that were left out of"
                        + " the training part.");
        figure();
        for (Object imbalance : results.settings(Adult.IMBALANCE)) {
            Results own = results.where(Adult.IMBALANCE, imbalance);
            report.section("Imbalance " + imbalance);
            report.paragraph(
                    Texts.format(
                            "AP of a random ranking: %.4f.",
                            1 / (1 + ((Integer) imbalance).doubleValue())));
            table(own);
            verdicts(own, "At imbalance " + imbalance + " ");
            numbers(report.numbers().putObject("imbalance" + imbalance), own);
        }
    }

    private static Results of(Results own, String method) {
        return own.where(Adult.METHOD, method);
    }

    private static List<String> methods(Results own) {
        return own.settings(Adult.METHOD).stream().map(Object::toString)
                .sorted(Comparator.comparingDouble(
                        method -> -of(own, method).estimate(Measures.AP).mean()))
                .toList();
    }

    private static void cells(List<String> row, Results method) {
        for (String metric : METRICS) {
            row.add(Numbers.text(method.estimate(metric)));
        }
        row.add(Texts.format("%.1f", method.estimate(Measures.SECONDS).mean()));
    }

    private void table(Results own) {
        TextTable table = new TextTable(
                "method", "AP", "ROC-AUC", "P at recall .75", ".5", ".4", "MCC", "kappa",
                "seconds");
        for (String method : methods(own)) {
            List<String> row = new ArrayList<>(List.of(method));
            cells(row, of(own, method));
            table.add(row);
        }
        report.table(table);
    }

    private void verdicts(Results own, String where) {
        List<String> simple = methods(own).stream().filter(SIMPLE::contains).toList();
        if (simple.isEmpty()) {
            return;
        }
        String best = simple.getFirst();
        report.paragraph(
                "The best simple method here, by these very results, is " + best + ".");
        OURS.forEach(method -> against(own, where, method, best));
        PAIRS.stream().filter(pair -> !pair.getLast().equals(best))
                .forEach(pair -> against(own, where, pair.getFirst(), pair.getLast()));
        if (!of(own, "plain").isEmpty() && !of(own, Adult.ORACLE).isEmpty()) {
            gap(own, where, best);
        }
    }

    private void against(Results own, String where, String method, String other) {
        if (of(own, method).isEmpty() || of(own, other).isEmpty()) {
            return;
        }
        PairedDifference test = of(own, method).against(of(own, other), Measures.AP, Adult.SEED);
        if (test.pairs() < 2) {
            report.verdict(
                    Texts.format(
                            "%s%s has AP %+.4f against %s on one split, which says nothing about"
                                    + " noise.",
                            where, method, test.difference(), other));
            return;
        }
        String word = test.beyondNoise() ? "better than" : test.reversed().beyondNoise()
                ? "worse than"
                : "no different from";
        report.verdict(
                Texts.format(
                        "%s%s is %s %s: AP %+.4f \u00b1%.4f over %d splits, %s.", where, method,
                        word,
                        other, test.difference(), test.standardError(), test.pairs(),
                        Numbers.p(test.pValue())));
    }

    /** Which part of what the left-out rows bring is got without them. */
    private void gap(Results own, String where, String best) {
        double plain = of(own, "plain").estimate(Measures.AP).mean();
        double oracle = of(own, Adult.ORACLE).estimate(Measures.AP).mean();
        String first = OURS.stream()
                .filter(method -> !of(own, method).isEmpty())
                .max(Comparator.comparingDouble(
                        method -> of(own, method).estimate(Measures.AP).mean()))
                .orElse(best);
        report.verdict(
                oracle > plain
                        ? Texts.format(
                                "%sthe oracle gains AP %+.4f over plain; of that %s, the best of the"
                                        + " papers' methods, gains %.0f %%, and %s %.0f %%.",
                                where, oracle - plain, first, share(own, first, plain, oracle),
                                best, share(own, best, plain, oracle))
                        : where + "the oracle gains nothing over plain.");
    }

    private static double share(Results own, String method, double plain, double oracle) {
        return 100 * (of(own, method).estimate(Measures.AP).mean() - plain) / (oracle - plain);
    }

    private void figure() {
        List<String> methods = methods(results);
        List<DotPlot.Panel> panels = new ArrayList<>();
        for (Object imbalance : results.settings(Adult.IMBALANCE)) {
            Results own = results.where(Adult.IMBALANCE, imbalance);
            List<Estimate> estimates = methods.stream()
                    .map(method -> of(own, method).estimate(Measures.AP)).toList();
            panels.add(new DotPlot.Panel(
                    "AP, imbalance " + imbalance,
                    estimates.stream().mapToDouble(Estimate::mean).toArray(),
                    estimates.stream().mapToDouble(Estimate::standardError).toArray(),
                    of(own, "plain").estimate(Measures.AP).mean()));
        }
        report.figure(
                "adult",
                "Mean AP on test rows with standard errors, the papers' methods in red; the broken line"
                        + " is plain training",
                new DotPlot(methods, Set.copyOf(OURS), panels));
    }

    private static void numbers(ObjectNode node, Results own) {
        for (String method : methods(own)) {
            ObjectNode one = node.putObject(method);
            for (String metric : METRICS) {
                Numbers.put(one, metric, of(own, method).estimate(metric));
            }
            for (String metric : List.of(
                    "brier", "ece", "balancedAccuracy", "f1", Measures.VALIDATION,
                    Measures.SECONDS)) {
                Numbers.put(one, metric, of(own, method).estimate(metric));
            }
        }
    }
}
