package org.metabalance.app.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.app.scores.RunScores;
import org.metabalance.meta.statistics.Estimate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a page tells of a method's trainings besides their scores. */
final class DetailData {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Epochs that are shown of a run, at most; and of each of its trainings, at least. */
    private static final int EPOCHS = 120;

    private static final int FEWEST_EPOCHS = 12;
    private static final int MISSED = 8;

    /** Learned points that are drawn by epoch, of all methods together. */
    private static final int POINTS = 800;

    private final int films;

    /** Takes the runs of all methods. */
    DetailData(Map<String, List<RunScores>> runs) {
        films = (int) runs.values().stream()
                .filter(own -> own.getFirst().details().path("points").has("film")).count();
    }

    void write(ObjectNode node, List<RunScores> own) {
        JsonNode first = own.getFirst().details();
        for (String name : List.of("views", "weights", "points")) {
            if (first.has(name)) {
                node.set(name, first.get(name).deepCopy());
            }
        }
        if (node.path("points").path("film") instanceof ObjectNode film) {
            node.withObject("/points").set("film", thinned(film));
        }
        ArrayNode courses = node.putArray("courses");
        own.forEach(run -> course(courses, run));
        importance(node, own);
        missed(node, own);
    }

    /** Of many methods with learned points, fewer points of each are drawn by epoch. */
    private ObjectNode thinned(ObjectNode film) {
        ObjectNode some = JSON.createObjectNode();
        film.properties().forEach(entry -> some.set(entry.getKey(), entry.getValue()));
        int every = Math.max(
                1, Math.ceilDiv(film.path("points").size() * films, POINTS));
        some.set("points", every(film.path("points"), every));
        ArrayNode frames = some.putArray("frames");
        film.path("frames").forEach(frame -> {
            ObjectNode one = ((ObjectNode) frame).deepCopy();
            one.set("places", every(frame.path("places"), every));
            frames.add(one);
        });
        return some;
    }

    private static ArrayNode every(JsonNode all, int step) {
        ArrayNode some = JSON.createArrayNode();
        for (int i = 0; i < all.size(); i += step) {
            some.add(all.get(i));
        }
        return some;
    }

    private static void course(ArrayNode courses, RunScores run) {
        JsonNode trainings = run.details().path("course");
        int most = Math.max(FEWEST_EPOCHS, EPOCHS / Math.max(1, trainings.size()));
        trainings.forEach(training -> {
            JsonNode epochs = training.path("epochs");
            if (epochs.isEmpty()) {
                return;
            }
            ObjectNode one = courses.addObject();
            int kept = training.path("kept").asInt(-1);
            one.put("seed", run.seed());
            one.put("name", training.path("name").asString(""));
            one.put("kept", kept);
            int every = Math.ceilDiv(epochs.size(), most);
            for (int epoch = 0; epoch < epochs.size(); epoch++) {
                if (epoch % every == 0 || epoch == kept || epoch == epochs.size() - 1) {
                    ArrayNode row = one.withArray("/epochs").addArray().add(epoch + 1);
                    epochs.get(epoch).forEach(
                            value -> Numbers.add(row, value.asDouble(Double.NaN)));
                }
            }
        });
    }

    private static void importance(ObjectNode node, List<RunScores> own) {
        Map<String, List<Double>> losses = new LinkedHashMap<>();
        own.forEach(run -> run.details().path("importance").properties().forEach(
                column -> losses.computeIfAbsent(column.getKey(), _ -> new ArrayList<>())
                        .add(column.getValue().asDouble(0))));
        ArrayNode rows = node.putArray("importance");
        losses.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, List<Double>> e) -> -e
                        .getValue().stream().mapToDouble(x -> x).average().orElse(0)))
                .forEach(column -> {
                    Estimate loss = Estimate.of(
                            column.getValue().stream().mapToDouble(x -> x).toArray());
                    ArrayNode row = rows.addArray().add(column.getKey());
                    Numbers.add(row, loss.mean(), loss.standardError());
                });
    }

    /** The lowest scores over all seeds; a row that is missed on several stands there once. */
    private static void missed(ObjectNode node, List<RunScores> own) {
        Map<Integer, ObjectNode> rows = new LinkedHashMap<>();
        own.stream().flatMap(run -> run.details().path("missed").valueStream()
                .map(row -> ((ObjectNode) row.deepCopy()).put("seed", run.seed())))
                .sorted(Comparator.comparingDouble(
                        (ObjectNode row) -> row.path("score").asDouble(0)))
                .forEach(row -> rows.putIfAbsent(row.path("row").asInt(), row));
        ArrayNode some = node.putArray("missed");
        rows.values().stream().limit(MISSED).forEach(some::add);
    }
}
