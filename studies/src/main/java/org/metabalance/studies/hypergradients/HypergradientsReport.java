package org.metabalance.studies.hypergradients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import org.metabalance.app.console.Texts;
import org.metabalance.app.report.TextTable;
import org.metabalance.studies.figure.Figure;
import org.metabalance.studies.runner.Numbers;
import org.metabalance.studies.runner.Report;
import org.metabalance.studies.runner.Result;
import org.metabalance.studies.runner.Results;
import tools.jackson.databind.node.ObjectNode;

/** The text, tables and figures of {@link Hypergradients}. */
final class HypergradientsReport {
    /** From here on memory grows as it will: the inner steps outweigh the rest. */
    private static final int FITTED_FROM = 8;

    private static final double KILO = 1024;

    private final Results costs;
    private final Results unrolled;
    private final Results implicit;

    HypergradientsReport(Results results) {
        this.costs = results.where("measured", Hypergradients.COST);
        this.unrolled = results.where("measured", Hypergradients.UNROLLED);
        this.implicit = results.where("measured", Hypergradients.IMPLICIT);
    }

    void write(Report report) {
        report.section("Time and memory");
        report.paragraph(
                "One replay of a compiled program, on one thread, in F32: inner steps of a network"
                        + " 2-32-32-1 on 128 rows, the outer loss on 128 rows, and the gradient with"
                        + " respect to all weights. Conjugate gradients and Neumann's series have a"
                        + " proximal weight of 1. Microseconds, the median of the least disturbed round:");
        report.table(table(costs, "micros", HypergradientsReport::micros));
        report.figure(
                "hypergradients-time", "Time of a replay against the inner steps",
                Figure.of(HypergradientsCharts.costs("Time", "microseconds", costs,
                        cell -> cell.smallest("micros"))));
        report.paragraph(
                Texts.format(
                        "Memory of the program's intermediate results, in KB; the last column is the"
                                + " exponent of its growth with the steps, fitted from %d steps on:",
                        FITTED_FROM));
        report.table(memory());
        report.figure(
                "hypergradients-memory", "Memory of intermediate results against the inner steps",
                Figure.of(
                        HypergradientsCharts.costs(
                                "Memory", "KB", costs,
                                cell -> cell.smallest("bytes") / KILO)));
        report.section("Error against the exact gradient of the unrolled steps");
        report.paragraph(
                "Relative error |g - exact| / |exact|: what a solver leaves out of the derivative, on"
                        + " the same network and on one with tanh for relu. In F64:");
        for (String activation : List.of("relu", "tanh")) {
            Results own = unrolled.where("activation", activation);
            report.paragraph(activation + ":");
            report.table(table(own, "error", HypergradientsReport::error));
            report.figure(
                    "hypergradients-unrolled-error-" + activation,
                    "Error against the exact gradient of the unrolled steps, " + activation
                            + ", F64; no error is drawn at 1e-17",
                    Figure.of(
                            HypergradientsCharts.errors(
                                    "What solvers leave out of the gradient, " + activation, own)));
        }
        report.paragraph("In F32 with relu, against the exact gradient in F64, so with rounding:");
        report.table(
                table(
                        unrolled.where("activation", "relu"), "errorF32",
                        HypergradientsReport::error));
        report.section("Error against the gradient at the inner solution");
        report.paragraph(
                Texts.format(
                        "Another question: how far from the gradient at the *solution* of the inner"
                                + " problem, which inner steps only approach. Regularised least squares"
                                + " with 20 parameters and proximal weight %s, where that gradient has a"
                                + " closed form; F64. Here 'exact' is the exact gradient of the unrolled"
                                + " steps.",
                        LeastSquaresProblem.MU));
        report.table(table(implicit, "error", HypergradientsReport::error));
        report.paragraph(
                "What the implicit solvers say of themselves: the residual of their linear system,"
                        + " which inner steps do not change much, and how far the inner gradient has"
                        + " fallen:");
        Results reporting = implicit.where(result -> result.values().has("residual"));
        report.table(table(reporting, "residual", HypergradientsReport::error));
        report.table(table(reporting, "innerGradient", HypergradientsReport::error));
        report.figure(
                "hypergradients-implicit-error",
                "Error against the closed form at the inner solution, F64",
                Figure.of(HypergradientsCharts
                        .errors("How far from the gradient at the inner solution", implicit)));
        report.section("Verdicts");
        List<String> verdicts = verdicts();
        verdicts.forEach(report::item);
        numbers(report.numbers(), verdicts);
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

    static Results cell(Results results, Object solver, int steps) {
        return results.where("solver", solver).where("steps", steps);
    }

    private static TextTable table(Results results, String value, DoubleFunction<String> text) {
        List<String> titles = new ArrayList<>(List.of("solver"));
        steps(results).forEach(k -> titles.add("K = " + k));
        TextTable table = new TextTable(titles.toArray(String[]::new));
        for (Object solver : results.settings("solver")) {
            List<String> row = new ArrayList<>(List.of(solver.toString()));
            for (int k : steps(results)) {
                double median = cell(results, solver, k).smallest(value);
                row.add(Double.isNaN(median) ? "-" : text.apply(median));
            }
            table.add(row);
        }
        return table;
    }

    private TextTable memory() {
        List<String> titles = new ArrayList<>(List.of("solver"));
        steps(costs).forEach(k -> titles.add("K = " + k));
        titles.add("exponent");
        TextTable table = new TextTable(titles.toArray(String[]::new));
        for (Object solver : costs.settings("solver")) {
            List<String> row = new ArrayList<>(List.of(solver.toString()));
            for (int k : steps(costs)) {
                double bytes = cell(costs, solver, k).smallest("bytes");
                row.add(Double.isNaN(bytes) ? "-" : Texts.format("%,.0f", bytes / KILO));
            }
            row.add(Texts.format("%.2f", exponent(solver, "bytes")));
            table.add(row);
        }
        return table;
    }

    /** The slope of a cost against the steps, both in logarithm, from {@value #FITTED_FROM} steps on. */
    double exponent(Object solver, String cost) {
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

    List<String> verdicts() {
        List<String> lines = new ArrayList<>();
        int most = steps(costs).getLast();
        for (Object solver : costs.settings("solver")) {
            if (solver.equals("exact")) {
                lines.add(
                        Texts.format(
                                "exact: memory grows with the steps to the power %.2f; %d steps take %s"
                                        + " microseconds and %,.0f KB.",
                                exponent(solver, "bytes"), most,
                                micros(cell(costs, solver, most).smallest("micros")),
                                cell(costs, solver, most).smallest("bytes") / KILO));
                continue;
            }
            lines.add(
                    Texts.format(
                            "%s: memory grows with the steps to the power %.2f; with %d steps it needs"
                                    + " %.2f times the memory of exact and %.2f times the time%s.",
                            solver, exponent(solver, "bytes"), most,
                            ofExact(solver, most, "bytes"), ofExact(solver, most, "micros"),
                            leftOut(solver)));
        }
        for (Object solver : implicit.settings("solver")) {
            lines.add(
                    Texts.format(
                            "%s: %s from the gradient at the inner solution after %d inner step%s,"
                                    + " %s after %d.",
                            solver.equals("exact") ? "exact unrolled" : solver,
                            error(cell(implicit, solver, steps(implicit).getFirst())
                                    .smallest("error")),
                            steps(implicit).getFirst(),
                            steps(implicit).getFirst() == 1 ? "" : "s",
                            error(cell(implicit, solver, most).smallest("error")), most));
        }
        return lines;
    }

    private double ofExact(Object solver, int steps, String cost) {
        return cell(costs, solver, steps).smallest(cost)
                / cell(costs, "exact", steps).smallest(cost);
    }

    /** How wrong a solver of the unrolled gradient is at its worst; nothing for implicit ones. */
    private String leftOut(Object solver) {
        Results own = unrolled.where("solver", solver);
        if (own.isEmpty()) {
            return "";
        }
        double relu = worst(own.where("activation", "relu"));
        double tanh = worst(own.where("activation", "tanh"));
        return relu == 0 && tanh == 0
                ? "; in F64 the same bits as exact"
                : Texts.format(
                        "; in F64 its gradient is off by up to %s (relu) and %s (tanh)",
                        error(relu), error(tanh));
    }

    private static double worst(Results results) {
        return Arrays.stream(results.numbers("error")).max().orElse(Double.NaN);
    }

    private void numbers(ObjectNode node, List<String> verdicts) {
        for (Object solver : costs.settings("solver")) {
            for (int k : steps(costs)) {
                ObjectNode own = node.withArray("/costs").addObject();
                own.put("solver", solver.toString()).put("steps", k);
                for (String name : List.of("micros", "bytes", "compileMillis", "instructions")) {
                    Numbers.put(own, name, cell(costs, solver, k).smallest(name));
                }
            }
            ObjectNode growth = node.withArray("/growth").addObject();
            growth.put("solver", solver.toString());
            Numbers.put(growth, "memoryExponent", exponent(solver, "bytes"));
            Numbers.put(growth, "timeExponent", exponent(solver, "micros"));
        }
        errors(node, "unrolledErrors", unrolled, "error", "errorF32");
        errors(node, "implicitErrors", implicit, "error", "residual", "innerGradient");
        verdicts.forEach(node.withArray("/verdicts")::add);
    }

    private static void errors(ObjectNode node, String name, Results results, String... values) {
        for (Result result : results.all()) {
            ObjectNode own = node.withArray("/" + name).addObject();
            own.put("solver", result.text("solver")).put("steps", (int) result.number("steps"));
            if (result.text("activation") != null) {
                own.put("activation", result.text("activation"));
            }
            for (String value : values) {
                Numbers.put(own, value, result.number(value));
            }
        }
    }
}
