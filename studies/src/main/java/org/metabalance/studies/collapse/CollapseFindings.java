package org.metabalance.studies.collapse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.Figure;
import org.metabalance.app.picture.LineChart;
import org.metabalance.app.picture.ScoreMaps;
import org.metabalance.app.picture.Style;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.metabalance.Prediction;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.studies.data.SyntheticProblem;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.NumberTexts;
import org.metabalance.studies.runner.Results;
import tools.jackson.databind.node.ObjectNode;

/** What {@link Collapse} found. */
record CollapseFindings(Results results) implements Findings {
    /** Slots of the report; {@code same} if both modes give the same bits at alpha 0. */
    private record Slots(
            String leak, String updates, List<List<String>> aps, boolean same, List<Gap> below,
            List<Gap> above, List<Mode> modes) {}

    /** A difference beyond noise. */
    private record Gap(String alpha, String difference, String p) {}

    /** Where a mode is worse than at alpha 0, and where a step before predicting helps it. */
    private record Mode(String name, List<Gap> worse, List<Gap> helped) {}

    @Override
    public Record slots() {
        Results exact = of(0, "exact", "theta");
        boolean same = !exact.isEmpty() && Arrays.equals(
                exact.numbers("ap"), of(0, "first-order", "theta").numbers("ap"));
        return new Slots(
                String.valueOf(Collapse.LEAK), Texts.format("%.0f", results.median("updates")),
                Arrays.stream(Collapse.ALPHAS).mapToObj(this::row).toList(), same,
                gaps(alpha -> difference(alpha).reversed(), gap -> gap.reversed().beyondNoise()),
                gaps(alpha -> difference(alpha).reversed(), PairedDifference::beyondNoise),
                Collapse.MODES.stream().map(mode -> mode(mode.label())).toList());
    }

    private Results of(double alpha, String mode, String prediction) {
        return results.where("alpha", alpha).where("hypergradient", mode)
                .where("prediction", prediction);
    }

    private List<String> row(double alpha) {
        return List.of(
                String.valueOf(alpha), ap(alpha, "exact", "theta"),
                ap(alpha, "first-order", "theta"), NumberTexts.text(difference(alpha)),
                ap(alpha, "exact", "adapted"), ap(alpha, "first-order", "adapted"));
    }

    private String ap(double alpha, String mode, String prediction) {
        return NumberTexts.text(of(alpha, mode, prediction).estimate("ap"));
    }

    private static PairedDifference difference(Results a, Results b) {
        return a.against(b, "ap", "seed");
    }

    private PairedDifference difference(double alpha) {
        return difference(of(alpha, "exact", "theta"), of(alpha, "first-order", "theta"));
    }

    private Mode mode(String mode) {
        return new Mode(
                mode,
                gaps(
                        alpha -> difference(of(0, mode, "theta"), of(alpha, mode, "theta")),
                        PairedDifference::beyondNoise),
                gaps(
                        alpha -> difference(of(alpha, mode, "adapted"), of(alpha, mode, "theta")),
                        PairedDifference::beyondNoise));
    }

    private static List<Gap> gaps(
            DoubleFunction<PairedDifference> at, Predicate<PairedDifference> told) {
        return Arrays.stream(Collapse.ALPHAS).filter(alpha -> told.test(at.apply(alpha)))
                .mapToObj(alpha -> new Gap(
                        String.valueOf(alpha),
                        Texts.format("%+.3f", at.apply(alpha).difference()),
                        NumberTexts.p(at.apply(alpha).pValue())))
                .toList();
    }

    @Override
    public void figures(BiConsumer<String, Figure> take) {
        take.accept("collapse-ap", chart());
        take.accept("collapse-decisions", decisions());
    }

    private Figure chart() {
        List<LineChart.Line> lines = new ArrayList<>();
        for (Prediction prediction : Prediction.values()) {
            for (Hypergradient mode : Collapse.MODES) {
                lines.add(new LineChart.Line(
                        mode.label() + (prediction == Prediction.THETA ? "" : " (adapted)"),
                        lines.size(),
                        Arrays.stream(Collapse.ALPHAS)
                                .mapToObj(alpha -> of(
                                        alpha, mode.label(), Collapse.label(prediction))
                                        .estimate("ap"))
                                .toList()));
            }
        }
        return new LineChart(
                Texts.format("AP against the inner rate: circles, IR %d", Collapse.IR),
                new LineChart.Axes(
                        "inner rate alpha",
                        Arrays.stream(Collapse.ALPHAS).mapToObj(String::valueOf).toList(),
                        "AP on test rows", LineChart.Scale.FROM_ZERO,
                        NumberTexts.bars(results.settings("seed").size(), "seed")),
                List.of(new LineChart.Panel("", lines)),
                List.of("Adapted: an inner step is taken before predicting; otherwise theta itself"
                        + " predicts. Values of alpha stand evenly apart."));
    }

    private Figure decisions() {
        EncodedTable rows = SyntheticProblem.CIRCLES.train(
                SyntheticProblem.TRAIN / Collapse.IR, Collapse.DRAWN);
        List<ScoreMaps.Layer> layers = List.of(
                ScoreMaps.Layer.of("majority rows", rows, 0, 20, 1, Style.colour(0)),
                ScoreMaps.Layer.of("minority rows", rows, 1, 1, 2.2, Style.colour(1)));
        List<ScoreMaps.Panel> panels = new ArrayList<>();
        for (Hypergradient mode : Collapse.MODES) {
            for (double alpha : Collapse.SHOWN) {
                panels.add(panel(mode.label(), alpha, layers));
            }
        }
        return new ScoreMaps(
                Texts.format("Where classifiers decide: circles, IR %d, seed %d", Collapse.IR,
                        Collapse.DRAWN),
                Collapse.EXTENT, Collapse.SHOWN.length, panels,
                List.of("Rows are those trained on; AP is that on test rows. Theta itself predicts."));
    }

    private ScoreMaps.Panel panel(String mode, double alpha, List<ScoreMaps.Layer> layers) {
        Results drawn = of(alpha, mode, "theta").where("seed", Collapse.DRAWN);
        boolean there = !drawn.isEmpty();
        return new ScoreMaps.Panel(
                mode + ", alpha " + alpha
                        + (there ? Texts.format(": AP %.2f", drawn.median("ap")) : ": failed"),
                there ? JsonNumbers.matrix(drawn.all().getFirst().values().get("field")) : null,
                drawn.median("threshold"), layers);
    }

    @Override
    public void numbers(ObjectNode node, List<String> verdicts) {
        for (double alpha : Collapse.ALPHAS) {
            ObjectNode own = node.withArray("/alphas").addObject().put("alpha", alpha);
            for (Hypergradient mode : Collapse.MODES) {
                for (Prediction prediction : Prediction.values()) {
                    JsonNumbers.put(
                            own, mode.label() + " " + Collapse.label(prediction),
                            of(alpha, mode.label(), Collapse.label(prediction)).estimate("ap"));
                }
            }
            JsonNumbers.put(own, "exact - first-order", difference(alpha));
        }
        JsonNumbers.verdicts(node, verdicts);
    }
}
