package org.metabalance.studies.hypergradients;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.CategoryChart;
import org.metabalance.studies.figure.Style;
import org.metabalance.studies.runner.Results;

/** The charts of {@link HypergradientsStudy}: a line for each solver over the number of inner steps. */
final class HypergradientsCharts {
    /** Where an error of nothing stands on a logarithmic axis. */
    private static final double SMALLEST_SHOWN = 1e-17;

    private HypergradientsCharts() {}

    /** So many decades that a logarithmic axis would be all grid: the exponents are drawn instead. */
    static CategoryChart errors(String title, Results results) {
        CategoryChart chart = costs(
                title, "relative error", results,
                cell -> Math.log10(Math.max(cell.smallest("error"), SMALLEST_SHOWN)));
        chart.getStyler().setYAxisLogarithmic(false);
        chart.setCustomYAxisTickLabelsFormatter(
                y -> Math.rint(y) == y ? "1e" + Math.round(y) : " ");
        return chart;
    }

    /** Lines of a cost against the steps, a line a solver. */
    static CategoryChart costs(
            String title, String unit, Results results, ToDoubleFunction<Results> value) {
        CategoryChart chart = Style.categories(title, "inner steps K", unit);
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setAvailableSpaceFill(.01);
        List<Integer> steps = HypergradientsFindings.steps(results);
        for (Object solver : results.settings("solver")) {
            double[] y = steps.stream()
                    .mapToDouble(k -> value.applyAsDouble(
                            HypergradientsFindings.cell(results, solver, k)))
                    .toArray();
            Style.line(
                    chart, solver.toString(), steps.stream().map(String::valueOf).toList(),
                    Arrays.stream(y).mapToObj(Style::exactly).toList());
        }
        return chart;
    }
}
