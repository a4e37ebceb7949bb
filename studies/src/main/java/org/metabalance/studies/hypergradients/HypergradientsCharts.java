package org.metabalance.studies.hypergradients;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.metabalance.studies.figure.Figure;
import org.metabalance.studies.figure.LineChart;
import org.metabalance.studies.runner.Results;

/** The charts of {@link HypergradientsStudy}: a line for each solver over the number of inner steps. */
final class HypergradientsCharts {
    private HypergradientsCharts() {}

    /** Lines of something against the steps, a line a solver. */
    static Figure costs(
            String title, String unit, Results results, ToDoubleFunction<Results> value,
            String... remarks) {
        List<Integer> steps = HypergradientsFindings.steps(results);
        List<LineChart.Line> lines = new ArrayList<>();
        for (Object solver : results.settings("solver")) {
            lines.add(new LineChart.Line(
                    solver.toString(), lines.size(),
                    steps.stream().map(k -> LineChart.exactly(
                            value.applyAsDouble(HypergradientsFindings.cell(results, solver, k))))
                            .toList()));
        }
        return new LineChart(
                title,
                new LineChart.Axes(
                        "inner steps K", steps.stream().map(String::valueOf).toList(), unit,
                        LineChart.Scale.LOGARITHMIC, ""),
                List.of(new LineChart.Panel("", lines)), List.of(remarks));
    }
}
