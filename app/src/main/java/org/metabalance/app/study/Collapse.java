package org.metabalance.app.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.Styler;
import org.metabalance.app.Texts;
import org.metabalance.app.figure.Figure;
import org.metabalance.app.figure.ScoreMap;
import org.metabalance.app.figure.Style;
import org.metabalance.app.report.TextTable;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.data.DataSet;
import org.metabalance.meta.experiment.Fold;
import org.metabalance.meta.experiment.PairedTest;
import org.metabalance.meta.experiment.Summary;
import org.metabalance.meta.method.MetaBalance;
import org.metabalance.meta.method.MetaBalance.Prediction;
import org.metabalance.meta.method.Task;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.Threshold;
import tools.jackson.databind.node.ObjectNode;

/** Why second order matters: MetaBalance's two hypergradients as the inner learning rate grows. */
final class Collapse implements Study {
    private static final int IR = 100;
    private static final int SEEDS = 10;
    private static final int EPOCHS = 100;
    private static final double[] ALPHAS = {0, .01, .03, .1, .3, 1};
    private static final double[] SHOWN = {.01, .1, 1};
    private static final List<Hypergradient> MODES = List.of(
            Hypergradient.EXACT, Hypergradient.FIRST_ORDER);

    /** The plane of the panels: from - {@value} to {@value}, and its grid. */
    private static final double EXTENT = 1.4;

    private static final int GRID = 57;
    /** The seed whose decisions are drawn. */
    private static final int DRAWN = 0;

    @Override
    public String name() {
        return "collapse";
    }

    @Override
    public String summary() {
        return "Does MetaBalance need the second derivative? Exact and first-order hypergradients as"
                + " the inner rate alpha grows, on circles at IR 100.";
    }

    @Override
    public List<Trial> trials(StudyOptions options) {
        options.refuseData(name());
        int epochs = options.epochs(EPOCHS);
        List<Trial> trials = new ArrayList<>();
        for (double alpha : ALPHAS) {
            for (Hypergradient mode : MODES) {
                for (Prediction prediction : Prediction.values()) {
                    for (int seed = 0; seed < options.seeds(SEEDS); seed++) {
                        trials.add(trial(alpha, mode, prediction, epochs, seed));
                    }
                }
            }
        }
        return trials;
    }

    private static Trial trial(
            double alpha, Hypergradient mode, Prediction prediction, int epochs, int seed) {
        MetaBalance method = new MetaBalance(
                "metabalance",
                MetaBalance.Options.DEFAULT.with(mode).withInnerRate(alpha).with(prediction));
        return Trial.of(
                (values, progress) -> run(method, epochs, seed, values, progress),
                "problem", SyntheticProblem.CIRCLES.label(), "ir", IR, "alpha", alpha,
                "hypergradient", mode.label(), "prediction", label(prediction), "epochs", epochs,
                "seed", seed);
    }

    private static String label(Prediction prediction) {
        return prediction == Prediction.THETA ? "theta" : "adapted";
    }

    private static void run(
            MetaBalance method, int epochs, int seed, ObjectNode values, Task.Progress progress) {
        Fold fold = SyntheticProblem.CIRCLES.fold(IR, seed);
        Fold.Outcome outcome = fold.run(method, SyntheticProblem.task(fold, epochs, progress));
        values.put("ap", outcome.run().metrics().averagePrecision());
        values.put("rocAuc", outcome.run().metrics().rocAuc());
        values.put("validationAp", outcome.validation());
        values.put("trainingAp", averagePrecision(outcome, fold.train()));
        values.put("updates", outcome.run().updates());
        values.put("threshold", outcome.run().threshold());
        if (seed == DRAWN) {
            Numbers.put(values, "field", field(outcome, fold.train()), 3);
        }
    }

    private static double averagePrecision(Fold.Outcome outcome, DataSet rows) {
        return Scores.of(outcome.trained().probabilities(rows), rows.labels(), Threshold.DEFAULT)
                .averagePrecision();
    }

    /** The scores at a grid over the plane, rows from the top. */
    private static double[][] field(Fold.Outcome outcome, DataSet like) {
        float[] features = new float[2 * GRID * GRID];
        for (int i = 0; i < GRID * GRID; i++) {
            features[2 * i] = (float) (EXTENT * (2.0 * (i % GRID) / (GRID - 1) - 1));
            features[2 * i + 1] = (float) (EXTENT * (1 - 2.0 * (i / GRID) / (GRID - 1)));
        }
        int[] unlabelled = new int[GRID * GRID];
        Arrays.fill(unlabelled, DataSet.UNLABELLED);
        double[][] scores = outcome.trained().probabilities(like.with(features, unlabelled));
        double[][] field = new double[GRID][GRID];
        for (int i = 0; i < scores.length; i++) {
            field[i / GRID][i % GRID] = scores[i][1];
        }
        return field;
    }

    private static Results of(Results results, double alpha, String mode, String prediction) {
        return results.where("alpha", alpha).where("hypergradient", mode)
                .where("prediction", prediction);
    }

    @Override
    public void report(StudyOptions options, Results results, Report report) {
        report.paragraph(
                Texts.format(
                        "Average precision (AP) on test rows, mean \u00b1 standard error. Natural inner"
                                + " batches, balanced outer ones, leak 0.01; every run makes %.0f updates of"
                                + " theta with Adam, and keeps the epoch with the best AP on validation"
                                + " rows. As published, predictions are made with theta itself;"
                                + " 'adapted' takes an inner step first.",
                        results.median("updates")));
        report.table(table(results));
        report.figure("collapse-ap", "AP against the inner rate", Figure.of(chart(results)));
        report.figure(
                "collapse-decisions",
                "Where the classifiers of one seed decide, with theta itself: the darker, the higher"
                        + " the score; the line is the threshold tuned on validation rows; blue majority,"
                        + " red minority",
                decisions(results));
        report.section("Verdicts");
        verdicts(results).forEach(report::item);
        numbers(results, report.numbers());
    }

    private static TextTable table(Results results) {
        TextTable table = new TextTable(
                "alpha", "exact", "first-order", "exact - first-order", "exact, adapted",
                "first-order, adapted");
        for (double alpha : ALPHAS) {
            table.add(
                    List.of(
                            String.valueOf(alpha),
                            Numbers.text(of(results, alpha, "exact", "theta").estimate("ap")),
                            Numbers.text(of(results, alpha, "first-order", "theta").estimate("ap")),
                            Numbers.text(difference(results, alpha)),
                            Numbers.text(of(results, alpha, "exact", "adapted").estimate("ap")),
                            Numbers.text(
                                    of(results, alpha, "first-order", "adapted").estimate("ap"))));
        }
        return table;
    }

    private static PairedTest difference(Results results, double alpha) {
        return of(results, alpha, "exact", "theta")
                .against(of(results, alpha, "first-order", "theta"), "ap", "seed");
    }

    private static CategoryChart chart(Results results) {
        CategoryChart chart = Style.categories(
                "Circles, IR 100", "inner rate alpha", "AP on test rows");
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSW);
        chart.getStyler().setYAxisMin(0.0);
        List<String> names = Arrays.stream(ALPHAS).mapToObj(String::valueOf).toList();
        for (Prediction prediction : Prediction.values()) {
            for (Hypergradient mode : MODES) {
                List<Summary.Estimate> estimates = Arrays.stream(ALPHAS)
                        .mapToObj(alpha -> of(results, alpha, mode.label(), label(prediction))
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

    private static Figure decisions(Results results) {
        DataSet rows = SyntheticProblem.CIRCLES.fold(IR, DRAWN).train();
        List<ScoreMap.Layer> layers = List.of(
                ScoreMap.Layer.of(rows, 0, 20, 1, Style.COLOURS.get(0)),
                ScoreMap.Layer.of(rows, 1, 1, 2.2, Style.COLOURS.get(1)));
        List<Figure> panels = new ArrayList<>();
        for (Hypergradient mode : MODES) {
            for (double alpha : SHOWN) {
                Results drawn = of(results, alpha, mode.label(), "theta").where("seed", DRAWN);
                boolean there = !drawn.isEmpty();
                panels.add(
                        new ScoreMap(
                                mode.label() + ", alpha " + alpha
                                        + (there
                                                ? Texts.format(": AP %.2f", drawn.median("ap"))
                                                : ": failed"),
                                EXTENT,
                                there
                                        ? Numbers.matrix(
                                                drawn.all().getFirst().values().get("field"))
                                        : null,
                                drawn.median("threshold"), layers));
            }
        }
        return Figure.grid(SHOWN.length, panels);
    }

    /** What the numbers say. */
    static List<String> verdicts(Results results) {
        List<String> lines = new ArrayList<>();
        Results exact = of(results, 0, "exact", "theta");
        Results firstOrder = of(results, 0, "first-order", "theta");
        boolean same = Arrays.equals(exact.numbers("ap"), firstOrder.numbers("ap"));
        lines.add(
                same
                        ? "At alpha 0 both hypergradients give the same results, bit for bit."
                        : "At alpha 0 the two hypergradients differ, which they must not.");
        List<String> below = new ArrayList<>();
        List<String> above = new ArrayList<>();
        for (double alpha : ALPHAS) {
            PairedTest test = difference(results, alpha);
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
        for (Hypergradient mode : MODES) {
            lines.add(stable(results, mode.label()));
        }
        for (Hypergradient mode : MODES) {
            List<String> recovers = new ArrayList<>();
            for (double alpha : ALPHAS) {
                PairedTest test = of(results, alpha, mode.label(), "adapted")
                        .against(of(results, alpha, mode.label(), "theta"), "ap", "seed");
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
    private static String stable(Results results, String mode) {
        List<String> worse = new ArrayList<>();
        for (double alpha : ALPHAS) {
            PairedTest test = of(results, 0, mode, "theta")
                    .against(of(results, alpha, mode, "theta"), "ap", "seed");
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

    private static void numbers(Results results, ObjectNode node) {
        for (double alpha : ALPHAS) {
            ObjectNode own = node.withArray("/alphas").addObject().put("alpha", alpha);
            for (Hypergradient mode : MODES) {
                for (Prediction prediction : Prediction.values()) {
                    Numbers.put(
                            own, mode.label() + " " + label(prediction),
                            of(results, alpha, mode.label(), label(prediction)).estimate("ap"));
                }
            }
            Numbers.put(own, "exact - first-order", difference(results, alpha));
        }
        verdicts(results).forEach(node.withArray("/verdicts")::add);
    }
}
