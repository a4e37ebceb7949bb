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
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.Synthetic;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.blackbox.BlackBoxAugmentation;
import org.metabalance.meta.method.holdout.HoldOut;
import org.metabalance.meta.method.holdout.HoldOutLoss;
import org.metabalance.meta.method.points.Points.Learned;
import org.metabalance.meta.metric.AveragePrecision;

class ExplicitGradientLearningTest {
    private static final EncodedTable TEST = Synthetic.circles(10000, 100, .05, Rng.of(77));

    private static final ExplicitGradientLearning DEFAULT = ExplicitGradientLearning.of("e", "e");

    private static ExplicitGradientLearning with(Learned learned) {
        return DEFAULT.with(Points.DEFAULT.with(learned));
    }

    private static Problem circles(int minority, int epochs, long seed) {
        Rng rng = Rng.of(seed);
        return Problem.of(
                Synthetic.circles(100 * minority, minority, .05, rng.stream(1)),
                Synthetic.circles(2000, 20, .05, rng.stream(2)), seed)
                .with(ModelFor.mlp(List.of(32, 32))).with(new Budget(epochs, 128, .003));
    }

    private static Problem mixed(int epochs) {
        return Problem.of(MixedTable.rows(300, 15, 1), MixedTable.rows(200, 10, 2), 3)
                .with(ModelFor.mlp(List.of(8))).with(new Budget(epochs, 64, .01));
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
        double fixed = mean(with(Learned.NOTHING));
        double learned = mean(DEFAULT);
        assertTrue(learned > .5, "average precision " + learned);
        assertTrue(learned > fixed - .04, learned + " learned, " + fixed + " static");
    }

    @TestFactory
    Stream<DynamicTest> everyChoiceTrainsAndGivesTheSameBitsAgain() {
        Map<String, ExplicitGradientLearning> choices = new LinkedHashMap<>();
        for (Learned learned : Learned.values()) {
            choices.put(learned.name(), with(learned));
        }
        choices.put(
                "noise", DEFAULT.with(Points.DEFAULT.with(new Initialisation.NoisyRows(.5))));
        choices.put("lowest scored", DEFAULT.withPretraining(2)
                .with(Points.DEFAULT.with(new Initialisation.LowestScored())));
        choices.put("few points", DEFAULT.with(Points.DEFAULT.withRatio(.2)));
        choices.put("one division", DEFAULT.with(HoldOut.DEFAULT.withCrossFitBelow(0)));
        choices.put("balanced", DEFAULT.with(
                HoldOut.DEFAULT.withRatio(HoldOut.Ratio.BALANCED)));
        choices.put("smooth ap", DEFAULT.with(
                HoldOut.DEFAULT.withLoss(new HoldOutLoss.SmoothAp(.05))));
        choices.put("adjusted", DEFAULT.with(
                HoldOut.DEFAULT.withLoss(new HoldOutLoss.AdjustedCrossEntropy())));
        choices.put("jitter", DEFAULT.withJitter(.1));
        choices.put("reweight", DEFAULT.with(Points.DEFAULT.with(Learned.BOTH).with(
                WeightStep.DEFAULT.withRule(WeightStep.Rule.REWEIGHT))));
        choices.put("shortened", DEFAULT.with(
                new VirtualStep(.1, VirtualStep.Update.SHORTENED, .5)));
        choices.put("raw", DEFAULT.with(Points.DEFAULT.with(
                PointStep.DEFAULT.withStep(StepRule.RAW, 10))));
        return choices.entrySet().stream().map(choice -> dynamicTest(choice.getKey(), () -> {
            AugmentedNetwork once = choice.getValue().fit(mixed(5));
            AugmentedNetwork again = choice.getValue().fit(mixed(5));
            EncodedTable rows = MixedTable.rows(100, 10, 5);
            double[][] p = once.probabilities(rows);
            assertArrayEquals(p, again.probabilities(rows));
            assertTrue(
                    AveragePrecision.of(Stream.of(p).mapToDouble(x -> x[1]).toArray(),
                            rows.labels()) > .2);
            assertArrayEquals(once.augmentation().after(), again.augmentation().after());
            assertArrayEquals(once.augmentation().weights(), again.augmentation().weights());
            assertEquals(
                    choice.getValue().points().learned() == Learned.NOTHING ? "none" : "exact",
                    once.hypergradient());
        }));
    }

    @Test
    void itCanBeWatched() {
        Problem problem = mixed(6);
        Augmentation watched = DEFAULT.withPretraining(2)
                .with(Points.DEFAULT.with(new Initialisation.LowestScored()))
                .fit(problem).augmentation();
        assertEquals(
                EncodedTable.of("test", problem.train()).featureNames(), watched.features());
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
        Augmentation none = DEFAULT.withPretraining(9).fit(mixed(3)).augmentation();
        assertEquals(0, none.before().length);
        assertEquals(0, none.after().length);
        assertEquals(0, none.weights().length);
        assertEquals(3, none.epochs().size());
    }

    @Test
    void givenRowsAreTheOracle() {
        EncodedTable more = Synthetic.circles(1, 400, .05, Rng.of(5));
        EncodedTable minority = more.select(more.indicesOf(1));
        Problem problem = circles(20, 60, 1);
        Points few = Points.DEFAULT.with(Learned.NOTHING);
        Points given = few.with(new Initialisation.Given(minority));
        AugmentedNetwork oracle = DEFAULT.with(given).fit(problem);
        assertEquals(400, oracle.augmentation().before().length);
        assertTrue(precision(oracle) > precision(DEFAULT.with(few).fit(problem)));
        assertThrows(IllegalArgumentException.class,
                () -> DEFAULT.with(given).fit(mixed(1)));
    }

    @Test
    void balancedClassesNeedNoPoints() {
        EncodedTable even = MixedTable.rows(50, 50, 1);
        Problem problem = Problem.of(even, even, 1)
                .with(ModelFor.mlp(List.of(4))).with(new Budget(2, 16, .01));
        for (Method method : List.of(
                DEFAULT,
                new FreshNoise("f", .1),
                new BlackBoxAugmentation("b", BlackBoxAugmentation.Options.DEFAULT),
                AugmentedMetaBalance.of("m"))) {
            assertEquals(2L * problem.updatesPerEpoch(), method.fit(problem).updates());
        }
    }

    @Test
    void pointsOfCategoriesAloneStay() {
        Problem problem = Problem.of(
                MixedTable.categories(200, 20, 1), MixedTable.categories(200, 20, 2), 1)
                .with(ModelFor.mlp(List.of(4))).with(new Budget(4, 32, .01));
        for (Learned learned : Learned.values()) {
            Augmentation points = with(learned).fit(problem).augmentation();
            assertEquals(180, points.before().length);
            assertArrayEquals(points.before(), points.after());
        }
        for (Method method : List.of(
                new FreshNoise("f", .1),
                new BlackBoxAugmentation("b", BlackBoxAugmentation.Options.DEFAULT),
                AugmentedMetaBalance.of("m"))) {
            assertEquals(4L * problem.updatesPerEpoch(), method.fit(problem).updates());
        }
    }

    @Test
    void metaBalanceMovesPointsAndWeightsToo() {
        Augmentation points = AugmentedMetaBalance.of("m")
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
        assertThrows(IllegalArgumentException.class, () -> Points.DEFAULT.withRatio(0));
        assertThrows(IllegalArgumentException.class, () -> Points.DEFAULT.withRatio(1.1));
        assertThrows(IllegalArgumentException.class, () -> DEFAULT.withPretraining(-1));
        assertThrows(IllegalArgumentException.class, () -> DEFAULT.withJitter(-1));
        assertThrows(IllegalArgumentException.class,
                () -> DEFAULT.with(Points.DEFAULT.with(new Initialisation.LowestScored())));
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
