package org.metabalance.app.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.report.Decimals;
import org.metabalance.app.scores.RunScores;
import org.metabalance.app.scores.ScoreFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The page of a trained model: as a comparison's, on the rows that it was selected on. */
final class ModelPage {
    private static final String PLAIN = "plain";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final JsonNode root;
    private final JsonNode training;
    private final String method;
    private final Optional<RunScores> scores;
    private final Optional<RunScores> plain;

    ModelPage(Path folder, JsonNode root, Consumer<String> notes) {
        this.folder = folder;
        this.root = root;
        this.training = root.path("training");
        this.method = root.path("method").asString("");
        this.scores = ScoreFolder.read(
                folder, method, training.path("seed").asInt(0),
                training.path("key").asString(""));
        this.plain = method.equals(PLAIN) ? Optional.empty()
                : ScoreFolder.read(
                        folder, PLAIN, training.path("seed").asInt(0),
                        training.path("key").asString(""));
        if (scores.isEmpty()) {
            notes.accept(folder + ": no scores of this training in " + ScoreFolder.NAME
                    + "; the report has no charts");
        }
    }

    String html() {
        List<String> classes = root.path("classes").valueStream().map(JsonNode::asString).toList();
        boolean binary = classes.size() == 2;
        Map<String, Object> slots = new LinkedHashMap<>();
        slots.put("kind", "model");
        slots.put("title", "Model: " + method);
        slots.put("headline", headline());
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("File", training.path("data").asString("")));
        if (!root.path("label").asString("").isEmpty()) {
            facts.add(new Fact("Label", root.path("label").asString()));
        }
        facts.add(new Fact("Classes", String.join(", ", classes)));
        facts.add(new Fact("Learned from", Texts.format("%,d", training.path("rows").asInt(0))));
        facts.add(new Fact(
                "Selected on", Texts.format("%,d", training.path("validationRows").asInt(0))));
        slots.put("facts", facts);
        slots.put("columns", List.of());
        List<Fact> warnings = new ArrayList<>();
        training.path("warnings").forEach(node -> warnings.add(
                new Fact(node.path("column").asString(""), node.path("reason").asString(""))));
        slots.put("warnings", warnings);
        slots.put("settings", settings());
        slots.put("command", training.path("command").asString(""));
        slots.put("seeds", 1);
        slots.put("failures", List.of());
        slots.put("binary", binary);
        slots.put("reason", binary ? "" : Texts.format(
                "Curves, thresholds, lift, reliability and histograms are of two classes; this has %d.",
                classes.size()));
        slots.put("kindOfData", root.has("images") ? "images" : "table");
        slots.put("lacking", scores.isEmpty() ? 1 : 0);
        slots.put("optimistic", true);
        slots.put("data", data(binary).toString().replace("<", "\\u003c"));
        return PageTemplate.fill("report.ftlh", slots);
    }

    /**
     * What can be known: of one split of the rows, by which both were selected, nothing about noise, unless the
     * method is the best of a comparison.
     */
    private List<String> headline() {
        String rows = Texts.format("%,d rows", training.path("validationRows").asInt(0));
        double own = training.path("validation").path("averagePrecision").asDouble(Double.NaN);
        List<String> sentences = new ArrayList<>();
        String compared = training.path("compared").asString("");
        if (!compared.isEmpty()) {
            sentences.add(compared + ".");
        }
        if (plain.isEmpty()) {
            sentences.add(Texts.format(
                    "%s: AP %s on the %s it was selected on, which flatters it.", method,
                    Decimals.of(own), rows));
        } else {
            double other = plain.get().details().path("averagePrecision").asDouble(Double.NaN);
            if (compared.isEmpty()) {
                sentences.add(Texts.format(
                        "%s is %s plain training on one split, which says nothing about noise.",
                        method,
                        own > other ? "ahead of" : own < other ? "behind" : "level with"));
            }
            sentences.add(Texts.format(
                    "%s: AP %s, plain training: %s, on the %s both were selected on, which flatters both.",
                    method, Decimals.of(own), Decimals.of(other), rows));
        }
        if (compared.isEmpty()) {
            sentences.add("Whether %s beyond noise, 'metabalance compare' says.".formatted(
                    plain.isPresent()
                            ? "that is"
                            : method.equals(PLAIN)
                                    ? "others beat it"
                                    : "it beats plain training and others"));
        }
        return sentences;
    }

    private List<Fact> settings() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Made with", root.path("madeWith").asString("")));
        facts.add(new Fact("Seed", training.path("seed").asString("")));
        for (String name : List.of("budget", "learningRate", "setting", "hypergradient", "updates",
                "seconds", "threshold")) {
            JsonNode value = training.path(name);
            if (!value.isMissingNode() && !value.isNull()) {
                facts.add(new Fact(
                        name.replaceAll("(?<=[a-z])(?=[A-Z])", " "), value.asString("")));
            }
        }
        return facts;
    }

    private ObjectNode data(boolean binary) {
        ObjectNode data = JSON.createObjectNode();
        data.set("classes", root.path("classes"));
        data.put("binary", binary);
        data.put("rows", "validation rows");
        data.putArray("order");
        data.putArray("shown");
        Map<String, List<RunScores>> runs = new LinkedHashMap<>();
        Map<String, List<Double>> thresholds = new LinkedHashMap<>();
        Stream.of(scores, plain).flatMap(Optional::stream).forEach(its -> {
            data.withArray("/order").add(its.method());
            data.withArray("/shown").add(its.method());
            runs.put(its.method(), List.of(its));
            thresholds.put(
                    its.method(),
                    List.of(its.details().path("threshold").asDouble(Double.NaN)));
        });
        new ReportData(runs, thresholds, Map.of()).write(data);
        return data;
    }
}
