package org.metabalance.meta.method.deferred;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.method.loss.BalancedSoftmax;
import org.metabalance.meta.method.loss.BalancedSoftmax.Counts;
import org.metabalance.meta.method.loss.Equalisation;
import org.metabalance.meta.method.loss.Equalisation.Form;
import org.metabalance.meta.method.loss.Loss;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.nn.loss.Normalization;
import tools.jackson.databind.JsonNode;

/** Losses and their gradients against transcriptions of the papers in PyTorch. */
class GoldenLossesTest {
    private static final double TOLERANCE = 1e-12;
    private static final List<JsonNode> CASES = Golden.cases("losses/losses.json");
    private static final JsonNode SETTING = named("setting");

    private static JsonNode named(String name) {
        return CASES.stream().filter(one -> one.get("name").asString().equals(name)).findFirst()
                .orElseThrow();
    }

    private static EncodedTable train(int... counts) {
        int[] labels = IntStream.range(0, counts.length)
                .flatMap(c -> IntStream.generate(() -> c).limit(counts[c])).toArray();
        return EncodedTable.numeric(new float[labels.length], labels, counts.length);
    }

    private static EncodedTable train() {
        return train(Golden.ints(SETTING.get("counts")));
    }

    private static void assertGolden(String name, Loss loss) {
        boolean one = name.endsWith("one logit");
        Tape tape = Tape.f64();
        double[] z = Golden.doubles(SETTING.get(one ? "logit" : "logits"));
        double[] y = Golden.doubles(SETTING.get(one ? "binary" : "labels"));
        Tensor logits = one ? tape.constant(z) : tape.constant(z, y.length, z.length / y.length);
        Tensor value = loss.of(logits, tape.constant(y));
        assertEquals(named(name).get("value").asDouble(), value.item(), TOLERANCE, name);
        assertArrayEquals(
                Golden.doubles(named(name).get("gradient")),
                Gradients.gradient(value, logits).value().toDoubles(), TOLERANCE, name);
    }

    @Test
    void oneLossByTwoCounts() {
        assertGolden("arb", new BalancedSoftmax(Counts.BATCH).of(train()));
        assertGolden(
                "balanced-softmax", new BalancedSoftmax(Counts.TRAINING_SET).of(train()));
        assertGolden("arb one logit", new BalancedSoftmax(Counts.BATCH).of(train(9, 3)));
    }

    @Test
    void aBatchOfOneClassPushesNothing() {
        Tape tape = Tape.f64();
        for (int classes = 2; classes <= 3; classes++) {
            Tensor z = classes == 2
                    ? tape.constant(new double[] {-1, 2})
                    : tape.constant(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
            Tensor loss = new BalancedSoftmax(Counts.BATCH)
                    .of(train(classes == 2 ? new int[] {4, 2} : new int[] {4, 2, 1}))
                    .of(z, tape.constant(new double[] {1, 1}));
            assertEquals(0, loss.item());
            assertArrayEquals(
                    new double[z.size()], Gradients.gradient(loss, z).value().toDoubles());
        }
    }

    @Test
    void rareClassesAreNotPushedByOthers() {
        for (Form form : Form.values()) {
            for (int coefficient = 0; coefficient < 2; coefficient++) {
                assertGolden(
                        "equalisation " + form + " " + coefficient,
                        new Equalisation(form, .5, coefficient).of(train()));
            }
            assertGolden(
                    "equalisation one logit", new Equalisation(form, .5, 1).of(train(90, 10)));
        }
        assertEquals(
                "equalisation: the threshold must be positive and gamma from 0 to 1, got 0.5 and 2.0",
                assertThrows(IllegalArgumentException.class,
                        () -> new Equalisation(Form.SIGMOID, .5, 2)).getMessage());
    }

    @Test
    void classesAreWeightedByTheirDifficulty() {
        double[] accuracies = Golden.doubles(SETTING.get("accuracies"));
        for (double floor : new double[] {0, .1}) {
            String end = floor == 0 ? " 0" : " 0.1";
            weighted("cdb paper" + end, DifficultyBalanced.Dynamic.PAPER, floor, accuracies);
            weighted("cdb released" + end, DifficultyBalanced.Dynamic.RELEASED, floor, accuracies);
            weighted("cdb 0.5" + end, new DifficultyBalanced.Fixed(.5), floor, accuracies);
            weighted("cdb 2" + end, new DifficultyBalanced.Fixed(2), floor, accuracies);
        }
        double[] weights = Golden.doubles(named("weight sum").get("weights"));
        assertGolden("weight sum", (z, y) -> Objectives.weighted(
                Objectives.crossEntropy(train()), z, y, z.tape().constant(weights),
                Normalization.WEIGHT_SUM));
    }

    private static void weighted(
            String name, DifficultyBalanced.Tau tau, double floor, double[] accuracies) {
        double[] weights = Difficulty.weights(tau, floor, accuracies);
        assertArrayEquals(Golden.doubles(named(name).get("weights")), weights, TOLERANCE);
        assertGolden(name, (z, y) -> Objectives.weighted(
                Objectives.crossEntropy(train()), z, y, z.tape().constant(weights),
                Normalization.BATCH_SIZE));
    }

    @Test
    void withoutAFloorWhatIsToldRightlyCountsNoMore() {
        DifficultyBalanced.Tau one = new DifficultyBalanced.Fixed(1);
        assertArrayEquals(new double[] {0, 0, 3}, Difficulty.weights(one, 0, 1, 1, .5), 1e-15);
        assertArrayEquals(new double[] {1, 1}, Difficulty.weights(one, 0, 1, 1), 1e-15);
        double[] floored = Difficulty.weights(one, .1, 1, 1, .5);
        assertArrayEquals(new double[] {3 / 7.0, 3 / 7.0, 15 / 7.0}, floored, 1e-15);
        // no row of class 2 was seen: as difficult as the mean
        assertArrayEquals(
                new double[] {.5, 1.5, 1}, Difficulty.weights(one, 0, .8, .4, Double.NaN), 1e-12);
        double[] accuracies = Difficulty.accuracies(
                new double[][] {{.6, .4, 0}, {.5, .5, 0}, {.2, .8, 0}}, new int[] {0, 1, 1}, 3);
        assertArrayEquals(new double[] {1, .5}, new double[] {accuracies[0], accuracies[1]});
        assertTrue(Double.isNaN(accuracies[2]));
    }

    @Test
    void rangesAreChecked() {
        assertEquals(
                "cdb: tau must not be negative, got -1.0",
                assertThrows(IllegalArgumentException.class,
                        () -> new DifficultyBalanced.Fixed(-1)).getMessage());
        DifficultyBalanced cdb = DifficultyBalanced.cdb();
        assertEquals(
                "cdb: the least difficulty must be from 0 to 1, got 2.0",
                assertThrows(IllegalArgumentException.class, () -> new DifficultyBalanced(
                        cdb.about(), cdb.loss(), cdb.tau(), 2)).getMessage());
    }
}
