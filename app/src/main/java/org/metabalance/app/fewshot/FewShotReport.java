package org.metabalance.app.fewshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.picture.Figures;
import org.metabalance.app.picture.LineChart;
import org.metabalance.app.report.TextTable;
import org.metabalance.meta.fewshot.EpisodeScores;
import org.metabalance.meta.statistics.Estimate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The outcomes of a run as a table, as JSON and as a picture. */
public final class FewShotReport {
    /** The name of the JSON file. */
    public static final String NAME = "few-shot.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode root = JSON.createObjectNode();
    private final ArrayNode trainings;
    private final ArrayNode tests;
    private final List<FewShotOutcome> outcomes = new ArrayList<>();

    /** Starts a report with all settings of the run. */
    public FewShotReport(Map<String, Object> settings) {
        root.put("format", "metabalance-few-shot");
        root.put("version", 1);
        root.set("settings", JSON.valueToTree(settings));
        trainings = root.putArray("trainings");
        tests = root.putArray("tests");
    }

    /** Adds a training: where it ended, in accuracy of validation, and how long it took. */
    public void trained(String learner, double validation, long bestAfter, double seconds) {
        ObjectNode one = trainings.addObject();
        one.put("learner", learner);
        one.put("validationAccuracy", validation);
        one.put("bestAfterEpisodes", bestAfter);
        one.put("seconds", seconds);
    }

    /** Adds what was measured. */
    public void tested(FewShotOutcome outcome) {
        outcomes.add(outcome);
        ObjectNode one = tests.addObject();
        one.put("learner", outcome.learner());
        one.put("imbalance", outcome.sizes());
        one.put("strategy", outcome.strategy());
        one.put("episodes", outcome.scores().accuracies().length);
        number(one, outcome.scores().accuracy());
        ObjectNode sizes = one.putObject("accuracyBySupportSize");
        outcome.scores().accuracyBySize().forEach(
                (size, estimate) -> number(sizes.putObject(size.toString()), estimate));
    }

    private static void number(ObjectNode node, Estimate estimate) {
        node.put("accuracy", estimate.mean());
        double interval = EpisodeScores.interval(estimate);
        if (Double.isFinite(interval)) {
            node.put("interval95", interval);
        } else {
            node.putNull("interval95");
        }
    }

    /** Writes the JSON file. */
    public void write(OutputDirectory directory) {
        directory.write(
                NAME, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }

    /** Prints the table. */
    public void print(Terminal terminal) {
        TextTable table = new TextTable(
                "learner, strategy", "support", "accuracy %", "95 % +-", "rarest %", "largest %");
        for (FewShotOutcome outcome : outcomes) {
            var bySize = outcome.scores().accuracyBySize();
            table.add(List.of(
                    outcome.learner() + ", " + outcome.strategy(),
                    outcome.sizes(),
                    Texts.format("%.1f", 100 * outcome.scores().accuracy().mean()),
                    Texts.format("%.1f", 100 * outcome.scores().interval()),
                    Texts.format("%.1f", 100 * bySize.firstEntry().getValue().mean()),
                    Texts.format("%.1f", 100 * bySize.lastEntry().getValue().mean())));
        }
        table.lines().forEach(terminal.out()::println);
        terminal.out().println(
                "rarest, largest: queries of classes with the fewest and the most support examples");
    }

    /** Draws accuracy against imbalance. */
    public void draw(OutputDirectory directory) throws IOException {
        Set<String> sizes = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        for (FewShotOutcome outcome : outcomes) {
            sizes.add(outcome.sizes());
            names.add(outcome.learner() + ", " + outcome.strategy());
        }
        List<LineChart.Line> lines = new ArrayList<>();
        for (String name : names) {
            List<Estimate> values = new ArrayList<>();
            for (String size : sizes) {
                Estimate accuracy = outcomes.stream()
                        .filter(o -> o.sizes().equals(size)
                                && name.equals(o.learner() + ", " + o.strategy()))
                        .findFirst().orElseThrow().scores().accuracy();
                values.add(new Estimate(
                        100 * accuracy.mean(), 100 * EpisodeScores.interval(accuracy)));
            }
            lines.add(new LineChart.Line(name, lines.size(), values));
        }
        Figures.save(
                new LineChart(
                        "Accuracy by support set",
                        new LineChart.Axes(
                                "support set", List.copyOf(sizes), "accuracy in per cent",
                                LineChart.Scale.EVEN, "95 % intervals over episodes"),
                        List.of(new LineChart.Panel("", lines)), List.of()),
                directory.output("few-shot.svg"), directory.output("few-shot.png"));
    }
}
