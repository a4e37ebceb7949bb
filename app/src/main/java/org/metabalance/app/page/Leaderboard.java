package org.metabalance.app.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.app.console.Texts;
import org.metabalance.app.report.Decimals;
import tools.jackson.databind.JsonNode;

/**
 * The table of methods.
 *
 * @param columns titles
 * @param rows cells by row
 */
public record Leaderboard(List<String> columns, List<Row> rows) {
    private static final Map<String, String> OF_TABLES = titles(
            "averagePrecision", "AP", "rocAuc", "ROC-AUC", "brier", "Brier", "balancedAccuracy",
            "Bal. acc.", "f1", "F1", "mcc", "MCC");
    private static final Map<String, String> OF_NODES = titles(
            "averagePrecision", "AP", "balancedAccuracy", "Bal. acc.", "macroF1", "Macro F1",
            "gMean", "G-mean", "rocAuc", "ROC-AUC", "brier", "Brier");
    private static final Map<String, String> OF_IMAGES = titles(
            "balancedAccuracy", "Bal. acc.", "accuracy", "Accuracy", "headAccuracy", "Head",
            "middleAccuracy", "Middle", "tailAccuracy", "Tail", "averagePrecision", "AP", "brier",
            "Brier");

    /**
     * A method.
     *
     * @param method its name
     * @param kind {@code best}, {@code reference} or empty
     * @param cells the other columns
     */
    public record Row(String method, String kind, List<Cell> cells) {}

    /**
     * A cell.
     *
     * @param text the number
     * @param error its standard error; empty without one
     */
    public record Cell(String text, String error) {}

    private static Map<String, String> titles(String... pairs) {
        Map<String, String> titles = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            titles.put(pairs[i], pairs[i + 1]);
        }
        return titles;
    }

    static Leaderboard of(JsonNode root) {
        Map<String, String> metrics = root.has("images") ? OF_IMAGES
                : root.has("graph") ? OF_NODES : OF_TABLES;
        JsonNode summary = root.path("summary");
        JsonNode first = summary.path("methods").path(0);
        List<String> shown = metrics.keySet().stream()
                .filter(name -> first.path("metrics").has(name)).toList();
        JsonNode verdict = summary.path("verdicts").path(0);
        Map<String, JsonNode> versus = new HashMap<>();
        verdict.path("others").forEach(node -> versus.put(node.path("method").asString(), node));
        Map<String, Double> scoring = scoring(root);
        List<String> columns = new ArrayList<>(List.of("Method"));
        shown.forEach(name -> columns.add(metrics.get(name)));
        boolean compared = !versus.isEmpty();
        if (compared) {
            columns.add("Against " + verdict.path("baseline").asString());
            columns.add("p (Holm)");
        }
        columns.addAll(List.of("Fit, s", "Score, ms"));
        List<Row> rows = new ArrayList<>();
        for (String group : List.of("methods", "references")) {
            for (JsonNode node : summary.path(group)) {
                String method = node.path("method").asString();
                List<Cell> cells = new ArrayList<>();
                shown.forEach(name -> cells.add(estimate(node.path("metrics").path(name))));
                if (compared) {
                    JsonNode one = versus.get(method);
                    cells.add(one == null ? new Cell("\u2013", "") : difference(one));
                    cells.add(one == null ? new Cell("", "") : p(one));
                }
                cells.add(new Cell(seconds(node.path("seconds").path("median").asDouble(0)), ""));
                Double time = scoring.get(method);
                cells.add(new Cell(time == null ? "\u2013" : Texts.format("%.1f", 1e3 * time), ""));
                rows.add(new Row(
                        method, group.equals("references") ? "reference"
                                : rows.isEmpty() ? "best" : "",
                        cells));
            }
        }
        return new Leaderboard(columns, rows);
    }

    private static String seconds(double seconds) {
        return Texts.format(seconds < 99.95 ? "%.1f" : "%.0f", seconds);
    }

    private static Cell estimate(JsonNode node) {
        return new Cell(
                Decimals.of(node.path("mean").asDouble(Double.NaN)),
                node.path("standardError").isNumber()
                        ? Decimals.of(node.path("standardError").asDouble())
                        : "");
    }

    private static Cell difference(JsonNode node) {
        return new Cell(
                Decimals.difference(node.path("difference").asDouble(Double.NaN)),
                node.path("standardError").isNumber()
                        ? Decimals.of(node.path("standardError").asDouble())
                        : "");
    }

    private static Cell p(JsonNode node) {
        if (!node.path("pValueHolm").isNumber()) {
            return new Cell("\u2013", "");
        }
        double p = node.path("pValueHolm").asDouble();
        String word = switch (node.path("beyondNoise").asString("")) {
            case "better" -> " better";
            case "worse" -> " worse";
            default -> "";
        };
        return new Cell((p < .001 ? "< .001" : Decimals.of(p)) + word, "");
    }

    /** Returns the median scoring time of each method's runs, the first aside as fit times have it. */
    private static Map<String, Double> scoring(JsonNode root) {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        root.path("runs").forEach(run -> {
            if (run.path("scoringSeconds").isNumber()) {
                times.computeIfAbsent(run.path("method").asString(), _ -> new ArrayList<>())
                        .add(run.path("scoringSeconds").asDouble());
            }
        });
        Map<String, Double> medians = new HashMap<>();
        times.forEach((method, all) -> {
            List<Double> sorted = all.stream().skip(all.size() > 1 ? 1 : 0).sorted().toList();
            int n = sorted.size();
            medians.put(method, (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2);
        });
        return medians;
    }
}
