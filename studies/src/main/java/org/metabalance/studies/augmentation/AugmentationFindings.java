package org.metabalance.studies.augmentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.Figure;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.NumberTexts;
import org.metabalance.studies.runner.Results;
import tools.jackson.databind.node.ObjectNode;

/** What {@link AugmentationStudy} found. */
final class AugmentationFindings implements Findings {
    /** What learned points are held against, in the tables' order and in the verdicts'. */
    private static final List<String> CONTROLS = List.of(
            AugmentationStudy.STATIC, AugmentationStudy.PLAIN, AugmentationStudy.FRESH);

    private static final List<String> JUDGES = List.of(
            AugmentationStudy.STATIC, AugmentationStudy.FRESH, AugmentationStudy.PLAIN);

    private final Results results;
    private final List<Object> problems;
    private final List<Integer> irs;
    private final List<String> methods;
    private final AugmentationFigures figures;

    AugmentationFindings(Results results) {
        this.results = results;
        this.problems = results.settings("problem");
        this.irs = results.settings("ir").stream().map(ir -> (Integer) ir).toList();
        this.methods = AugmentationStudy.METHODS.stream()
                .filter(method -> !results.where("method", method).isEmpty()).toList();
        this.figures = new AugmentationFigures(results, problems, irs, methods);
    }

    /** Slots of the report. */
    private record Slots(
            String updates, List<Integer> irs, List<Part> problems, List<List<Object>> means,
            List<String> learned, List<Part> controls, int drawnIr,
            List<Verdict> comparisons, List<Share> shares, String best) {}

    /** Rows of a problem, or of what is above a control on every problem. */
    private record Part(String name, List<List<Object>> rows) {}

    /** A method against another; {@code above} and {@code below} are places. */
    private record Verdict(
            String method, String other, NumberTexts.Parts mean, String difference,
            List<String> above, List<String> below) {}

    /** What a method brings of what the oracle does. */
    private record Share(String method, String percent) {}

    @Override
    public Record slots() {
        List<Verdict> comparisons = new ArrayList<>();
        for (String method : AugmentationStudy.LEARNED) {
            JUDGES.forEach(other -> comparisons.add(compare(method, other)));
        }
        comparisons.add(compare(AugmentationStudy.ORACLE, AugmentationStudy.STATIC));
        return new Slots(
                Texts.format("%.0f", results.median("updates")), irs,
                problems.stream().map(this::problem).toList(),
                methods.stream().map(this::mean).toList(), AugmentationStudy.LEARNED,
                List.of(control(AugmentationStudy.STATIC), control(AugmentationStudy.PLAIN)),
                AugmentationStudy.DRAWN_IR, comparisons,
                AugmentationStudy.LEARNED.stream().map(this::share).toList(), best());
    }

    private Results of(Object problem, int ir, String method) {
        return results.where("problem", problem).where("ir", ir).where("method", method);
    }

    private Estimate estimate(Object problem, int ir, String method) {
        return of(problem, ir, method).estimate("ap");
    }

    private double mean(String method, String value) {
        return results.where("method", method).estimate(value).mean();
    }

    private PairedDifference test(Object problem, int ir, String method, String against) {
        return of(problem, ir, method).against(of(problem, ir, against), "ap", "seed");
    }

    private Part problem(Object problem) {
        return new Part(
                problem.toString(),
                methods.stream().<List<Object>>map(method -> List.of(
                        method,
                        irs.stream().map(ir -> NumberTexts.text(estimate(problem, ir, method)))
                                .toList()))
                        .toList());
    }

    private List<Object> mean(String method) {
        return List.of(
                method, Texts.format("%.3f", mean(method, "ap")),
                CONTROLS.stream()
                        .map(other -> method.equals(other)
                                ? "-"
                                : NumberTexts.text(overall(method, other)))
                        .toList());
    }

    private Part control(String name) {
        List<List<Object>> rows = new ArrayList<>();
        for (Object problem : problems) {
            for (int ir : irs) {
                rows.add(List.of(
                        problem.toString(), ir,
                        AugmentationStudy.LEARNED.stream().map(
                                method -> NumberTexts.text(test(problem, ir, method, name)))
                                .toList()));
            }
        }
        return new Part(name, rows);
    }

    private Verdict compare(String method, String other) {
        List<String> above = new ArrayList<>();
        List<String> below = new ArrayList<>();
        for (Object problem : problems) {
            for (int ir : irs) {
                PairedDifference test = test(problem, ir, method, other);
                if (test.beyondNoise()) {
                    above.add(Texts.format("%s IR %d", problem, ir));
                } else if (test.reversed().beyondNoise()) {
                    below.add(Texts.format("%s IR %d", problem, ir));
                }
            }
        }
        PairedDifference mean = overall(method, other);
        return new Verdict(
                method, other, NumberTexts.parts(mean), NumberTexts.text(mean), above, below);
    }

    private Share share(String method) {
        double possible = overall(AugmentationStudy.ORACLE, AugmentationStudy.STATIC).difference();
        double gained = overall(method, AugmentationStudy.STATIC).difference();
        return new Share(method, Texts.format("%.0f", 100 * gained / possible));
    }

    /** The method with the best mean AP without the oracle. */
    private String best() {
        return methods.stream().filter(method -> !method.equals(AugmentationStudy.ORACLE))
                .max(Comparator.comparingDouble(method -> mean(method, "ap"))).orElseThrow();
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

    @Override
    public void figures(BiConsumer<String, Figure> take) {
        take.accept(
                "augmentation-ap", figures.lines(
                        "AP against the imbalance ratio", "AP on test rows", methods,
                        this::estimate));
        List<String> others = methods.stream()
                .filter(method -> !AugmentationStudy.APART.contains(method)).toList();
        take.accept(
                "augmentation-differences",
                figures.lines(
                        "AP minus that of the same points not learned",
                        "AP minus AP of egl-static", others, this::gain,
                        "Differences are paired by seed. Left out: "
                                + String.join(", ", AugmentationStudy.APART)
                                + "; the figure of AP has them."));
        figures.points().ifPresent(figure -> take.accept("augmentation-points", figure));
    }

    private Estimate gain(Object problem, int ir, String method) {
        PairedDifference test = test(problem, ir, method, AugmentationStudy.STATIC);
        return new Estimate(test.difference(), test.standardError());
    }

    @Override
    public void numbers(ObjectNode node, List<String> verdicts) {
        for (Object problem : problems) {
            for (int ir : irs) {
                for (String method : methods) {
                    ObjectNode own = node.withArray("/cells").addObject();
                    own.put("problem", problem.toString()).put("ir", ir).put("method", method);
                    JsonNumbers.put(own, "ap", estimate(problem, ir, method));
                    for (String against : CONTROLS) {
                        JsonNumbers.put(
                                own, "minus " + against, test(problem, ir, method, against));
                    }
                }
            }
        }
        for (String method : methods) {
            ObjectNode own = node.withArray("/overall").addObject().put("method", method);
            JsonNumbers.put(own, "ap", mean(method, "ap"));
            for (String against : CONTROLS) {
                JsonNumbers.put(own, "minus " + against, overall(method, against));
            }
        }
        JsonNumbers.verdicts(node, verdicts);
    }
}
