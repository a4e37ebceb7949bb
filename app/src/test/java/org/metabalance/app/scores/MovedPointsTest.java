package org.metabalance.app.scores;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.points.AugmentedNetwork;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Learned points on the axes of the training rows. */
class MovedPointsTest {
    /** Three features, of which the first two vary together, by 3 along (1, 1) and 1 across; the last by .1. */
    private static EncodedTable rows(long seed, int count, int positives) {
        Rng rng = Rng.of(seed);
        float[] features = new float[3 * count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            double along = 3 * rng.normal(3 * i);
            double across = rng.normal(3 * i + 1);
            features[3 * i] = (float) ((along + across) / Math.sqrt(2));
            features[3 * i + 1] = (float) ((along - across) / Math.sqrt(2));
            features[3 * i + 2] = (float) (.1 * rng.normal(3 * i + 2));
            labels[i] = i < positives ? 1 : 0;
        }
        return EncodedTable.numeric(features, labels, 2);
    }

    @Test
    void axesAreTheDirectionsOfMostVariance() {
        PrincipalAxes axes = PrincipalAxes.of(rows(1, 4000, 100)).orElseThrow();
        double half = Math.sqrt(.5);
        assertArrayEquals(new double[] {half, half, 0}, axes.axes()[0], .03);
        assertArrayEquals(
                new double[] {half, -half, 0},
                axes.axes()[1][0] > 0 ? axes.axes()[1] : new double[] {
                    -axes.axes()[1][0], -axes.axes()[1][1], -axes.axes()[1][2]
                }, .03);
        assertEquals(.899, axes.shares()[0], .02);
        assertEquals(.1, axes.shares()[1], .02);
        float[] mean = {(float) axes.mean()[0], (float) axes.mean()[1], (float) axes.mean()[2]};
        assertEquals(0, axes.place(0, mean), 1e-6);
    }

    @Test
    void rowsThatAreAlikeOrOfOneFeatureHaveNone() {
        assertTrue(PrincipalAxes.of(EncodedTable.numeric(
                new float[] {1, 2, 1, 2}, new int[] {0, 1}, 2)).isEmpty());
        assertTrue(PrincipalAxes.of(EncodedTable.numeric(
                new float[] {1, 2}, new int[] {0, 1}, 2)).isEmpty());
    }

    @Test
    void framesAreOfSomeEpochsOnAxesOfTheTrainingRows() {
        EncodedTable train = rows(1, 600, 100);
        AugmentedNetwork trained = (AugmentedNetwork) Methods.find("egl").orElseThrow().fit(
                new Problem(
                        train, rows(2, 200, 40), ModelFor.mlp(List.of(4)),
                        new Budget(27, 32, .01), 1, done -> {}));
        ObjectNode root = MovedPoints.of(trained.augmentation(), train).orElseThrow();
        JsonNode film = root.get("film");
        assertEquals(200, film.get("points").size());
        assertEquals(300, film.get("rows").size());
        JsonNode frames = film.get("frames");
        assertTrue(frames.size() >= 7 && frames.size() <= 12, frames::toString);
        assertEquals(0, frames.get(0).get("epochs").asInt());
        assertEquals(27, frames.get(frames.size() - 1).get("epochs").asInt());
        assertEquals(1, frames.valueStream().filter(f -> f.get("kept").asBoolean()).count());

        int first = film.get("points").get(1).get(0).asInt();
        PrincipalAxes axes = PrincipalAxes.of(train).orElseThrow();
        JsonNode place = frames.get(0).get("places").get(1);
        float[] before = trained.augmentation().before()[first];
        assertEquals(axes.place(0, before), place.get(0).asDouble(), 1e-3);
        assertEquals(axes.place(1, before), place.get(1).asDouble(), 1e-3);
        for (JsonNode frame : frames) {
            if (frame.get("kept").asBoolean()) {
                float[] after = trained.augmentation().after()[first];
                assertEquals(
                        axes.place(0, after), frame.get("places").get(1).get(0).asDouble(), 1e-3);
            }
        }
    }
}
