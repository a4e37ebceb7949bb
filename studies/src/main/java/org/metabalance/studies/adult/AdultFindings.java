package org.metabalance.studies.adult;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.DotPlot;
import org.metabalance.app.picture.Figure;
import org.metabalance.meta.catalog.TuningGrids;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.NumberTexts;
import org.metabalance.studies.runner.Results;
import tools.jackson.databind.node.ObjectNode;

/** What study {@code adult} found. */
record AdultFindings(String budget, Results results) implements Findings {
    private static final List<String> METRICS = List.of(
            Measures.AP, Measures.ROC_AUC, Measures.precisionAt(.75), Measures.precisionAt(.5),
            Measures.precisionAt(.4), "mcc", Measures.KAPPA);

    /** What explicit gradient learning must beat, and MetaBalance too. */
    private static final List<String> SIMPLE = List.of(
            "plain", "bias-init", "class-weights", "oversampling", "undersampling", "smote",
            "egl-fresh-noise", "egl-static");

    private static final List<String> OURS = List.of(
            "egl", "egl-weights", "egl-both", "metabalance", "metabalance-first-order");

    /** What else is compared: with its own ablations. */
    private static final List<List<String>> PAIRS = List.of(
            List.of("egl", "egl-static"), List.of("egl", "egl-fresh-noise"),
            List.of("metabalance", "metabalance-first-order"),
            List.of("metabalance", "oversampling"));

    /** Slots of the report. */
    private record Slots(int variants, String budget, List<Section> sections) {}

    /** An imbalance; {@code simple} is the best simple method, null without any. */
    private record Section(
            Object imbalance, String random, List<List<Object>> rows, String simple,
            List<Verdict> verdicts, Gap gap) {}

    private record Verdict(String method, String other, NumberTexts.Parts parts) {}

    /** Which part of what the left-out rows bring is got without them; {@code gained} may be null. */
    private record Gap(
            String gained, String ours, String oursPercent, String simple,
            String simplePercent) {}

    @Override
    public Record slots() {
        return new Slots(
                TuningGrids.VARIANTS, budget,
                results.settings(Adult.IMBALANCE).stream().map(this::section).toList());
    }

    private Section section(Object imbalance) {
        Results own = results.where(Adult.IMBALANCE, imbalance);
        List<String> ordered = methods(own);
        String simple = ordered.stream().filter(SIMPLE::contains).findFirst().orElse(null);
        boolean closes = simple != null && ordered.containsAll(List.of("plain", Adult.ORACLE));
        return new Section(
                imbalance, Texts.format("%.4f", 1 / (1 + ((Integer) imbalance).doubleValue())),
                ordered.stream()
                        .<List<Object>>map(method -> List.of(method, cells(of(own, method))))
                        .toList(),
                simple, simple == null ? List.of() : verdicts(own, simple),
                closes ? gap(own, simple) : null);
    }

    private static Results of(Results own, String method) {
        return own.where(Adult.METHOD, method);
    }

    private static double ap(Results own, String method) {
        return of(own, method).estimate(Measures.AP).mean();
    }

    /** The best first. */
    private static List<String> methods(Results own) {
        return own.settings(Adult.METHOD).stream().map(Object::toString)
                .sorted(Comparator.comparingDouble(method -> -ap(own, method))).toList();
    }

    private static List<String> cells(Results method) {
        List<String> cells = new ArrayList<>();
        METRICS.forEach(metric -> cells.add(NumberTexts.text(method.estimate(metric))));
        return cells;
    }

    private static List<Verdict> verdicts(Results own, String simple) {
        List<List<String>> pairs = new ArrayList<>();
        OURS.forEach(method -> pairs.add(List.of(method, simple)));
        PAIRS.stream().filter(pair -> !pair.getLast().equals(simple)).forEach(pairs::add);
        return pairs.stream()
                .filter(pair -> pair.stream().noneMatch(method -> of(own, method).isEmpty()))
                .map(pair -> against(own, pair.getFirst(), pair.getLast())).toList();
    }

    private static Verdict against(Results own, String method, String other) {
        PairedDifference test = of(own, method)
                .against(of(own, other), Measures.AP, Adult.SEED)
                .corrected(AdultData.TEST_OVER_TRAIN);
        return new Verdict(method, other, NumberTexts.parts(test));
    }

    private static Gap gap(Results own, String simple) {
        double plain = ap(own, "plain");
        double possible = ap(own, Adult.ORACLE) - plain;
        String ours = OURS.stream().filter(method -> !of(own, method).isEmpty())
                .max(Comparator.comparingDouble(method -> ap(own, method))).orElse(simple);
        return new Gap(
                possible > 0 ? Texts.format("%+.4f", possible) : null,
                ours, Texts.format("%.0f", 100 * (ap(own, ours) - plain) / possible),
                simple, Texts.format("%.0f", 100 * (ap(own, simple) - plain) / possible));
    }

    @Override
    public void figures(BiConsumer<String, Figure> take) {
        List<String> methods = methods(results);
        List<DotPlot.Panel> panels = new ArrayList<>();
        for (Object imbalance : results.settings(Adult.IMBALANCE)) {
            Results own = results.where(Adult.IMBALANCE, imbalance);
            panels.add(new DotPlot.Panel(
                    "imbalance " + imbalance,
                    methods.stream().map(method -> of(own, method).estimate(Measures.AP)).toList(),
                    ap(own, "plain")));
        }
        take.accept(
                "adult",
                new DotPlot(
                        "Average precision on Adult by imbalance",
                        new DotPlot.Axes(
                                "AP on test rows",
                                NumberTexts.bars(
                                        results.settings(Adult.SEED).size(), "random split"),
                                "the papers' methods", "other methods", "plain training"),
                        methods, Set.copyOf(OURS), panels,
                        List.of("In the order of the mean over all imbalances.")));
    }

    @Override
    public void numbers(ObjectNode node, List<String> verdicts) {
        JsonNumbers.verdicts(node, verdicts);
        for (Object imbalance : results.settings(Adult.IMBALANCE)) {
            Results own = results.where(Adult.IMBALANCE, imbalance);
            ObjectNode all = node.putObject("imbalance" + imbalance);
            for (String method : methods(own)) {
                ObjectNode one = all.putObject(method);
                for (String metric : METRICS) {
                    JsonNumbers.put(one, metric, of(own, method).estimate(metric));
                }
                for (String metric : List.of(
                        "brier", "ece", "balancedAccuracy", "f1", Measures.VALIDATION)) {
                    JsonNumbers.put(one, metric, of(own, method).estimate(metric));
                }
            }
        }
    }
}
