package org.metabalance.studies.augmentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.report.TextTable;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.studies.runner.Numbers;
import org.metabalance.studies.runner.Report;
import org.metabalance.studies.runner.Results;
import tools.jackson.databind.node.ObjectNode;

/** The text, tables and figures of {@link AugmentationStudy}. */
final class AugmentationReport {
    private final Results results;
    private final List<Object> problems;
    private final List<Integer> irs;
    private final List<String> methods;
    private final AugmentationFigures figures;

    AugmentationReport(Results results) {
        this.results = results;
        this.problems = results.settings("problem");
        this.irs = results.settings("ir").stream().map(ir -> (Integer) ir).toList();
        this.methods = AugmentationStudy.METHODS.stream()
                .filter(method -> !results.where("method", method).isEmpty()).toList();
        this.figures = new AugmentationFigures(results, problems, irs, methods);
    }

    void write(Report report) {
        report.paragraph(
                Texts.format(
                        "Average precision (AP) on test rows, mean \u00b1 standard error over seeds."
                                + " Every run makes %.0f updates of the same network with the same"
                                + " optimizer and keeps the epoch with the best AP on validation rows."
                                + " 'egl' learns the positions of the points, 'egl-weights' how much they"
                                + " count, 'egl-both' both; 'egl-static' trains with the same points as they"
                                + " begin (SMOTE's); 'oracle' with as many real rows of the minority"
                                + " instead.",
                        results.median("updates")));
        for (Object problem : problems) {
            report.section(problem.toString());
            report.table(table(problem));
        }
        report.figure(
                "augmentation-ap", "AP against the imbalance ratio",
                figures.lines("AP on test rows", methods, this::estimate));
        List<String> others = methods.stream()
                .filter(method -> !AugmentationStudy.APART.contains(method)).toList();
        report.figure(
                "augmentation-differences",
                "AP minus that of the same points not learned, on the same seeds, with the standard"
                        + " error of the difference; plain and class weights are far below on circles"
                        + " and left out",
                figures.lines("AP - AP of egl-static", others, this::gain));
        report.section("Mean over problems");
        report.paragraph(
                "The AP of a seed is averaged over all problems and ratios; differences are paired by"
                        + " seed, * marks those beyond noise.");
        report.table(overall());
        report.section("Differences, problem by problem");
        differences(report);
        figures.points().ifPresent(
                figure -> report.figure(
                        "augmentation-points",
                        "Points before and after learning (green; the area tells the weight), with real"
                                + " rows of the minority (red) and some of the majority (blue), circles"
                                + " at IR " + AugmentationStudy.DRAWN_IR,
                        figure));
        report.section("Verdicts");
        List<String> verdicts = verdicts();
        verdicts.forEach(report::item);
        numbers(report.numbers(), verdicts);
    }

    private Results of(Object problem, int ir, String method) {
        return results.where("problem", problem).where("ir", ir).where("method", method);
    }

    private Estimate estimate(Object problem, int ir, String method) {
        return of(problem, ir, method).estimate("ap");
    }

    private PairedDifference test(Object problem, int ir, String method, String against) {
        return of(problem, ir, method).against(of(problem, ir, against), "ap", "seed");
    }

    private Estimate gain(Object problem, int ir, String method) {
        PairedDifference test = test(problem, ir, method, AugmentationStudy.STATIC);
        return new Estimate(test.difference(), test.standardError());
    }

    private TextTable table(Object problem) {
        List<String> titles = new ArrayList<>(List.of("method"));
        irs.forEach(ir -> titles.add("IR " + ir));
        titles.add("seconds");
        TextTable table = new TextTable(titles.toArray(String[]::new));
        for (String method : methods) {
            List<String> row = new ArrayList<>(List.of(method));
            irs.forEach(
                    ir -> row.add(Numbers.text(estimate(problem, ir, method))));
            row.add(
                    Texts.format(
                            "%.1f",
                            results.where("problem", problem).where("method", method)
                                    .median("trainingSeconds")));
            table.add(row);
        }
        return table;
    }

    /** The AP of every seed that has all problems and ratios of both methods, averaged over them. */
    private PairedDifference overall(String method, String against) {
        List<double[]> pairs = new ArrayList<>();
        for (Object seed : results.settings("seed")) {
            Results own = results.where("seed", seed);
            PairedDifference cells = own.where("method", method)
                    .against(own.where("method", against), "ap", "problem", "ir");
            if (cells.pairs() == problems.size() * irs.size()) {
                pairs.add(new double[] {cells.difference(), 0});
            }
        }
        return PairedDifference.of(
                pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
                pairs.stream().mapToDouble(pair -> pair[1]).toArray());
    }

    private TextTable overall() {
        TextTable table = new TextTable(
                "method", "AP", "minus egl-static", "minus plain", "minus fresh noise");
        for (String method : methods) {
            List<String> row = new ArrayList<>(List.of(method));
            row.add(Texts.format("%.3f", results.where("method", method).estimate("ap").mean()));
            for (String against : List.of(
                    AugmentationStudy.STATIC, AugmentationStudy.PLAIN, AugmentationStudy.FRESH)) {
                row.add(
                        method.equals(against)
                                ? "-"
                                : Numbers.text(overall(method, against)));
            }
            table.add(row);
        }
        return table;
    }

    private void differences(Report report) {
        for (String against : List.of(AugmentationStudy.STATIC, AugmentationStudy.PLAIN)) {
            TextTable table = new TextTable(
                    Stream.concat(
                            Stream.of("minus " + against, "IR"),
                            AugmentationStudy.LEARNED.stream()).toArray(String[]::new));
            for (Object problem : problems) {
                for (int ir : irs) {
                    List<String> row = new ArrayList<>(
                            List.of(problem.toString(), String.valueOf(ir)));
                    AugmentationStudy.LEARNED.forEach(
                            method -> row.add(Numbers.text(test(problem, ir, method, against))));
                    table.add(row);
                }
            }
            report.table(table);
        }
        report.paragraph(
                "* beyond noise: paired t test, p < 0.05. Of so many comparisons one in twenty is"
                        + " there by chance.");
    }

    List<String> verdicts() {
        List<String> lines = new ArrayList<>();
        for (String method : AugmentationStudy.LEARNED) {
            for (String against : List.of(
                    AugmentationStudy.STATIC, AugmentationStudy.FRESH, AugmentationStudy.PLAIN)) {
                lines.add(verdict(method, against));
            }
        }
        lines.add(verdict(AugmentationStudy.ORACLE, AugmentationStudy.STATIC));
        double possible = overall(AugmentationStudy.ORACLE, AugmentationStudy.STATIC).difference();
        for (String method : AugmentationStudy.LEARNED) {
            double gained = overall(method, AugmentationStudy.STATIC).difference();
            lines.add(
                    Texts.format(
                            "%s brings %.0f %% of what as many real rows bring over the points as they"
                                    + " begin.",
                            method, 100 * gained / possible));
        }
        String best = methods.stream()
                .filter(method -> !method.equals(AugmentationStudy.ORACLE))
                .max(Comparator.comparingDouble(
                        method -> results.where("method", method).estimate("ap").mean()))
                .orElseThrow();
        lines.add("The best mean AP without the oracle has " + best + ".");
        return lines;
    }

    private String verdict(String method, String against) {
        List<String> above = new ArrayList<>();
        List<String> below = new ArrayList<>();
        for (Object problem : problems) {
            for (int ir : irs) {
                PairedDifference test = test(problem, ir, method, against);
                if (test.beyondNoise()) {
                    above.add(Texts.format("%s IR %d", problem, ir));
                } else if (test.reversed().beyondNoise()) {
                    below.add(Texts.format("%s IR %d", problem, ir));
                }
            }
        }
        PairedDifference mean = overall(method, against);
        String overall = mean.beyondNoise() ? "above"
                : mean.reversed().beyondNoise() ? "below" : "not different from";
        return Texts.format(
                "%s against %s: in the mean over problems %s beyond noise, %s; above it on %s; below"
                        + " it on %s.",
                method, against, overall, Numbers.text(mean), list(above), list(below))
                .replace("not different from beyond noise", "not different beyond noise");
    }

    private static String list(List<String> places) {
        return places.isEmpty() ? "none" : String.join(", ", places);
    }

    private void numbers(ObjectNode node, List<String> verdicts) {
        for (Object problem : problems) {
            for (int ir : irs) {
                for (String method : methods) {
                    ObjectNode own = node.withArray("/cells").addObject();
                    own.put("problem", problem.toString()).put("ir", ir).put("method", method);
                    Numbers.put(own, "ap", estimate(problem, ir, method));
                    for (String against : List.of(
                            AugmentationStudy.STATIC, AugmentationStudy.PLAIN,
                            AugmentationStudy.FRESH)) {
                        Numbers.put(
                                own, "minus " + against, test(problem, ir, method, against));
                    }
                }
            }
        }
        for (String method : methods) {
            ObjectNode own = node.withArray("/overall").addObject().put("method", method);
            Numbers.put(own, "ap", results.where("method", method).estimate("ap").mean());
            for (String against : List.of(
                    AugmentationStudy.STATIC, AugmentationStudy.PLAIN, AugmentationStudy.FRESH)) {
                Numbers.put(own, "minus " + against, overall(method, against));
            }
        }
        verdicts.forEach(node.withArray("/verdicts")::add);
    }
}
