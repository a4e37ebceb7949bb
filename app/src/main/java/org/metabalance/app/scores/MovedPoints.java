package org.metabalance.app.scores;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.metabalance.meta.method.points.Augmentation;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Learned points as a picture shows them: where they began and where the kept epoch left them, in the two
 * features along which they moved most, and how far they were after every epoch.
 */
final class MovedPoints {
    /** Points that are kept, at most: the first ones. */
    private static final int MOST = 300;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MovedPoints() {}

    /** Returns the picture; empty without points or with a single feature. */
    static Optional<ObjectNode> of(Augmentation points) {
        int width = points.features().size();
        if (points.labels().length == 0 || width < 2) {
            return Optional.empty();
        }
        double[] moved = new double[width];
        for (int p = 0; p < points.labels().length; p++) {
            for (int j = 0; j < width; j++) {
                moved[j] += Math.abs(points.after()[p][j] - points.before()[p][j]);
            }
        }
        List<Integer> most = IntStream.range(0, width).boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -moved[j])).limit(2).toList();
        ObjectNode root = JSON.createObjectNode();
        most.forEach(j -> root.withArray("/features").add(points.features().get(j)));
        ArrayNode all = root.putArray("points");
        for (int p = 0; p < Math.min(MOST, points.labels().length); p++) {
            ArrayNode one = all.addArray().add(points.labels()[p]);
            for (float[] place : List.of(points.before()[p], points.after()[p])) {
                most.forEach(j -> one.add(place[j]));
            }
            one.add(points.weights()[p]);
        }
        root.put("of", points.labels().length);
        ArrayNode distance = root.putArray("distance");
        points.epochs().forEach(epoch -> distance.add((float) epoch.displacement()));
        return Optional.of(root);
    }
}
