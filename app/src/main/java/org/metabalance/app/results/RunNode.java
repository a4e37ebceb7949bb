package org.metabalance.app.results;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.meta.metric.ConfusionMatrix;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.protocol.Run;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as it stands in {@code results.json}. What is written is read back bit for bit: numbers are
 * written with as many digits as tell them from all others; {@code null} is not-a-number.
 */
final class RunNode {
    private RunNode() {}

    /** Writes a run. */
    static void write(KeptRun kept, String key, List<String> classes, ObjectNode node) {
        Run run = kept.run();
        node.put("method", run.method());
        node.put("seed", run.seed());
        if (run.reference()) {
            node.put("reference", true);
        }
        node.put("key", key);
        node.put("hypergradient", run.hypergradient());
        if (!run.setting().isEmpty()) {
            node.put("setting", run.setting());
        }
        ObjectNode metrics = node.putObject("metrics");
        run.metrics().values().forEach((name, value) -> ResultsFile.number(metrics, name, value));
        if (classes.size() > 2) {
            ObjectNode recalls = metrics.putObject("perClassRecall");
            for (int c = 0; c < classes.size(); c++) {
                ResultsFile.number(recalls, classes.get(c), run.metrics().perClassRecall()[c]);
            }
        }
        confusion(node.putArray("confusion"), run.metrics().confusion());
        ResultsFile.number(node, "seconds", run.seconds());
        ResultsFile.number(node, "scoringSeconds", kept.scoringSeconds());
        node.put("updates", run.updates());
        ResultsFile.number(node, "threshold", run.threshold());
        if (kept.decision() != null) {
            kept.decision().write(node.putObject("decision"));
        }
        if (!kept.mistakes().isEmpty()) {
            ArrayNode mistakes = node.putArray("tailMistakes");
            for (Mistake mistake : kept.mistakes()) {
                mistakes.addObject().put("image", mistake.image())
                        .put("is", classes.get(mistake.actual()))
                        .put("predicted", classes.get(mistake.predicted()))
                        .put("probability", mistake.probability());
            }
        }
    }

    private static void confusion(ArrayNode rows, ConfusionMatrix matrix) {
        for (int actual = 0; actual < matrix.classes(); actual++) {
            ArrayNode row = rows.addArray();
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                row.add(matrix.count(actual, predicted));
            }
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws RuntimeException if it is anything else
     */
    static KeptRun read(JsonNode node, List<String> classes) {
        JsonNode metrics = node.required("metrics");
        ConfusionMatrix confusion = confusion(node.required("confusion"));
        double threshold = number(node, "threshold");
        Scores scores = new Scores(
                number(metrics, "averagePrecision"),
                number(metrics, "rocAuc"),
                number(metrics, "balancedAccuracy"),
                number(metrics, "gMean"),
                number(metrics, "f1"),
                number(metrics, "mcc"),
                number(metrics, "brier"),
                number(metrics, "ece"),
                confusion.recalls(),
                confusion,
                threshold);
        List<Mistake> mistakes = new ArrayList<>();
        for (JsonNode mistake : node.path("tailMistakes")) {
            mistakes.add(new Mistake(
                    mistake.required("image").intValue(),
                    classes.indexOf(mistake.required("is").stringValue()),
                    classes.indexOf(mistake.required("predicted").stringValue()),
                    number(mistake, "probability")));
        }
        return new KeptRun(new Run(
                node.required("method").stringValue(),
                node.required("seed").intValue(),
                node.required("hypergradient").stringValue(),
                scores,
                number(node, "seconds"),
                node.required("updates").longValue(),
                threshold,
                node.path("setting").asString(""),
                node.path("reference").asBoolean(false)), mistakes,
                RunDecision.read(node.path("decision")), number(node, "scoringSeconds"));
    }

    private static ConfusionMatrix confusion(JsonNode rows) {
        int[][] counts = new int[rows.size()][rows.size()];
        for (int actual = 0; actual < counts.length; actual++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                counts[actual][predicted] = rows.required(actual).required(predicted).intValue();
            }
        }
        return ConfusionMatrix.of(counts);
    }

    private static double number(JsonNode node, String name) {
        JsonNode value = node.required(name);
        return value.isNull() ? Double.NaN : value.doubleValue();
    }
}
