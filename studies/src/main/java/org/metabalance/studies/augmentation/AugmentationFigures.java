package org.metabalance.studies.augmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.CategoryChart;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.studies.data.SyntheticProblem;
import org.metabalance.studies.figure.Figure;
import org.metabalance.studies.figure.Legend;
import org.metabalance.studies.figure.ScoreMap;
import org.metabalance.studies.figure.Style;
import org.metabalance.studies.runner.JsonNumbers;
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
    private static final int PANEL_WIDTH = 400;
    private static final int PANEL_HEIGHT = 330;
    private static final double EXTENT = 1.2;

    /** A number of a method on a problem at an imbalance ratio. */
    interface Cell {
        Estimate of(Object problem, int ir, String method);
    }

    /** A chart for each problem, of a number against the imbalance ratio. */
    Figure lines(String unit, List<String> shown, Cell cell) {
        List<Figure> panels = new ArrayList<>();
        List<String> names = irs.stream().map(String::valueOf).toList();
        for (Object problem : problems) {
            CategoryChart chart = Style.categories(
                    problem.toString(), "IR", unit, PANEL_WIDTH, PANEL_HEIGHT);
            chart.getStyler().setLegendVisible(false);
            for (String method : shown) {
                Style.line(
                        chart, method, names,
                        irs.stream()
                                .map(ir -> cell.of(problem, ir, method)).toList(),
                        methods.indexOf(method));
            }
            panels.add(Figure.of(chart));
        }
        panels.add(
                new Legend(
                        PANEL_WIDTH, PANEL_HEIGHT, shown,
                        shown.stream().map(methods::indexOf).toList()));
        return Figure.grid(2, panels);
    }

    /** Where the points of one seed began, and where learning left them. */
    Optional<Figure> points() {
        List<Figure> panels = new ArrayList<>();
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
        return panels.isEmpty() ? Optional.empty() : Optional.of(Figure.grid(2, panels));
    }

    private static Figure panel(String title, double[][] points, int from, boolean weighted) {
        EncodedTable rows = AugmentationStudy.DRAWN_PROBLEM.train(
                SyntheticProblem.TRAIN / AugmentationStudy.DRAWN_IR,
                AugmentationStudy.DRAWN_SEED);
        float[][] at = new float[points.length][];
        double[] radii = new double[points.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = new float[] {(float) points[i][from], (float) points[i][from + 1]};
            radii[i] = 1.5 * Math.sqrt(weighted ? points[i][4] : 1);
        }
        return new ScoreMap(
                title, EXTENT, null, 0,
                List.of(
                        ScoreMap.Layer.of(rows, 0, 20, 1, Style.COLOURS.get(0)),
                        new ScoreMap.Layer(at, radii, Style.COLOURS.get(2), false),
                        ScoreMap.Layer.of(rows, 1, 1, 2.2, Style.COLOURS.get(1))));
    }
}
