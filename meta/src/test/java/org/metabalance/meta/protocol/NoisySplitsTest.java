package org.metabalance.meta.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.LabelNoise;
import org.metabalance.meta.data.NoisyExamples;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.ModelFor;

class NoisySplitsTest {
    private static final Table TABLE = Blobs.table(1, 400, 40);
    private static final Splits RIGHT = Splits.of(TABLE, Target.of(TABLE, "label"));
    private static final Splits WRONG = NoisySplits.of(RIGHT, new LabelNoise.Symmetric(.4));

    @Test
    void labelsToLearnFromAreWrongAndNoOthers() {
        Fold right = RIGHT.of(1);
        Fold wrong = WRONG.of(1);
        assertArrayEquals(right.validation().labels(), wrong.validation().labels());
        assertArrayEquals(right.test().labels(), wrong.test().labels());
        int different = 0;
        int[] trusted = new int[2];
        for (int i = 0; i < right.train().size(); i++) {
            boolean changed = right.train().label(i) != wrong.train().label(i);
            different += changed ? 1 : 0;
            assertEquals(changed, ((NoisyExamples) wrong.train()).wrong(i));
            trusted[wrong.train().label(i)] += wrong.train().trusted(i) ? 1 : 0;
        }
        assertEquals(.4, different / (double) right.train().size(), .08);
        assertArrayEquals(new int[] {NoisySplits.TRUSTED, NoisySplits.TRUSTED}, trusted);
        assertArrayEquals(wrong.train().labels(), WRONG.of(1).train().labels());
        assertFalse(Arrays.equals(wrong.train().labels(), WRONG.of(2).train().labels()));
    }

    /** Those that look at features, select rows, or make a small balanced set. */
    @Test
    void everyKindOfMethodLearnsFromThem() {
        Fold fold = WRONG.of(1);
        for (String name : new String[] {"plain", "smote", "tomek-links", "egl", "curvenet",
            "meta-weight-net", "easy-ensemble", "balms", "m2m", "recipe", "metabalance"}) {
            double[][] p = Methods.find(name).orElseThrow()
                    .fit(fold.problem().with(ModelFor.mlp(List.of(8))).withEpochs(10))
                    .probabilities(fold.test());
            assertTrue(Double.isFinite(p[0][1]), name);
        }
    }
}
