package org.metabalance.meta.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.metric.Scores;

class FoldTest {
    private static final Method PLAIN = Methods.find("plain").orElseThrow();

    /** One method on one fold is what an experiment does. */
    @Test
    void aRunIsThatOfAnExperiment() {
        Table table = Blobs.table(1, 300, 15);
        Target target = Target.of(table, "label");
        Run expected = Experiment.run(
                new Plan(table, target, List.of(PLAIN), 3, 2, List.of(8), 2), Watch.NONE).get(2);
        Fold fold = Fold.of(table, target, 2);
        Run run = fold.run(PLAIN, fold.task().withEpochs(2).withNetwork(List.of(8), Map.of()))
                .run();
        assertEquals(expected.seed(), run.seed());
        assertEquals(expected.metrics().values(), run.metrics().values());
        assertEquals(expected.threshold(), run.threshold());
        assertEquals(expected.updates(), run.updates());
    }

    @Test
    void theOutcomeTellsWhatSettingsAreChosenBy() {
        Table table = Blobs.table(1, 300, 15);
        Fold fold = Fold.of(table, Target.of(table, "label"), 0);
        assertArrayEquals(new int[] {180, 9}, fold.train().classCounts());
        assertArrayEquals(new int[] {60, 3}, fold.validation().classCounts());
        assertArrayEquals(new int[] {60, 3}, fold.test().classCounts());
        Fold.Outcome outcome = fold.run(PLAIN, fold.task().withEpochs(2));
        double precision = Scores.of(
                outcome.trained().probabilities(fold.validation()), fold.validation().labels(), .5)
                .averagePrecision();
        assertEquals(precision, outcome.validation());
    }
}
