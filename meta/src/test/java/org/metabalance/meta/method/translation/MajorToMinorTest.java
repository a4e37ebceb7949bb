package org.metabalance.meta.method.translation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.image.ChannelScale;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.MadeImages;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.nn.model.Conv4;
import org.metabalance.nn.model.Head;

class MajorToMinorTest {
    private static final MajorToMinor M2M = new MajorToMinor();

    @Test
    void acceptedTranslationsAreThoseThatTheTargetIsSureOf() {
        Problem problem = Blobs.problem(3, 1);
        TranslatedNetwork trained = M2M.withStep(.3).withDeferral(.5).withGamma(.6).fit(problem);
        Translations all = trained.translations();
        assertTrue(all.acceptance() > .05 && all.acceptance() < 1, all::toString);
        assertEquals(trained.updates(), all.targetUpdates());
        assertTrue(all.distance() > 0 && all.distance() < 10 * .3 + .5, all::toString);
        long drawn = 0;
        for (Translations.OfClass each : all.classes()) {
            drawn += each.drawn();
            assertTrue(each.marked() <= each.drawn() && each.translated() <= each.marked()
                    && each.confident() <= each.translated()
                    && each.accepted() <= each.confident(), each::toString);
        }
        int updates = 3 * problem.updatesPerEpoch();
        assertEquals(updates * (long) problem.batch(), drawn);
        Translations.OfClass largest = all.classes().getFirst();
        Translations.OfClass smallest = all.classes().getLast();
        assertEquals(0, largest.marked());
        assertTrue(Double.isNaN(largest.confidence()) && Double.isNaN(largest.lowest()));
        assertTrue(smallest.accepted() > 0 && smallest.lowest() >= .6f, smallest::toString);
        assertTrue(smallest.confidence() >= smallest.lowest());
        // 1 - 20 / 400 are marked; classes are equally many
        assertEquals(.95, (double) smallest.marked() / smallest.drawn(), .05);
        assertEquals(1 / 3.0, (double) smallest.drawn() / drawn, .05);
    }

    @Test
    void aHigherThresholdAcceptsLess() {
        Problem problem = Blobs.problem(2, 1);
        MajorToMinor often = M2M.withStep(.4).withDeferral(.5);
        long accepted = Long.MAX_VALUE;
        for (double gamma : new double[] {0, .5, .99}) {
            Translations now = often.withGamma(gamma).fit(problem).translations();
            assertTrue(now.accepted() < accepted, now::toString);
            accepted = now.accepted();
        }
    }

    /** If nothing is translated it is plain training; the target network disturbs nothing. */
    @Test
    void beforeTheDeferralEndsItIsPlainTraining() {
        Problem problem = Blobs.problem(3, 2);
        TranslatedNetwork trained = M2M.withDeferral(1).fit(problem);
        assertArrayEquals(
                Methods.find("plain").orElseThrow().fit(problem)
                        .probabilities(problem.validation()),
                trained.probabilities(problem.validation()));
        assertEquals(0, trained.translations().translated());
        assertTrue(Double.isNaN(trained.translations().acceptance()));
    }

    @Test
    void aBalancedTargetIsAnother() {
        Problem problem = Blobs.problem(2, 3);
        MajorToMinor natural = M2M.withStep(.3).withDeferral(0);
        Translations of = natural.fit(problem).translations();
        Translations balanced = natural.with(MajorToMinor.Target.BALANCED).fit(problem)
                .translations();
        // which has no prejudice against the small class
        assertTrue(balanced.acceptance() > of.acceptance(), () -> of + " " + balanced);
    }

    @Test
    void imagesAreTranslatedAndTheSameEveryTime() {
        ImageSet set = MadeImages.of(16, 16, 1, 1 << 20, 60, 20, 10);
        ChannelScale scale = ChannelScale.fit(set);
        Problem problem = Problem.of(
                new ImageExamples(set, scale, Augmentation.cropAndFlip(1)),
                new ImageExamples(set, scale, Augmentation.NONE), 5)
                .with((ModelFor) examples -> new Conv4(16, 16, 1, 4, 3, Head.linear()))
                .with(new Budget(8, 16, .01));
        MajorToMinor often = M2M.withStep(.3).withBeta(.9).withDeferral(.5).withGamma(.3);
        TranslatedNetwork once = often.fit(problem);
        TranslatedNetwork again = often.fit(problem);
        assertTrue(once.translations().accepted() > 0, once.translations()::toString);
        assertEquals(once.translations(), again.translations());
        double[][] scores = once.probabilities(problem.validation());
        assertArrayEquals(scores, again.probabilities(problem.validation()));
        assertFalse(Arrays.deepEquals(
                scores, M2M.withDeferral(1).fit(problem).probabilities(problem.validation())));
    }

    /** Two large classes and a small one: seeds of the small one come from both, of the largest from none. */
    @Test
    void seedsAreOfLargerClasses() {
        int[] counts = {1000, 600, 20};
        int[] labels = new int[1620];
        Arrays.fill(labels, 1000, 1600, 1);
        Arrays.fill(labels, 1600, 1620, 2);
        Drawing drawing = new Drawing(labels, counts, .999, Rng.of(1));
        int[][] from = new int[3][3];
        for (int run = 0; run < 50; run++) {
            Drawing.Drawn drawn = drawing.draw(run, 64);
            for (int i = 0; i < 64; i++) {
                assertEquals(labels[drawn.examples()[i]], drawn.labels()[i]);
                if (drawn.translated(i)) {
                    assertTrue(drawn.marked()[i]);
                    from[drawn.labels()[i]][drawn.labels()[drawn.seeds()[i]]]++;
                } else {
                    assertFalse(drawn.lucky()[i]);
                }
            }
        }
        assertArrayEquals(new int[3], from[0]);
        assertTrue(from[1][0] > 0 && from[1][1] == 0 && from[1][2] == 0);
        double expected = (1 - Math.pow(.999, 980))
                / (2 - Math.pow(.999, 980) - Math.pow(.999, 580));
        assertEquals(0, from[2][2]);
        assertEquals(expected, (double) from[2][0] / (from[2][0] + from[2][1]), .05);
    }

    @Test
    void whatCannotBeIsSaid() {
        assertEquals("m2m: beta must be at least 0 and below 1, got 1.0",
                assertThrows(IllegalArgumentException.class, () -> M2M.withBeta(1)).getMessage());
        for (double wrong : List.of(-.1, Double.NaN)) {
            assertThrows(IllegalArgumentException.class, () -> M2M.withStep(wrong));
            assertThrows(IllegalArgumentException.class, () -> M2M.withGamma(wrong));
            assertThrows(IllegalArgumentException.class, () -> M2M.withNoise(wrong));
            assertThrows(IllegalArgumentException.class, () -> M2M.withDeferral(wrong));
        }
        assertThrows(IllegalArgumentException.class, () -> M2M.withStep(0));
    }
}
