package org.metabalance.studies.augmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.Figure;
import org.metabalance.app.picture.LineChart;
import org.metabalance.app.picture.ScoreMaps;
import org.metabalance.app.picture.Style;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.studies.data.SyntheticProblem;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.NumberTexts;
import org.metabalance.studies.runner.Result;
import org.metabalance.studies.runner.Results;

/**
 * The figures of {@link AugmentationStudy}.
 *
 * @param results of all trials
 * @param problems in the order of their panels
 * @param irs the imbalance ratios
 * @param methods in the order of their colours
 */
record AugmentationFigures(
        Results results, List<Object> problems, List<Integer> irs, List<String> methods) {
    private static final double EXTENT = 1.2;

    /** A number of a method on a problem at an imbalance ratio. */
    interface Cell {
        Estimate of(Object problem, int ir, String method);
    }

    /** A chart for each problem, of a number against the imbalance ratio. */
    Figure lines(String title, String unit, List<String> shown, Cell cell, String... remarks) {
        List<LineChart.Panel> panels = new ArrayList<>();
        for (Object problem : problems) {
            panels.add(new LineChart.Panel(
                    problem.toString(),
                    shown.stream().map(
                            method -> new LineChart.Line(
                                    method, methods.indexOf(method),
                                    irs.stream().map(ir -> cell.of(problem, ir, method))
                                            .toList()))
                            .toList()));
        }
        return new LineChart(
                title,
                new LineChart.Axes(
                        "imbalance ratio (IR)", irs.stream().map(String::valueOf).toList(), unit,
                        LineChart.Scale.EVEN,
                        NumberTexts.bars(results.settings("seed").size(), "seed")),
                panels, List.of(remarks));
    }

    /** Where the points of one seed began, and where learning left them. */
    Optional<Figure> points() {
        List<ScoreMaps.Panel> panels = new ArrayList<>();
        Results drawn = results.where("problem", AugmentationStudy.DRAWN_PROBLEM.label())
                .where("ir", AugmentationStudy.DRAWN_IR)
                .where("seed", AugmentationStudy.DRAWN_SEED);
        for (String method : AugmentationStudy.LEARNED) {
            for (Result result : drawn.where("method", method).all()) {
                double[][] points = JsonNumbers.matrix(result.values().get("points"));
                if (panels.isEmpty()) {
                    panels.add(panel("before", points, 0, false));
                }
                panels.add(panel("after " + method, points, 2, true));
            }
        }
        return panels.isEmpty()
                ? Optional.empty()
                : Optional.of(new ScoreMaps(
                        Texts.format("Points before and after learning: %s, IR %d, seed %d",
                                AugmentationStudy.DRAWN_PROBLEM.label(),
                                AugmentationStudy.DRAWN_IR, AugmentationStudy.DRAWN_SEED),
                        EXTENT, 2, panels,
                        List.of("The area of a ring tells the weight of its point; the ring of the"
                                + " key has weight 1. Rows are those trained on.")));
    }

    private static ScoreMaps.Panel panel(
            String title, double[][] points, int from, boolean weighted) {
        EncodedTable rows = AugmentationStudy.DRAWN_PROBLEM.train(
                SyntheticProblem.TRAIN / AugmentationStudy.DRAWN_IR,
                AugmentationStudy.DRAWN_SEED);
        float[][] at = new float[points.length][];
        double[] radii = new double[points.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = new float[] {(float) points[i][from], (float) points[i][from + 1]};
            radii[i] = ScoreMaps.UNIT * Math.sqrt(weighted ? points[i][4] : 1);
        }
        return new ScoreMaps.Panel(
                title, null, 0,
                List.of(
                        ScoreMaps.Layer.of("majority rows", rows, 0, 20, 1, Style.colour(0)),
                        new ScoreMaps.Layer("augmented points", at, radii, Style.colour(2), false),
                        ScoreMaps.Layer.of("minority rows", rows, 1, 1, 2.2, Style.colour(1))));
    }
}
