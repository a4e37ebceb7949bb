package org.metabalance.meta.method.points;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Synthetic;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.blackbox.BlackBoxAugmentation;
import org.metabalance.meta.method.holdout.HoldOut;
import org.metabalance.meta.method.holdout.HoldOutLoss;
import org.metabalance.meta.method.points.ExplicitGradientLearning.Options;
import org.metabalance.meta.metric.AveragePrecision;

class ExplicitGradientLearningTest {
    private static final EncodedTable TEST = Synthetic.circles(10000, 100, .05, Rng.of(77));

    private static AugmentedNetwork fit(Options options, Problem task) {
        return new ExplicitGradientLearning("e", "e", options).fit(task);
    }

    private static Problem circles(int minority, int epochs, long seed) {
        Rng rng = Rng.of(seed);
        return new Problem(
                Synthetic.circles(100 * minority, minority, .05, rng.stream(1)),
                Synthetic.circles(2000, 20, .05, rng.stream(2)),
                List.of(32, 32), epochs, 128, .003, seed, done -> {});
    }

    private static Problem mixed(int epochs) {
        return new Problem(
                MixedTable.rows(300, 15, 1), MixedTable.rows(200, 10, 2), List.of(8), epochs, 64,
                .01, 3, done -> {});
    }

    private static double precision(Trained trained) {
        return AveragePrecision.of(
                Stream.of(trained.probabilities(TEST)).mapToDouble(p -> p[1]).toArray(),
                TEST.labels());
    }

    private static double mean(Method method) {
        double sum = 0;
        for (long seed = 0; seed < 3; seed++) {
            sum += precision(method.fit(circles(50, 60, seed))) / 3;
        }
        return sum;
    }

    @Test
    void onCirclesItDoesNotCollapseAndIsAtLeastStaticMinusNoise() {
        double fixed = mean(new ExplicitGradientLearning(
                "s", "s", Options.DEFAULT.with(Learned.NOTHING)));
        double learned = mean(new ExplicitGradientLearning("e", "e", Options.DEFAULT));
        assertTrue(learned > .5, "average precision " + learned);
        assertTrue(learned > fixed - .04, learned + " learned, " + fixed + " static");
    }

    @TestFactory
    Stream<DynamicTest> everyChoiceTrainsAndGivesTheSameBitsAgain() {
        Map<String, Options> choices = new LinkedHashMap<>();
        for (Learned learned : Learned.values()) {
            choices.put(learned.name(), Options.DEFAULT.with(learned));
        }
        choices.put("noise", Options.DEFAULT.with(new Initialisation.NoisyRows(.5)));
        choices.put("lowest scored", Options.DEFAULT.withPretraining(2)
                .with(new Initialisation.LowestScored()));
        choices.put("few points", Options.DEFAULT.withRatio(.2));
        choices.put("one division", Options.DEFAULT.with(HoldOut.DEFAULT.withCrossFitBelow(0)));
        choices.put("balanced", Options.DEFAULT.with(
                HoldOut.DEFAULT.withRatio(HoldOut.Ratio.BALANCED)));
        choices.put("smooth ap", Options.DEFAULT.with(
                HoldOut.DEFAULT.withLoss(new HoldOutLoss.SmoothAp(.05))));
        choices.put("adjusted", Options.DEFAULT.with(
                HoldOut.DEFAULT.withLoss(new HoldOutLoss.AdjustedCrossEntropy())));
        choices.put("jitter", Options.DEFAULT.withJitter(.1));
        choices.put("reweight", Options.DEFAULT.with(Learned.BOTH).with(
                WeightStep.DEFAULT.withRule(WeightStep.Rule.REWEIGHT)));
        choices.put("shortened", Options.DEFAULT.with(
                new VirtualStep(.1, VirtualStep.Update.SHORTENED, .5)));
        choices.put("raw", Options.DEFAULT.with(
                PointStep.DEFAULT.withStep(StepRule.RAW, 10)));
        return choices.entrySet().stream().map(choice -> dynamicTest(choice.getKey(), () -> {
            AugmentedNetwork once = fit(choice.getValue(), mixed(5));
            AugmentedNetwork again = fit(choice.getValue(), mixed(5));
            EncodedTable rows = MixedTable.rows(100, 10, 5);
            double[][] p = once.probabilities(rows);
            assertArrayEquals(p, again.probabilities(rows));
            assertTrue(
                    AveragePrecision.of(Stream.of(p).mapToDouble(x -> x[1]).toArray(),
                            rows.labels()) > .2);
            assertArrayEquals(once.augmentation().after(), again.augmentation().after());
            assertArrayEquals(once.augmentation().weights(), again.augmentation().weights());
            assertEquals(
                    choice.getValue().learned() == Learned.NOTHING ? "none" : "exact",
                    once.hypergradient());
        }));
    }

    @Test
    void itCanBeWatched() {
        Problem task = mixed(6);
        Augmentation watched = fit(
                Options.DEFAULT.withPretraining(2).with(new Initialisation.LowestScored()), task)
                .augmentation();
        assertEquals(task.train().featureNames(), watched.features());
        assertEquals(285, watched.labels().length);
        assertTrue(Arrays.stream(watched.labels()).allMatch(label -> label == 1));
        assertEquals(watched.before().length, watched.after().length);
        assertEquals(watched.before().length, watched.weights().length);
        assertEquals(6, watched.epochs().size());
        double best = watched.epochs().get(watched.kept()).averagePrecision();
        for (Augmentation.Epoch epoch : watched.epochs()) {
            assertTrue(epoch.averagePrecision() <= best);
            assertTrue(epoch.trainingLoss() > 0);
            boolean pretraining = epoch.epoch() < 2;
            assertEquals(
                    pretraining ? Augmentation.Phase.PRETRAINING : Augmentation.Phase.AUGMENTED,
                    epoch.phase());
            assertEquals(pretraining, Double.isNaN(epoch.holdOutLoss()));
            assertEquals(pretraining, epoch.displacement() == 0);
        }
        // half of the 15 rows, repeated
        assertEquals(8, Stream.of(watched.before()).map(Arrays::toString).distinct().count());
    }

    @Test
    void trainingThatEndsBeforeThePointsHasNone() {
        Augmentation none = fit(Options.DEFAULT.withPretraining(9), mixed(3)).augmentation();
        assertEquals(0, none.before().length);
        assertEquals(0, none.after().length);
        assertEquals(0, none.weights().length);
        assertEquals(3, none.epochs().size());
    }

    @Test
    void givenRowsAreTheOracle() {
        EncodedTable more = Synthetic.circles(1, 400, .05, Rng.of(5));
        EncodedTable minority = more.select(more.indicesOf(1));
        Problem task = circles(20, 60, 1);
        Options few = Options.DEFAULT.with(Learned.NOTHING);
        AugmentedNetwork oracle = fit(few.with(new Initialisation.Given(minority)), task);
        assertEquals(400, oracle.augmentation().before().length);
        assertTrue(precision(oracle) > precision(fit(few, task)));
        assertThrows(IllegalArgumentException.class,
                () -> fit(few.with(new Initialisation.Given(minority)), mixed(1)));
    }

    @Test
    void balancedClassesNeedNoPoints() {
        EncodedTable even = MixedTable.rows(50, 50, 1);
        Problem task = new Problem(even, even, List.of(4), 2, 16, .01, 1, done -> {});
        for (Method method : List.of(
                new ExplicitGradientLearning("e", "e", Options.DEFAULT),
                new FreshNoise("f", .1),
                new BlackBoxAugmentation("b", BlackBoxAugmentation.Options.DEFAULT),
                new AugmentedMetaBalance("m", AugmentedMetaBalance.Options.DEFAULT))) {
            assertEquals(2L * task.updatesPerEpoch(), method.fit(task).updates());
        }
    }

    @Test
    void pointsOfCategoriesAloneStay() {
        Problem task = new Problem(
                MixedTable.categories(200, 20, 1), MixedTable.categories(200, 20, 2), List.of(4),
                4, 32, .01, 1, done -> {});
        for (Learned learned : Learned.values()) {
            Augmentation points = fit(Options.DEFAULT.with(learned), task).augmentation();
            assertEquals(180, points.before().length);
            assertArrayEquals(points.before(), points.after());
        }
        for (Method method : List.of(
                new FreshNoise("f", .1),
                new BlackBoxAugmentation("b", BlackBoxAugmentation.Options.DEFAULT),
                new AugmentedMetaBalance("m", AugmentedMetaBalance.Options.DEFAULT))) {
            assertEquals(4L * task.updatesPerEpoch(), method.fit(task).updates());
        }
    }

    @Test
    void metaBalanceMovesPointsAndWeightsToo() {
        Augmentation points = new AugmentedMetaBalance("m", AugmentedMetaBalance.Options.DEFAULT)
                .fit(mixed(4)).augmentation();
        assertFalse(Arrays.deepEquals(points.before(), points.after()));
        for (float weight : points.weights()) {
            assertTrue(weight >= 0);
        }
        for (int i = 0; i < points.before().length; i++) {
            for (int j = 2; j < MixedTable.WIDTH; j++) {
                assertEquals(points.before()[i][j], points.after()[i][j]);
            }
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        Options defaults = Options.DEFAULT;
        assertThrows(IllegalArgumentException.class, () -> defaults.withRatio(0));
        assertThrows(IllegalArgumentException.class, () -> defaults.withRatio(1.1));
        assertThrows(IllegalArgumentException.class, () -> defaults.withPretraining(-1));
        assertThrows(IllegalArgumentException.class, () -> defaults.withJitter(-1));
        assertThrows(IllegalArgumentException.class,
                () -> defaults.with(new Initialisation.LowestScored()));
        assertThrows(IllegalArgumentException.class, () -> new Initialisation.SmotePoints(0));
        assertThrows(IllegalArgumentException.class, () -> new Initialisation.NoisyRows(-1));
        assertThrows(IllegalArgumentException.class,
                () -> new HoldOut(1, HoldOut.Ratio.NATURAL, new HoldOutLoss.CrossEntropy(), 1, 0));
        assertThrows(IllegalArgumentException.class,
                () -> PointStep.DEFAULT.withStep(StepRule.RAW, 0));
        assertThrows(IllegalArgumentException.class, () -> PointStep.DEFAULT.withCap(-1));
        assertThrows(IllegalArgumentException.class,
                () -> new VirtualStep(.1, VirtualStep.Update.SHORTENED, 1));
        assertThrows(IllegalArgumentException.class, () -> new FreshNoise("f", -.1));
    }
}
