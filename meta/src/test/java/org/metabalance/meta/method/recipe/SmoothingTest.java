package org.metabalance.meta.method.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.golden.Golden;
import tools.jackson.databind.JsonNode;

class SmoothingTest {
    static List<JsonNode> goldens() {
        return Golden.cases("methods/smoothing.json");
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void asInPyTorch(JsonNode golden) {
        int[] counts = Golden.ints(golden.get("counts"));
        Smoothing smoothing = new Smoothing(
                golden.get("least").doubleValue(), golden.get("most").doubleValue());
        assertArrayEquals(
                Golden.doubles(golden.get("shares")), smoothing.shares(counts), 1e-15);
        Tape tape = Tape.f64();
        Tensor labels = tape.constant(Golden.doubles(golden.get("labels")));
        Tensor logits = tape.constant(
                Golden.doubles(golden.get("logits").get("data")), labels.dim(0), counts.length);
        if (counts.length == 2) {
            logits = logits.slice(1, 1, 2).sub(logits.slice(1, 0, 1)).squeeze(1);
        }
        assertArrayEquals(
                Golden.doubles(golden.get("losses")),
                smoothing.losses(logits, labels, counts).value().toDoubles(), 1e-12);
    }

    @Test
    void aClassWithoutRowsIsSmoothedLikeTheSmallest() {
        assertArrayEquals(
                new double[] {.2, .2, .02 + .18 / 4},
                Smoothing.BY_CLASS.shares(new int[] {0, 5, 20}), 1e-15);
    }

    @Test
    void sharesOutOfOrderAreRefused() {
        double[][] wrong = {{-.1, .1}, {.2, .1}, {.1, 1}, {Double.NaN, .1}, {0, Double.NaN}};
        for (double[] shares : wrong) {
            assertThrows(IllegalArgumentException.class,
                    () -> new Smoothing(shares[0], shares[1]));
        }
    }
}
