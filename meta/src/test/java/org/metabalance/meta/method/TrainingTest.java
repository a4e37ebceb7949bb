package org.metabalance.meta.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Variable;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Budget.UntilStalled;
import org.metabalance.meta.method.Training.Updater;
import org.metabalance.meta.metric.Merit;
import org.metabalance.nn.model.MlpClassifier;

/** Selection of the epoch, with updates that set the one weight there is as the test wants. */
class TrainingTest {
    /** Feature = rank: a positive weight ranks perfectly, a negative one as badly as can be. */
    private static final EncodedTable ROWS = EncodedTable.numeric(
            new float[] {0, 1, 2, 3, 4, 5}, new int[] {0, 0, 0, 0, 1, 1}, 2);

    private static Problem problem(int epochs, Problem.Progress progress) {
        return Problem.of(ROWS, ROWS, 1).with(ModelFor.mlp(List.of()))
                .with(new Budget(epochs, 6, 0.1)).watchedBy(progress);
    }

    /** An update: sets the weight to the next of {@code weights}. */
    private static Updater setting(Network network, double... weights) {
        Variable weight = network.weights().variables().get(0);
        int[] next = {0};
        return () -> weight.set(NdArray.full(DType.F32, weights[next[0]++], Shape.of(1, 1)));
    }

    private static TrainedNetwork train(List<Double> told, double... weights) {
        Problem problem = problem(weights.length, told::add);
        Network network = Network.of(problem);
        return Training.of(problem, network).run("none", setting(network, weights));
    }

    private static double slope(TrainedNetwork network) {
        double[][] p = network.probabilities(ROWS);
        return Math.log(p[1][1] / p[1][0]) - Math.log(p[0][1] / p[0][0]);
    }

    @Test
    void theBestRankingIsKeptAndOfTheSameThatOfLowerLoss() {
        // all positive weights rank alike; feature 0 to 3 are negative, so the smallest has the least loss
        assertEquals(0.25, slope(train(new ArrayList<>(), -1, 0.5, 0.25, 0.75, -2)), 1e-5);
        assertEquals(-0.5, slope(train(new ArrayList<>(), -1, -0.5)), 1e-5);
    }

    /** The best is the second of 20 epochs: with a patience of 3 there are 6, twice that, and with 5 there are 10. */
    @Test
    void patienceEndsTraining() {
        double[] weights = new double[20];
        Arrays.fill(weights, -1);
        weights[1] = .5;
        for (int patience : new int[] {3, 5, 20, 99}) {
            Problem problem = problem(20, done -> {});
            problem = problem.with(problem.budget().with(new Budget.Passes(20, patience)));
            Network network = Network.of(problem);
            TrainedNetwork trained = Training.of(problem, network)
                    .run("none", setting(network, weights));
            assertEquals(.5, slope(trained), 1e-5);
            assertEquals(Math.min(20, 2 * patience), trained.updates());
        }
        assertThrows(IllegalArgumentException.class, () -> new Budget.Passes(3, 0));
        assertEquals(
                new Budget.UntilStalled(2000, 1000, 4000),
                Budget.UntilStalled.DEFAULT.withPatience(1000));
    }

    @Test
    void withoutTimeTheBestSoFarIsKept() {
        int[] asked = {0};
        Problem problem = problem(5, new Problem.Progress() {
            @Override
            public void at(double done) {}

            @Override
            public boolean over() {
                return ++asked[0] == 3;
            }
        });
        Network network = Network.of(problem);
        TrainedNetwork trained = Training.of(problem, network)
                .run("none", setting(network, -1, .5, -1, .25, .25));
        assertEquals(3, trained.updates());
        assertEquals(.5, slope(trained), 1e-5);
    }

    @Test
    void ofEqualEpochsTheFirstIsKept() {
        Network network = Network.of(problem(1, done -> {}));
        BestEpoch best = new BestEpoch(network);
        assertEquals(-1, best.number());
        assertFalse(best.offer(0, Merit.NONE));
        assertTrue(best.offer(1, new Merit(.5, 1)));
        assertFalse(best.offer(2, new Merit(.5, 1)));
        assertFalse(best.offer(3, new Merit(.4, .1)));
        assertTrue(best.offer(4, new Merit(.5, .9)));
        assertTrue(best.offer(5, new Merit(.6, 2)));
        assertEquals(5, best.number());
    }

    @Test
    void aListenerIsToldHowEveryEpochWent() {
        List<String> told = new ArrayList<>();
        Problem problem = problem(4, done -> told.add("at " + done));
        Network network = Network.of(problem);
        Training.of(problem, network)
                .with((epoch, merit, best) -> told.add(
                        String.format(
                                Locale.ROOT, "%d %.3f %s", epoch, merit.averagePrecision(),
                                best)))
                .run("none", setting(network, -1, 0.5, Double.NaN, 0.25));
        // the worst ranking of 2 positives among 6: (1/5 + 2/6) / 2
        assertEquals(
                List.of("0 0.267 true", "at 0.25", "1 1.000 true", "at 0.5", "2 -Infinity false",
                        "at 0.75", "3 1.000 true", "at 1.0"),
                told);
    }

    @Test
    void epochsThatAreNotFiniteAreNotKept() {
        List<Double> told = new ArrayList<>();
        TrainedNetwork network = train(told, -1, Double.NaN, Double.NaN);
        assertEquals(-1, slope(network), 1e-5);
        assertEquals(3, network.updates());
        assertEquals(List.of(1 / 3.0, 2 / 3.0, 1.0), told);
    }

    @Test
    void withoutAFiniteEpochItSaysWhy() {
        IllegalStateException error = assertThrows(
                IllegalStateException.class,
                () -> train(new ArrayList<>(), Double.NaN, Double.NaN));
        assertEquals(
                "training: scores are not finite after any of 2 epochs; the loss diverged,"
                        + " a smaller learning rate may help",
                error.getMessage());
    }

    @Test
    void problemsThatMeanNothingAreRefused() {
        refused("budget: epochs must be positive, got 0",
                () -> new Budget(0, 1, 0.1));
        refused("budget: a batch must be positive, got 0",
                () -> new Budget(1, 0, 0.1));
        refused("budget: the learning rate must be positive, got NaN",
                () -> new Budget(1, 1, Double.NaN));
        refused("mlp: needs a feature, 2 classes and no empty layer, got 1, 2 and [3, 0]",
                () -> Problem.of(ROWS, ROWS, 1).with(ModelFor.mlp(List.of(3, 0))).model());
        refused("problem: both parts need the same features and classes, got data set [6, 1],"
                + " 2 classes [4, 2] and data set [1, 2], 2 classes [1, 0]",
                () -> Problem.of(ROWS, EncodedTable.numeric(new float[2], new int[1], 2), 1));
        refused("mlp: needs a feature, 2 classes and no empty layer, got 1, 1 and []",
                () -> new MlpClassifier(1, List.of(), 1));
    }

    @Test
    void updatesCountTheRowsBeforeResampling() {
        assertEquals(
                2, problem(1, done -> {}).with(new Budget(1, 4, 0.1)).updatesPerEpoch());
        Problem usual = Problem.of(ROWS, ROWS, 1).withEpochs(3);
        assertEquals(ModelFor.mlp(List.of(128)).of(ROWS), usual.model());
        assertEquals(1, usual.updatesPerEpoch());
        assertEquals(3, usual.epochs());
    }

    /** Trains until it stalls; an epoch is 20 updates and sets the weight. */
    private static TrainedNetwork stalling(
            int settled, List<Double> told, UntilStalled length, double... weights) {
        Problem usual = problem(1, told::add);
        Problem problem = usual.with(usual.budget().with(length));
        Network network = Network.of(problem);
        Updater updater = setting(network, weights);
        return Training.of(problem, network).settledFrom(settled).runEpochs(() -> "none", epoch -> {
            updater.update();
            return problem.updatesPerEpoch();
        });
    }

    @Test
    void withoutABetterEpochForLongItEndsAndKeepsTheBest() {
        List<Double> told = new ArrayList<>();
        double[] weights = {-1, 0.25, 0.5, -2, 3, 4};
        TrainedNetwork trained = stalling(0, told, new UntilStalled(20, 40, 120), weights);
        assertEquals(0.25, slope(trained), 1e-5);
        // the second epoch is the best, and two more are waited for
        assertEquals(4 * 20, trained.updates());
        assertEquals(List.of(1 / 3.0, .5, .75, 1.0), told);
        assertEquals(
                6 * 20, stalling(0, told, new UntilStalled(120, 40, 120), weights).updates());
        assertEquals(
                3 * 20, stalling(0, told, new UntilStalled(20, 40, 60), weights).updates());
    }

    @Test
    void aLowerLossAtTheSameRankingIsBetterUntilTheMostIsReached() {
        double[] creeping = {.5, .49, .48, .47, .46, .45, .44};
        assertEquals(
                6 * 20,
                stalling(0, new ArrayList<>(), new UntilStalled(20, 20, 120), creeping).updates());
    }

    @Test
    void patienceCountsFromTheLastPhaseOn() {
        double[] weights = {.25, .5, .5, .5, .5, .5};
        UntilStalled length = new UntilStalled(20, 20, 120);
        assertEquals(2 * 20, stalling(0, new ArrayList<>(), length, weights).updates());
        assertEquals(5 * 20, stalling(4, new ArrayList<>(), length, weights).updates());
        refused("training: the epoch that patience counts from must not be negative, got -1",
                () -> stalling(-1, new ArrayList<>(), length, weights));
    }

    @Test
    void theLastPhaseBeginsWithTheBestEpochBeforeAndKeepsItsOwn() {
        Problem problem = problem(4, done -> {});
        Network network = Network.of(problem);
        List<Double> began = new ArrayList<>();
        Updater updater = setting(network, .25, -1, -2, -.5);
        TrainedNetwork trained = Training.of(problem, network).keptFrom(2)
                .runEpochs(() -> "none", epoch -> {
                    began.add(network.weights().variables().get(0).value().toDoubles()[0]);
                    updater.update();
                    return 1;
                });
        assertEquals(List.of(.25, .25, -2.0), began.subList(1, 4));
        assertEquals(-.5, slope(trained), 1e-5);
    }

    @Test
    void theDefaultFollowsTheData() {
        Budget budget = Budget.DEFAULT.with(new UntilStalled(1000, 500, 4000));
        // a few hundred rows: an epoch is ten passes of two updates
        assertEquals(new Budget.Plan(20, 50, 25, 200), budget.plan(240));
        assertEquals(new Budget.Plan(21, 48, 24, 191), budget.plan(7 * 128));
        assertEquals(new Budget.Plan(47, 22, 11, 86), budget.plan(5914));
        // long passes: a few of them at least
        assertEquals(new Budget.Plan(1000, 1, 3, 20), budget.plan(128_000));
        // what the user asked for, exactly
        assertEquals(new Budget.Plan(2, 60, 60, 60), budget.withEpochs(60).plan(240));
        refused("budget: updates must be positive and the most not below the fewest, got fewest 2,"
                + " patience 1 and most 1", () -> new UntilStalled(2, 1, 1));
    }

    private static void refused(String message, Runnable wrong) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, wrong::run).getMessage());
    }
}
