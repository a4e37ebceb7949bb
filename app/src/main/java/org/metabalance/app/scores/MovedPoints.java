package org.metabalance.app.scores;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.points.Augmentation;
import org.metabalance.meta.method.points.Augmentation.Snapshots;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Learned points as pictures show them: where they began and where the kept epoch left them, in the two
 * features along which they moved most; how far they were after every epoch; and some of them after some epochs, on
 * the two principal components of the training rows, so that all epochs are drawn on the same axes.
 */
final class MovedPoints {
    /** Points that are kept, at most: the first ones. */
    private static final int MOST = 300;

    /** Training rows that stand behind the points, at most. */
    private static final int ROWS = 300;

    /** Features that are named for an axis. */
    private static final int NAMED = 3;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MovedPoints() {}

    /** Returns the pictures; empty without points or with a single feature. */
    static Optional<ObjectNode> of(Augmentation points, EncodedTable train) {
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
        PrincipalAxes.of(train).ifPresent(
                axes -> root.set("film", film(points, train, axes)));
        return Optional.of(root);
    }

    private static ObjectNode film(
            Augmentation points, EncodedTable train, PrincipalAxes principal) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode axes = root.putArray("axes");
        for (int a = 0; a < principal.axes().length; a++) {
            double[] axis = principal.axes()[a];
            ObjectNode one = axes.addObject();
            one.put("share", (float) principal.shares()[a]);
            ArrayNode named = one.putArray("features");
            PrincipalAxes.most(axis).stream().limit(NAMED)
                    .forEach(j -> named.add(points.features().get(j)));
        }
        ArrayNode rows = root.putArray("rows");
        int some = Math.min(ROWS, train.rows());
        for (int i = 0; i < some; i++) {
            int row = (int) ((long) i * train.rows() / some);
            float[] features = new float[train.width()];
            for (int j = 0; j < features.length; j++) {
                features[j] = train.feature(row, j);
            }
            place(rows.addArray().add(train.label(row)), features, principal);
        }
        int[] shown = points.snapshots().points();
        ArrayNode numbers = root.putArray("points");
        for (int p : shown) {
            numbers.addArray().add(p).add(points.labels()[p]).add(points.weights()[p]);
        }
        ArrayNode frames = root.putArray("frames");
        List<Snapshots.Frame> all = new ArrayList<>(points.snapshots().frames());
        int kept = Math.max(all.getFirst().epochs(), points.kept() + 1);
        if (all.stream().noneMatch(frame -> frame.epochs() == kept)) {
            float[][] after = IntStream.of(shown).mapToObj(p -> points.after()[p])
                    .toArray(float[][]::new);
            all.add(new Snapshots.Frame(kept, after));
            all.sort(Comparator.comparingInt(Snapshots.Frame::epochs));
        }
        for (Snapshots.Frame frame : all) {
            ObjectNode one = frames.addObject();
            one.put("epochs", frame.epochs());
            one.put("kept", frame.epochs() == kept);
            ArrayNode places = one.putArray("places");
            for (float[] position : frame.positions()) {
                place(places.addArray(), position, principal);
            }
        }
        return root;
    }

    /** A thousandth of a standard deviation is more than a picture shows. */
    private static void place(ArrayNode node, float[] point, PrincipalAxes principal) {
        for (int axis = 0; axis < principal.axes().length; axis++) {
            node.add(Math.rint(1000 * principal.place(axis, point)) / 1000);
        }
    }
}
