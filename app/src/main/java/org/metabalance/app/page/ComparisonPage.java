package org.metabalance.app.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.metabalance.app.console.Texts;
import org.metabalance.app.report.MetricWords;
import org.metabalance.app.scores.RunScores;
import org.metabalance.app.scores.ScoreFolder;
import org.metabalance.meta.calibration.Calibrator;
import org.metabalance.scoring.folder.DecisionNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The page of a comparison. */
final class ComparisonPage {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN = 4;

    private final Path folder;
    private final JsonNode root;
    private final List<String> order = new ArrayList<>();
    private final Map<String, List<RunScores>> scores = new LinkedHashMap<>();
    private final Map<String, List<Double>> thresholds = new LinkedHashMap<>();
    private final Map<String, List<Calibrator>> calibrators = new LinkedHashMap<>();
    private int lacking;

    ComparisonPage(Path folder, JsonNode root, Consumer<String> notes) {
        this.folder = folder;
        this.root = root;
        for (String group : List.of("methods", "references")) {
            root.path("summary").path(group)
                    .forEach(node -> order.add(node.path("method").asString()));
        }
        order.forEach(this::read);
        if (lacking > 0) {
            notes.accept(Texts.format(
                    "%s of %s without scores in %s: not in the charts",
                    Texts.count(lacking, "run"), folder, ScoreFolder.NAME));
        }
    }

    private void read(String method) {
        for (JsonNode run : root.path("runs")) {
            if (run.path("method").asString("").equals(method)) {
                ScoreFolder.read(
                        folder, method, run.path("seed").asInt(), run.path("key").asString(""))
                        .ifPresentOrElse(its -> {
                            scores.computeIfAbsent(method, _ -> new ArrayList<>()).add(its);
                            thresholds.computeIfAbsent(method, _ -> new ArrayList<>())
                                    .add(run.path("threshold").asDouble(Double.NaN));
                            if (run.has("decision")) {
                                calibrators.computeIfAbsent(method, _ -> new ArrayList<>())
                                        .add(DecisionNode.calibration(
                                                run.path("decision").required("calibration"))
                                                .calibrator());
                            }
                        }, () -> lacking++);
            }
        }
    }

    String html() {
        boolean binary = root.path("classes").size() == 2;
        Map<String, Object> slots = new LinkedHashMap<>();
        slots.put("kind", "comparison");
        slots.put("title", "Comparison on " + fileName(root.path("data").asString("")));
        slots.put("headline", Headline.of(root.path("summary")));
        slots.put("facts", DataFacts.of(root));
        slots.put("columns", DataFacts.columns(root.path("schema")));
        slots.put("warnings", warnings());
        slots.put("settings", Settings.of(root));
        slots.put("command", root.path("command").asString(""));
        slots.put("leaderboard", Leaderboard.of(root));
        slots.put("metric", MetricWords.of(
                root.path("summary").path("verdicts").path(0).path("metric")
                        .asString("averagePrecision")));
        slots.put("seeds", root.path("seeds").asInt(0));
        slots.put("tuned", TuningRows.of(root));
        slots.put("failures", root.path("failures").valueStream()
                .map(node -> new Fact(
                        node.path("method").asString() + ", seed " + node.path("seed").asInt(),
                        node.path("reason").asString("")).text())
                .toList());
        slots.put("binary", binary);
        slots.put("reason", binary ? "" : Texts.format(
                "Curves, thresholds, lift, reliability and histograms are of two classes; this has %d."
                        + " For one of them against all others compare with --positive CLASS.",
                root.path("classes").size()));
        slots.put("kindOfData",
                root.has("images") ? "images" : root.has("graph") ? "graph" : "table");
        slots.put("lacking", lacking);
        slots.put("optimistic", false);
        slots.put("data", data(binary).toString().replace("<", "\\u003c")); // no end of the script
        return PageTemplate.fill("report.ftlh", slots);
    }

    private ObjectNode data(boolean binary) {
        ObjectNode data = JSON.createObjectNode();
        data.set("classes", root.path("classes"));
        data.put("binary", binary);
        data.put("rows", "test rows");
        ArrayNode names = data.putArray("order");
        order.stream().filter(scores::containsKey).forEach(names::add);
        List<String> shown = new ArrayList<>(order.subList(0, Math.min(2, order.size())));
        root.path("summary").path("references")
                .forEach(node -> shown.add(node.path("method").asString()));
        shown.add("plain");
        ArrayNode some = data.putArray("shown");
        shown.stream().distinct().filter(scores::containsKey).limit(SHOWN).forEach(some::add);
        new ReportData(scores, thresholds, calibrators).write(data);
        if (!binary) {
            confusion(data);
        }
        JsonNode decision = root.path("decision");
        if (decision.path("aimed").asBoolean(false)) {
            ObjectNode costs = data.putObject("costs");
            costs.set("falseNegative", decision.path("costFalseNegative"));
            costs.set("falsePositive", decision.path("costFalsePositive"));
        }
        return data;
    }

    /** The confusion of the best method over its seeds, and every method's recalls. */
    private void confusion(ObjectNode data) {
        int classes = root.path("classes").size();
        ObjectNode byMethod = data.putObject("confusion");
        for (String method : order) {
            int[][] sum = new int[classes][classes];
            root.path("runs").valueStream()
                    .filter(run -> run.path("method").asString("").equals(method))
                    .forEach(run -> {
                        for (int i = 0; i < classes * classes; i++) {
                            sum[i / classes][i % classes] += run.path("confusion")
                                    .path(i / classes).path(i % classes).asInt(0);
                        }
                    });
            byMethod.set(method, JSON.valueToTree(sum));
        }
    }

    private List<Fact> warnings() {
        List<Fact> warnings = new ArrayList<>();
        root.path("warnings").forEach(node -> warnings.add(
                new Fact(node.path("column").asString(""), node.path("reason").asString(""))));
        scores.values().stream().findFirst().ifPresent(runs -> {
            double repeated = runs.stream()
                    .mapToInt(run -> run.details().path("duplicates").asInt(0)).average()
                    .orElse(0);
            if (repeated > 0) {
                warnings.add(new Fact("", Texts.format(
                        "%.1f of %,d test rows are in the training part too, a mean over splits:"
                                + " what is known by heart is tested there",
                        repeated, runs.getFirst().test().labels().length)));
            }
        });
        return warnings;
    }

    static String fileName(String path) {
        Path name = Path.of(path).getFileName();
        return name == null ? path : name.toString();
    }
}
