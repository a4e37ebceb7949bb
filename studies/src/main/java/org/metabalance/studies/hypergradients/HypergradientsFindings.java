package org.metabalance.studies.hypergradients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.DoubleFunction;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.Figure;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.Result;
import org.metabalance.studies.runner.Results;
import tools.jackson.databind.node.ObjectNode;

/** What {@link HypergradientsStudy} found. */
final class HypergradientsFindings implements Findings {
    /** From here on memory grows as it will: the inner steps outweigh the rest. */
    private static final int FITTED_FROM = 8;

    static final double KILO = 1024;

    private final Results costs;
    private final Timings timings;
    /** Why there are no times; null if there are. */
    private final String busy;
    private final Results unrolled;
    private final Results implicit;

    HypergradientsFindings(Results results) {
        this.costs = results.where("measured", HypergradientsStudy.COST);
        this.timings = Timings.of(costs);
        this.busy = timings.reason().orElse(null);
        this.unrolled = results.where("measured", HypergradientsStudy.UNROLLED);
        this.implicit = results.where("measured", HypergradientsStudy.IMPLICIT);
    }

    /**
     * Slots of the report; {@code busy} is why times are left out, null if they are there; {@code
     * otherLoad} is unknown where it is null.
     */
    private record Slots(
            String busy, String otherLoad, Grid time, int fittedFrom, Grid memory,
            List<Errors> unrolled, Grid rounded,
            String proximal, Grid implicit, Grid residual, Grid innerGradient, int fewest,
            int most, List<Cost> costs, List<Distance> distances) {}

    /** A number of every solver at every number of inner steps. */
    private record Grid(List<Integer> steps, List<List<String>> rows) {}

    private record Errors(String activation, Grid grid) {}

    /**
     * With the most steps; {@code memory} and {@code time} are multiples of exact's, but for exact;
     * {@code time} is null where times are left out.
     */
    private record Cost(
            String solver, String exponent, String memory, String time, boolean bitwise,
            String relu, String tanh) {}

    /** From the gradient at the inner solution, after the fewest and the most steps. */
    private record Distance(String solver, String first, String last) {}

    @Override
    public Record slots() {
        Results relu = unrolled.where("activation", "relu");
        Results reporting = implicit.where(result -> result.values().has("residual"));
        return new Slots(
                busy, otherLoad(),
                busy == null
                        ? grid(timings.quiet(), "micros", HypergradientsFindings::micros)
                        : null,
                FITTED_FROM,
                grid(costs, "bytes", bytes -> Texts.format("%,.0f", bytes / KILO)),
                List.of(errors("relu"), errors("tanh")),
                grid(relu, "errorF32", HypergradientsFindings::error),
                String.valueOf(LeastSquaresProblem.MU),
                grid(implicit, "error", HypergradientsFindings::error),
                grid(reporting, "residual", HypergradientsFindings::error),
                grid(reporting, "innerGradient", HypergradientsFindings::error),
                steps(implicit).isEmpty() ? 0 : steps(implicit).getFirst(), most(),
                costs.settings("solver").stream().map(this::cost).toList(),
                implicit.settings("solver").stream().map(this::distance).toList());
    }

    private String otherLoad() {
        double most = timings.mostOtherLoad();
        return Double.isNaN(most) ? null : Texts.format("%.0f", 100 * most);
    }

    private static String micros(double value) {
        return Texts.format(value < 100 ? "%.1f" : "%,.0f", value);
    }

    private static String error(double value) {
        return value == 0 ? "0" : Texts.format("%.1e", value);
    }

    static List<Integer> steps(Results results) {
        return results.settings("steps").stream().map(value -> (Integer) value).sorted().toList();
    }

    private int most() {
        return steps(costs).getLast();
    }

    static Results cell(Results results, Object solver, int steps) {
        return results.where("solver", solver).where("steps", steps);
    }

    private Grid grid(Results results, String value, DoubleFunction<String> text) {
        List<Integer> steps = steps(results);
        List<List<String>> rows = new ArrayList<>();
        for (Object solver : results.settings("solver")) {
            List<String> row = new ArrayList<>(List.of(solver.toString()));
            for (int k : steps) {
                double smallest = cell(results, solver, k).smallest(value);
                row.add(Double.isNaN(smallest) ? "-" : text.apply(smallest));
            }
            rows.add(row);
        }
        return new Grid(steps, rows);
    }

    private String growth(Object solver) {
        return Texts.format("%.2f", exponent(costs, solver, "bytes"));
    }

    private Errors errors(String activation) {
        Results own = unrolled.where("activation", activation);
        return new Errors(activation, grid(own, "error", HypergradientsFindings::error));
    }

    private Cost cost(Object solver) {
        Results most = cell(costs, solver, most());
        if (solver.equals("exact")) {
            return new Cost(
                    "exact", growth(solver),
                    Texts.format("%,.0f", most.smallest("bytes") / KILO),
                    busy == null ? micros(time(solver)) : null, true, null, null);
        }
        Results exact = cell(costs, "exact", most());
        double relu = worst(solver, "relu");
        double tanh = worst(solver, "tanh");
        boolean has = !unrolled.where("solver", solver).isEmpty();
        return new Cost(
                solver.toString(), growth(solver),
                Texts.format("%.2f", most.smallest("bytes") / exact.smallest("bytes")),
                busy == null ? Texts.format("%.2f", time(solver) / time("exact")) : null,
                relu == 0 && tanh == 0, has ? error(relu) : null, has ? error(tanh) : null);
    }

    /** The microseconds of a replay with the most steps. */
    private double time(Object solver) {
        return cell(timings.quiet(), solver, most()).smallest("micros");
    }

    /** How wrong a solver of the unrolled gradient is at its worst. */
    private double worst(Object solver, String activation) {
        Results own = unrolled.where("solver", solver).where("activation", activation);
        return Arrays.stream(own.numbers("error")).max().orElse(Double.NaN);
    }

    private Distance distance(Object solver) {
        List<Integer> steps = steps(implicit);
        return new Distance(
                solver.equals("exact") ? "exact unrolled" : solver.toString(),
                error(cell(implicit, solver, steps.getFirst()).smallest("error")),
                error(cell(implicit, solver, most()).smallest("error")));
    }

    @Override
    public void figures(BiConsumer<String, Figure> take) {
        new HypergradientsCharts(costs, busy == null ? timings : null, unrolled, implicit)
                .draw(take);
    }

    @Override
    public List<String> withheld() {
        return busy == null ? List.of() : List.of(HypergradientsCharts.TIME);
    }

    /** The slope of a cost against the steps, both in logarithm, from {@value #FITTED_FROM} steps on. */
    static double exponent(Results costs, Object solver, String cost) {
        List<double[]> points = new ArrayList<>();
        for (int k : steps(costs)) {
            double value = cell(costs, solver, k).smallest(cost);
            if (k >= FITTED_FROM && value > 0) {
                points.add(new double[] {Math.log(k), Math.log(value)});
            }
        }
        double[] mean = new double[2];
        points.forEach(point -> {
            mean[0] += point[0] / points.size();
            mean[1] += point[1] / points.size();
        });
        double covariance = 0;
        double variance = 0;
        for (double[] point : points) {
            covariance += (point[0] - mean[0]) * (point[1] - mean[1]);
            variance += (point[0] - mean[0]) * (point[0] - mean[0]);
        }
        return covariance / variance;
    }

    @Override
    public void numbers(ObjectNode node, List<String> verdicts) {
        if (busy != null) {
            node.put("timesLeftOut", busy);
        }
        for (Object solver : costs.settings("solver")) {
            for (int k : steps(costs)) {
                ObjectNode own = node.withArray("/costs").addObject();
                own.put("solver", solver.toString()).put("steps", k);
                for (String name : List.of("bytes", "instructions")) {
                    JsonNumbers.put(own, name, cell(costs, solver, k).smallest(name));
                }
                if (busy == null) {
                    for (String name : List.of("micros", "compileMillis")) {
                        JsonNumbers.put(
                                own, name, cell(timings.quiet(), solver, k).smallest(name));
                    }
                }
            }
            ObjectNode growth = node.withArray("/growth").addObject();
            growth.put("solver", solver.toString());
            JsonNumbers.put(growth, "memoryExponent", exponent(costs, solver, "bytes"));
            if (busy == null) {
                JsonNumbers.put(
                        growth, "timeExponent", exponent(timings.quiet(), solver, "micros"));
            }
        }
        errors(node, "unrolledErrors", unrolled, "error", "errorF32");
        errors(node, "implicitErrors", implicit, "error", "residual", "innerGradient");
        JsonNumbers.verdicts(node, verdicts);
    }

    private static void errors(ObjectNode node, String name, Results results, String... values) {
        for (Result result : results.all()) {
            ObjectNode own = node.withArray("/" + name).addObject();
            own.put("solver", result.text("solver")).put("steps", (int) result.number("steps"));
            if (result.text("activation") != null) {
                own.put("activation", result.text("activation"));
            }
            for (String value : values) {
                JsonNumbers.put(own, value, result.number(value));
            }
        }
    }
}
