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
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Variable;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.nn.VariableTree;

/** Selection of the epoch, with updates that set the one weight there is as the test wants. */
class TrainingTest {
    /** Feature = rank: a positive weight ranks perfectly, a negative one as badly as can be. */
    private static final EncodedTable ROWS = EncodedTable.numeric(
            new float[] {0, 1, 2, 3, 4, 5}, new int[] {0, 0, 0, 0, 1, 1}, 2);

    private static final Network NETWORK = new Network(1, List.of(), 2);

    private static TrainedNetwork train(List<Double> told, double... weights) {
        VariableTree tree = VariableTree.init(NETWORK.parameters(), DType.F32, Rng.of(1));
        Variable weight = tree.variables().get(0);
        Problem task = new Problem(ROWS, ROWS, List.of(), weights.length, 6, 0.1, 1, told::add);
        int[] next = {0};
        return Training.run(
                task, NETWORK, tree, "none",
                () -> weight.set(
                        NdArray.full(DType.F32, weights[next[0]++], Shape.of(1, 1))));
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
        VariableTree tree = VariableTree.init(NETWORK.parameters(), DType.F32, Rng.of(1));
        double[] weights = {-1, 0.5, Double.NaN, 0.25};
        int[] next = {0};
        List<String> told = new ArrayList<>();
        Training.run(
                new Problem(ROWS, ROWS, List.of(), 4, 6, 0.1, 1, done -> told.add("at " + done)),
                NETWORK, tree, "none",
                () -> tree.variables().get(0).set(
                        NdArray.full(DType.F32, weights[next[0]++], Shape.of(1, 1))),
                (epoch, precision, best) -> told.add(
                        String.format(Locale.ROOT, "%d %.3f %s", epoch, precision, best)));
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
    void tasksThatMeanNothingAreRefused() {
        refused("task: epochs, batch and widths must be positive, got 0, 1 and []",
                () -> new Problem(ROWS, ROWS, List.of(), 0, 1, 0.1, 1, done -> {}));
        refused("task: epochs, batch and widths must be positive, got 1, 0 and []",
                () -> new Problem(ROWS, ROWS, List.of(), 1, 0, 0.1, 1, done -> {}));
        refused("task: epochs, batch and widths must be positive, got 1, 1 and [3, 0]",
                () -> new Problem(ROWS, ROWS, List.of(3, 0), 1, 1, 0.1, 1, done -> {}));
        refused("task: the learning rate must be positive, got NaN",
                () -> new Problem(ROWS, ROWS, List.of(), 1, 1, Double.NaN, 1, done -> {}));
        refused("task: both parts need the same features and classes, got data set [6, 1],"
                + " 2 classes [4, 2] and data set [1, 2], 2 classes [1, 0]",
                () -> Problem.of(ROWS, EncodedTable.numeric(new float[2], new int[1], 2), 1, 1));
        refused("network: needs a feature, 2 classes and no empty layer, got 1, 1 and []",
                () -> new Network(1, List.of(), 1));
    }

    @Test
    void updatesCountTheRowsBeforeResampling() {
        Problem task = new Problem(ROWS, ROWS, List.of(), 1, 4, 0.1, 1, done -> {});
        assertEquals(2, task.updatesPerEpoch());
        assertEquals(Problem.DEFAULT_HIDDEN, Problem.of(ROWS, ROWS, 3, 1).hidden());
        assertEquals(1, Problem.of(ROWS, ROWS, 3, 1).updatesPerEpoch());
        assertTrue(Problem.of(ROWS, ROWS, 3, 1).epochs() == 3);
    }

    private static void refused(String message, Runnable wrong) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, wrong::run).getMessage());
    }
}
