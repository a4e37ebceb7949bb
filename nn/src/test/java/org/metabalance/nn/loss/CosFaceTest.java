package org.metabalance.nn.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Golden;

class CosFaceTest {
    static Stream<Golden> goldens() {
        return Golden.cases("cosface.json");
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void asInPyTorch(Golden golden) {
        CosFace loss = new CosFace(golden.json().get("scale").doubleValue(),
                golden.json().get("margin").doubleValue());
        golden.check(1e-11, t -> {
            Tensor cosines = t.get("cosines");
            Tensor targets = golden.has("labels")
                    ? cosines.tape().constant(golden.numbers("labels"))
                    : t.get("targets");
            return loss.loss(cosines, targets, LossOptions.NONE);
        });
    }

    @Test
    void weightsCountForEachExampleAndLogitsAreScaledCosines() {
        Tape tape = Tape.f64();
        Tensor cosines = tape.constant(new double[] {.9, -.2, .1, .3}, 2, 2);
        Tensor labels = tape.constant(new double[] {0, 1});
        CosFace loss = new CosFace(4, .5);
        LossOptions weighted = LossOptions.NONE
                .withExampleWeights(tape.constant(new double[] {2, 3}));
        double[] expected = {
            2 * Math.log1p(Math.exp(4 * (-.2 - .9 + .5))),
            3 * Math.log1p(Math.exp(4 * (.1 - .3 + .5)))};
        assertArrayEquals(expected,
                loss.perExample(cosines, labels, weighted).value().toDoubles(), 1e-12);
        assertArrayEquals(expected, loss.perExampleOfLogits(cosines.mul(4), labels, weighted)
                .value().toDoubles(), 1e-12);
        assertEquals((expected[0] + expected[1]) / 5,
                loss.loss(cosines, labels, weighted).item(), 1e-12);
        Tensor difference = cosines.slice(1, 1, 2).sub(cosines.slice(1, 0, 1)).squeeze(1);
        assertArrayEquals(expected,
                loss.perExample(difference, labels, weighted).value().toDoubles(), 1e-12);
    }

    /** Two examples by hand: (1 - p)^2 times -log p, p with the own logit set back by 4 x .5 = 2. */
    @Test
    void otherLossesTakeTheLogitsWithTheMargin() {
        Tape tape = Tape.f64();
        CosFace margin = new CosFace(4, .5);
        Tensor labels = tape.constant(new double[] {0, 2});
        Tensor logits = tape.constant(new double[] {3, -1, 1, .5, 0, 2}, 2, 3);
        Tensor behind = margin.withMargin(logits, labels);
        assertArrayEquals(new double[] {1, -1, 1, .5, 0, 0}, behind.value().toDoubles());
        double p = Math.E / (Math.E + Math.exp(-1) + Math.E);
        double q = 1 / (Math.exp(.5) + 1 + 1);
        assertArrayEquals(
                new double[] {-(1 - p) * (1 - p) * Math.log(p), -(1 - q) * (1 - q) * Math.log(q)},
                Losses.focalPerExample(behind, labels, 2, LossOptions.NONE).value().toDoubles(),
                1e-12);
        assertArrayEquals(
                new double[] {3, 1},
                margin.withMargin(
                        tape.constant(new double[] {5, -1}), tape.constant(new double[] {1, 0}))
                        .value().toDoubles());
    }

    @Test
    void thePapersNumbersAreTheDefault() {
        assertEquals(new CosFace(64, .35), CosFace.PAPER);
        assertEquals("cosface: needs a positive scale and no negative margin, got 0.0 and 0.1",
                assertThrows(IllegalArgumentException.class, () -> new CosFace(0, .1))
                        .getMessage());
    }
}
