package org.metabalance.meta.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Variable;
import org.metabalance.meta.data.table.EncodedTable;
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

    /** An update of an epoch of one: sets the weight to the next of {@code weights}. */
    private static Training.Updater setting(Network network, double... weights) {
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
    void theBestEpochIsKeptOfEqualOnesTheFirst() {
        assertEquals(0.5, slope(train(new ArrayList<>(), -1, 0.5, 0.25, -2)), 1e-5);
        assertEquals(-1, slope(train(new ArrayList<>(), -1, -0.5)), 1e-5);
    }

    @Test
    void aListenerIsToldHowEveryEpochWent() {
        List<String> told = new ArrayList<>();
        Problem problem = problem(4, done -> told.add("at " + done));
        Network network = Network.of(problem);
        Training.of(problem, network)
                .with((epoch, precision, best) -> told.add(
                        String.format(Locale.ROOT, "%d %.3f %s", epoch, precision, best)))
                .run("none", setting(network, -1, 0.5, Double.NaN, 0.25));
        // the worst ranking of 2 positives among 6: (1/5 + 2/6) / 2
        assertEquals(
                List.of("0 0.267 true", "at 0.25", "1 1.000 true", "at 0.5", "2 -Infinity false",
                        "at 0.75", "3 1.000 false", "at 1.0"),
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
        refused("budget: epochs and batch must be positive, got 0 and 1",
                () -> new Budget(0, 1, 0.1));
        refused("budget: epochs and batch must be positive, got 1 and 0",
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
        assertEquals(ModelFor.mlp(List.of(64, 32)).of(ROWS), usual.model());
        assertEquals(1, usual.updatesPerEpoch());
        assertEquals(3, usual.epochs());
    }

    @Test
    void withoutABetterEpochForLongItEndsAndKeepsTheBest() {
        List<Double> told = new ArrayList<>();
        double[] weights = {-1, 0.5, 0.25, -2, 3, 4};
        Problem problem = problem(weights.length, told::add);
        Network network = Network.of(problem);
        Training training = Training.of(problem, network);
        TrainedNetwork trained = training.withPatience(2).run("none", setting(network, weights));
        assertEquals(0.5, slope(trained), 1e-5);
        // the second epoch is the best, and two more are waited for
        assertEquals(4, trained.updates());
        assertEquals(4, told.size());
        assertEquals(
                weights.length,
                training.withPatience(5).run("none", setting(network, weights)).updates());
        refused("training: patience must be positive, got 0", () -> training.withPatience(0));
    }

    private static void refused(String message, Runnable wrong) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, wrong::run).getMessage());
    }
}
