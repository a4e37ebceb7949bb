package org.metabalance.meta.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassGroupsTest {
    @Test
    void byCountHasTheBoundsOfLiu() {
        ClassGroups groups = ClassGroups.byCount(new int[] {19, 20, 100, 101, 5000});
        assertEquals(
                Map.of("many", List.of(3, 4), "medium", List.of(1, 2), "few", List.of(0)),
                groups.groups());
        assertEquals(List.of("many", "medium", "few"), List.copyOf(groups.groups().keySet()));
        assertEquals("few", groups.of(0));
        assertThrows(IllegalArgumentException.class, () -> groups.of(5));
    }

    @Test
    void byThirdsRanksTheClasses() {
        assertEquals(
                Map.of("head", List.of(1, 2, 6), "middle", List.of(8, 3, 0, 9),
                        "tail", List.of(7, 5, 4)),
                ClassGroups.byThirds(new int[] {31, 5000, 46, 37, 6, 14, 43, 16, 41, 19})
                        .groups());
        assertEquals(
                Map.of("head", List.of(0), "middle", List.of(), "tail", List.of(1)),
                ClassGroups.byThirds(new int[] {5, 5}).groups());
        assertEquals(33, ClassGroups.byThirds(new int[100]).groups().get("tail").size());
    }

    @Test
    void theAccuracyOfAGroupIsTheMeanRecallOfItsClasses() {
        ConfusionMatrix confusion = ConfusionMatrix.of(new int[][] {
            {9, 1, 0, 0}, {1, 1, 0, 0}, {0, 0, 0, 0}, {3, 0, 0, 1}});
        Map<String, Double> accuracies = ClassGroups.byCount(new int[] {200, 300, 50, 2})
                .accuracies(confusion);
        assertEquals(.7, accuracies.get("many"), 1e-12);
        assertEquals(Double.NaN, accuracies.get("medium"));
        assertEquals(.25, accuracies.get("few"));
    }
}
