package org.metabalance.studies.collapse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.Styler;
import org.metabalance.app.console.Texts;
import org.metabalance.app.report.TextTable;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.metabalance.Prediction;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.studies.data.SyntheticProblem;
import org.metabalance.studies.figure.Figure;
import org.metabalance.studies.figure.ScoreMap;
import org.metabalance.studies.figure.Style;
import org.metabalance.studies.runner.Numbers;
import org.metabalance.studies.runner.Report;
import org.metabalance.studies.runner.Results;
import tools.jackson.databind.node.ObjectNode;

/** The text, table and figures of {@link Collapse}. */
final class CollapseReport {
    private final Results results;

    CollapseReport(Results results) {
        this.results = results;
    }

    void write(Report report) {
        report.paragraph(
                Texts.format(
                        "Average precision (AP) on test rows, mean \u00b1 standard error. Natural inner"
                                + " batches, balanced outer ones, leak %s; every run makes %.0f updates of"
                                + " theta with Adam, and keeps the epoch with the best AP on validation"
                                + " rows. As published, predictions are made with theta itself;"
                                + " 'adapted' takes an inner step first.",
                        Collapse.LEAK, results.median("updates")));
        report.table(table());
        report.figure("collapse-ap", "AP against the inner rate", Figure.of(chart()));
        report.figure(
                "collapse-decisions",
                "Where the classifiers of one seed decide, with theta itself: the darker, the higher"
                        + " the score; the line is the threshold tuned on validation rows; blue majority,"
                        + " red minority",
                decisions());
        report.section("Verdicts");
        verdicts().forEach(report::item);
        numbers(report.numbers());
    }

    private Results of(double alpha, String mode, String prediction) {
        return results.where("alpha", alpha).where("hypergradient", mode)
                .where("prediction", prediction);
    }

    private TextTable table() {
        TextTable table = new TextTable(
                "alpha", "exact", "first-order", "exact - first-order", "exact, adapted",
                "first-order, adapted");
        for (double alpha : Collapse.ALPHAS) {
            table.add(
                    List.of(
                            String.valueOf(alpha),
                            Numbers.text(of(alpha, "exact", "theta").estimate("ap")),
                            Numbers.text(of(alpha, "first-order", "theta").estimate("ap")),
                            Numbers.text(difference(alpha)),
                            Numbers.text(of(alpha, "exact", "adapted").estimate("ap")),
                            Numbers.text(
                                    of(alpha, "first-order", "adapted").estimate("ap"))));
        }
        return table;
    }

    private PairedDifference difference(double alpha) {
        return of(alpha, "exact", "theta")
                .against(of(alpha, "first-order", "theta"), "ap", "seed");
    }

    private CategoryChart chart() {
        CategoryChart chart = Style.categories(
                "Circles, IR 100", "inner rate alpha", "AP on test rows");
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSW);
        chart.getStyler().setYAxisMin(0.0);
        List<String> names = Arrays.stream(Collapse.ALPHAS).mapToObj(String::valueOf).toList();
        for (Prediction prediction : Prediction.values()) {
            for (Hypergradient mode : Collapse.MODES) {
                List<Estimate> estimates = Arrays.stream(Collapse.ALPHAS)
                        .mapToObj(alpha -> of(alpha, mode.label(), Collapse.label(prediction))
                                .estimate("ap"))
                        .toList();
                Style.line(
                        chart,
                        mode.label() + (prediction == Prediction.THETA ? "" : ", adapted"),
                        names,
                        estimates);
            }
        }
        return chart;
    }

    private Figure decisions() {
        EncodedTable rows = SyntheticProblem.CIRCLES.train(
                SyntheticProblem.TRAIN / Collapse.IR, Collapse.DRAWN);
        List<ScoreMap.Layer> layers = List.of(
                ScoreMap.Layer.of(rows, 0, 20, 1, Style.COLOURS.get(0)),
                ScoreMap.Layer.of(rows, 1, 1, 2.2, Style.COLOURS.get(1)));
        List<Figure> panels = new ArrayList<>();
        for (Hypergradient mode : Collapse.MODES) {
            for (double alpha : Collapse.SHOWN) {
                Results drawn = of(alpha, mode.label(), "theta").where("seed", Collapse.DRAWN);
                boolean there = !drawn.isEmpty();
                panels.add(
                        new ScoreMap(
                                mode.label() + ", alpha " + alpha
                                        + (there
                                                ? Texts.format(": AP %.2f", drawn.median("ap"))
                                                : ": failed"),
                                Collapse.EXTENT,
                                there
                                        ? Numbers.matrix(
                                                drawn.all().getFirst().values().get("field"))
                                        : null,
                                drawn.median("threshold"), layers));
            }
        }
        return Figure.grid(Collapse.SHOWN.length, panels);
    }

    /** What the numbers say. */
    List<String> verdicts() {
        List<String> lines = new ArrayList<>();
        Results exact = of(0, "exact", "theta");
        Results firstOrder = of(0, "first-order", "theta");
        boolean same = !exact.isEmpty()
                && Arrays.equals(exact.numbers("ap"), firstOrder.numbers("ap"));
        lines.add(
                same
                        ? "At alpha 0 both hypergradients give the same results, bit for bit."
                        : "At alpha 0 the two hypergradients differ, which they must not.");
        List<String> below = new ArrayList<>();
        List<String> above = new ArrayList<>();
        for (double alpha : Collapse.ALPHAS) {
            PairedDifference test = difference(alpha);
            if (test.beyondNoise()) {
                below.add(Texts.format("%s (%+.3f, %s)", alpha, -test.difference(),
                        Numbers.p(test.pValue())));
            } else if (test.reversed().beyondNoise()) {
                above.add(String.valueOf(alpha));
            }
        }
        lines.add(
                below.isEmpty()
                        ? "First-order is at no alpha below exact beyond noise."
                        : "First-order is below exact beyond noise at alpha "
                                + String.join("; ", below) + ".");
        if (!above.isEmpty()) {
            lines.add("First-order is above exact beyond noise at alpha "
                    + String.join(", ", above) + ".");
        }
        for (Hypergradient mode : Collapse.MODES) {
            lines.add(stable(mode.label()));
        }
        for (Hypergradient mode : Collapse.MODES) {
            List<String> recovers = new ArrayList<>();
            for (double alpha : Collapse.ALPHAS) {
                PairedDifference test = of(alpha, mode.label(), "adapted")
                        .against(of(alpha, mode.label(), "theta"), "ap", "seed");
                if (test.beyondNoise()) {
                    recovers.add(Texts.format("%s (%+.3f, %s)", alpha, test.difference(),
                            Numbers.p(test.pValue())));
                }
            }
            lines.add(
                    "The inner step before predicting helps " + mode.label() + " beyond noise at "
                            + (recovers.isEmpty()
                                    ? "no alpha."
                                    : "alpha " + String.join("; ", recovers) + "."));
        }
        return lines;
    }

    /** Up to which alpha a mode is not below its own result at alpha 0. */
    private String stable(String mode) {
        List<String> worse = new ArrayList<>();
        for (double alpha : Collapse.ALPHAS) {
            PairedDifference test = of(0, mode, "theta")
                    .against(of(alpha, mode, "theta"), "ap", "seed");
            if (test.beyondNoise()) {
                worse.add(String.valueOf(alpha));
            }
        }
        String name = mode.substring(0, 1).toUpperCase(Locale.ROOT) + mode.substring(1);
        return worse.isEmpty()
                ? name + " is at no alpha below what it is at alpha 0."
                : name + " is below what it is at alpha 0, beyond noise, at alpha "
                        + String.join(", ", worse) + ".";
    }

    private void numbers(ObjectNode node) {
        for (double alpha : Collapse.ALPHAS) {
            ObjectNode own = node.withArray("/alphas").addObject().put("alpha", alpha);
            for (Hypergradient mode : Collapse.MODES) {
                for (Prediction prediction : Prediction.values()) {
                    Numbers.put(
                            own, mode.label() + " " + Collapse.label(prediction),
                            of(alpha, mode.label(), Collapse.label(prediction)).estimate("ap"));
                }
            }
            Numbers.put(own, "exact - first-order", difference(alpha));
        }
        verdicts().forEach(node.withArray("/verdicts")::add);
    }
}
