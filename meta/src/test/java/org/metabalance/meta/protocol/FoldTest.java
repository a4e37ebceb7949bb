package org.metabalance.meta.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.metric.Scores;

class FoldTest {
    private static final Method PLAIN = Methods.find("plain").orElseThrow();

    /** One method on one fold is what an experiment does. */
    @Test
    void aRunIsThatOfAnExperiment() {
        Table table = Blobs.table(1, 300, 15);
        Splits splits = Splits.of(table, Target.of(table, "label"));
        ModelFor models = ModelFor.mlp(List.of(8));
        Run expected = Experiment.run(
                new Comparison(
                        splits, List.of(PLAIN), 3, models, Budget.DEFAULT.withEpochs(2), 2),
                Watch.NONE).get(2);
        Fold fold = splits.of(2);
        Run run = fold.run(PLAIN, fold.problem().withEpochs(2).with(models)).run();
        assertEquals(expected.seed(), run.seed());
        assertEquals(expected.metrics().values(), run.metrics().values());
        assertEquals(expected.threshold(), run.threshold());
        assertEquals(expected.updates(), run.updates());
    }

    @Test
    void theOutcomeTellsWhatSettingsAreChosenBy() {
        Table table = Blobs.table(1, 300, 15);
        Fold fold = Splits.of(table, Target.of(table, "label")).of(0);
        assertArrayEquals(new int[] {180, 9}, fold.train().classCounts());
        assertArrayEquals(new int[] {60, 3}, fold.validation().classCounts());
        assertArrayEquals(new int[] {60, 3}, fold.test().classCounts());
        Fold.Outcome outcome = fold.run(PLAIN, fold.problem().withEpochs(2));
        double precision = Scores.of(
                outcome.trained().probabilities(fold.validation()), fold.validation().labels(), .5)
                .averagePrecision();
        assertEquals(precision, outcome.validation());
    }
}
