package org.metabalance.studies.hypergradients;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;
import org.metabalance.app.picture.Figure;
import org.metabalance.app.picture.LineChart;
import org.metabalance.studies.runner.Results;

/**
 * The charts of {@link HypergradientsStudy}: a line for each solver over the number of inner steps.
 *
 * @param costs trials that measure time and memory
 * @param timings of these; null if times are left out
 * @param unrolled trials that compare with the unrolled gradient
 * @param implicit trials that compare with the gradient at the inner solution
 */
record HypergradientsCharts(Results costs, Timings timings, Results unrolled, Results implicit) {
    static final String TIME = "hypergradients-time";
    private static final String ERROR = "relative error";

    void draw(BiConsumer<String, Figure> take) {
        if (timings != null) {
            take.accept(
                    TIME,
                    chart("Time of a replay", "time in microseconds", timings.quiet(),
                            cell -> cell.smallest("micros"),
                            "The median of the least disturbed round, on one thread."));
        }
        take.accept(
                "hypergradients-memory",
                chart("Memory of intermediate results", "memory in KB", costs,
                        cell -> cell.smallest("bytes") / HypergradientsFindings.KILO));
        for (String activation : List.of("relu", "tanh")) {
            take.accept(
                    "hypergradients-unrolled-error-" + activation,
                    chart("What solvers leave out of the gradient: " + activation, ERROR,
                            unrolled.where("activation", activation),
                            cell -> cell.smallest("error"),
                            "Against the exact gradient of the unrolled steps, F64."));
        }
        take.accept(
                "hypergradients-implicit-error",
                chart("How far from the gradient at the inner solution", ERROR, implicit,
                        cell -> cell.smallest("error"),
                        "Against the closed form, F64; exact is that of the unrolled steps."));
    }

    private static Figure chart(
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
