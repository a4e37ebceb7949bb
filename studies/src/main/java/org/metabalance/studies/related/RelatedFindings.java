package org.metabalance.studies.related;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.DotPlot;
import org.metabalance.app.picture.Figure;
import org.metabalance.meta.catalog.TuningGrids;
import org.metabalance.meta.fewshot.Strategy;
import org.metabalance.meta.statistics.Holm;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.studies.image.ImageTraining;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.NumberTexts;
import org.metabalance.studies.runner.Results;
import org.metabalance.studies.runner.StudyOptions;
import tools.jackson.databind.node.ObjectNode;

/**
 * What study {@code related} found.
 *
 * @param results of all parts
 * @param parts of the study
 */
record RelatedFindings(StudyOptions options, Results results, List<Part> parts)
        implements Findings {
    private static final String PLAIN = "plain";

    /** Slots of the report. */
    private record Slots(
            int variants, int holding, int measured, List<Row> systems, List<Row> others,
            List<Section> sections,
            List<String> missing) {}

    /** A claim, and what became of it. */
    private record Row(
            String system, String claim, String criterion, String measured, String holds) {}

    /** A part of the study; {@code figure} is null where there is nothing to draw. */
    private record Section(
            String name, String text, int seeds, String figure, List<String> columns,
            List<List<String>> rows) {}

    /** What a table of methods has in a column: a metric on one set of data. */
    private record Column(String title, String data, String metric, boolean compared) {}

    @Override
    public Record slots() {
        return new Slots(
                TuningGrids.VARIANTS,
                count(Check.Answer.YES, Check.Answer.BARELY),
                Claim.SYSTEMS.size() - count(Check.Answer.UNKNOWN),
                Claim.SYSTEMS.stream().map(this::row).toList(),
                Claim.OTHERS.stream().map(this::row).toList(),
                parts.stream().filter(part -> !of(part).isEmpty()).map(this::section).toList(),
                parts.stream().filter(part -> of(part).isEmpty())
                        .map(part -> part.name() + (part.missing() == null
                                ? ": not asked for"
                                : ": " + part.missing()))
                        .toList());
    }

    private int count(Check.Answer... answers) {
        List<Check.Answer> wanted = List.of(answers);
        return (int) Claim.SYSTEMS.stream().map(claim -> claim.answer(results))
                .filter(wanted::contains).count();
    }

    private Results of(Part part) {
        return results.where(Part.PART, part.name());
    }

    private Row row(Claim claim) {
        return new Row(
                claim.system(), claim.claim(),
                String.join("; ", claim.checks().stream().map(Check::criterion).toList()),
                String.join(
                        "; ", claim.checks().stream().map(check -> check.measured(results))
                                .toList()),
                claim.answer(results).text);
    }

    private Section section(Part part) {
        Results own = of(part);
        List<Column> columns = columns(part, own);
        List<String> methods = methods(own);
        List<String> titles = new ArrayList<>(List.of("method"));
        for (Column column : columns) {
            titles.add(column.title());
            if (column.compared()) {
                titles.add("minus plain");
            }
        }
        List<List<String>> rows = new ArrayList<>();
        methods.forEach(method -> rows.add(new ArrayList<>(List.of(method))));
        for (Column column : columns) {
            List<String> differences = column.compared()
                    ? differences(own, column, methods)
                    : List.of();
            for (int m = 0; m < methods.size(); m++) {
                rows.get(m).add(
                        NumberTexts.text(
                                in(own, column, methods.get(m)).estimate(column.metric())));
                if (column.compared()) {
                    rows.get(m).add(differences.get(m));
                }
            }
        }
        return new Section(
                part.name(), part.text(options), own.settings(Part.SEED).size(), figure(part),
                titles, rows);
    }

    private static List<String> methods(Results own) {
        return own.settings(Part.METHOD).stream().map(Object::toString).toList();
    }

    private static Results in(Results own, Column column, String method) {
        return own.where(Part.DATA, column.data()).where(Part.METHOD, method);
    }

    private static List<Column> columns(Part part, Results own) {
        List<Column> columns = new ArrayList<>();
        for (Object data : own.settings(Part.DATA)) {
            String name = data.toString();
            switch (part) {
                case ImagePart _,NoisePart _ -> {
                    columns.add(new Column("all", name, ImageTraining.ALL, true));
                    columns.add(new Column("head", name, ImageTraining.HEAD, false));
                    columns.add(new Column("tail", name, ImageTraining.TAIL, true));
                }
                case TablePart _ -> columns.add(new Column(name + ", AP", name, Measures.AP, true));
                case GraphPart _ -> {
                    columns.add(new Column(name + ", macro-F1", name, Measures.MACRO_F1, true));
                    columns.add(
                            new Column("balanced accuracy", name, "balancedAccuracy", true));
                    columns.add(new Column("area under ROC", name, Measures.ROC_AUC, false));
                }
                case FewShotPart _ -> {
                    for (String sizes : List.of(
                            FewShotPart.BALANCED, FewShotPart.LINEAR, FewShotPart.STEP)) {
                        for (Strategy strategy : FewShotPart.strategies(sizes)) {
                            String metric = FewShotPart.accuracy(sizes, strategy);
                            columns.add(new Column(metric, name, metric, false));
                        }
                    }
                }
            }
        }
        return columns;
    }

    /** Differences to plain training, paired by seed and corrected for how many stand in the column. */
    private static List<String> differences(
            Results own, Column column, List<String> methods) {
        Results plain = in(own, column, PLAIN);
        List<PairedDifference> raw = methods.stream()
                .map(method -> in(own, column, method)
                        .against(plain, column.metric(), Part.SEED))
                .toList();
        List<Integer> asked = new ArrayList<>();
        for (int m = 0; m < methods.size(); m++) {
            if (!methods.get(m).equals(PLAIN) && !Double.isNaN(raw.get(m).pValue())) {
                asked.add(m);
            }
        }
        double[] holm = Holm.correct(
                asked.stream().mapToDouble(m -> raw.get(m).pValue()).toArray());
        List<String> texts = new ArrayList<>();
        for (int m = 0; m < methods.size(); m++) {
            PairedDifference it = raw.get(m);
            texts.add(
                    methods.get(m).equals(PLAIN) ? "-"
                            : asked.contains(m)
                                    ? NumberTexts.text(new PairedDifference(
                                            it.difference(), it.standardError(), it.pairs(),
                                            holm[asked.indexOf(m)]))
                                    : Double.isNaN(it.difference()) ? "-"
                                            : Texts.format("%+.3f", it.difference()));
        }
        return texts;
    }

    private static String figure(Part part) {
        return "related-" + part.name();
    }

    @Override
    public void figures(BiConsumer<String, Figure> take) {
        for (Part part : parts) {
            Results own = of(part);
            if (!own.isEmpty()) {
                take.accept(figure(part), figure(part, own));
            }
        }
    }

    private static Figure figure(Part part, Results own) {
        List<String> methods = methods(own);
        List<DotPlot.Panel> panels = new ArrayList<>();
        for (Column column : columns(part, own)) {
            panels.add(new DotPlot.Panel(
                    column.title(),
                    methods.stream()
                            .map(
                                    method -> in(own, column, method)
                                            .estimate(column.metric()))
                            .toList(),
                    in(own, column, PLAIN).estimate(column.metric()).mean()));
        }
        return new DotPlot(
                "Study related, part " + part.name(),
                new DotPlot.Axes(
                        part instanceof TablePart ? "average precision" : "score",
                        NumberTexts.bars(own.settings(Part.SEED).size(), "seed"), "MetaBalance",
                        "other methods", "plain training"),
                methods,
                Set.copyOf(
                        methods.stream().filter(method -> method.startsWith("metabalance"))
                                .toList()),
                panels.subList(0, Math.min(4, panels.size())), List.of());
    }

    @Override
    public void numbers(ObjectNode node, List<String> verdicts) {
        JsonNumbers.verdicts(node, verdicts);
        for (List<Claim> claims : List.of(Claim.SYSTEMS, Claim.OTHERS)) {
            for (Claim claim : claims) {
                Row row = row(claim);
                node.withArray("/claims").addObject().put("system", row.system())
                        .put("claim", row.claim()).put("criterion", row.criterion())
                        .put("measured", row.measured()).put("holds", row.holds());
            }
        }
        for (Part part : parts) {
            Results own = of(part);
            for (Column column : columns(part, own)) {
                for (String method : methods(own)) {
                    ObjectNode its = node.withObject("/" + part.name()).withObject(method);
                    JsonNumbers.put(
                            its.withObject(column.data()), column.metric(),
                            in(own, column, method).estimate(column.metric()));
                }
            }
        }
    }
}
