package org.metabalance.meta.method.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.model.MlpClassifier;
import tools.jackson.databind.JsonNode;

class SharpnessTest {
    static List<JsonNode> goldens() {
        return Golden.cases("methods/sharpness.json");
    }

    private static NdArray array(JsonNode node) {
        return NdArray.of(Golden.doubles(node.get("data")))
                .reshaped(Shape.of(Golden.ints(node.get("shape"))));
    }

    /** Three updates, each up to theta + e and down from theta, as in-place code of PyTorch makes them. */
    @ParameterizedTest
    @MethodSource("goldens")
    void updatesAreThoseOfAPlainTranscription(JsonNode golden) {
        int classes = golden.get("classes").intValue();
        int[] counts = Golden.ints(golden.get("counts"));
        Sharpness sharpness = new Sharpness(
                golden.get("rho").doubleValue(),
                Sharpness.Ascent.valueOf(golden.get("ascent").stringValue().toUpperCase()),
                golden.get("adaptive").booleanValue());
        MlpClassifier model = new MlpClassifier(
                4, List.of(golden.get("hidden").intValue()), classes);
        Tape tape = Tape.f64();
        Map<String, Tensor> start = new LinkedHashMap<>();
        model.parameters().forEach(spec -> start.put(
                spec.name(), tape.constant(array(golden.get("start").get(spec.name())))));
        Parameters theta = Parameters.of(start);
        for (JsonNode at : golden.get("batches")) {
            Batch batch = new Batch(
                    tape.constant(array(at.get("x"))), tape.constant(Golden.doubles(at.get("y"))));
            Parameters above = sharpness.above(
                    theta, losses(model, theta, batch), batch.labels(), counts);
            Tensor loss = losses(model, above, batch).mean();
            Parameters gradient = above.with(Gradients.gradient(loss, above.tensors()));
            theta = Parameters.zip(theta, gradient,
                    (p, g) -> p.sub(g.mul(golden.get("rate").doubleValue())));
        }
        theta.asMap().forEach((name, value) -> assertArrayEquals(
                array(golden.get("end").get(name)).toDoubles(), value.value().toDoubles(), 1e-12,
                name));
    }

    private static Tensor losses(MlpClassifier model, Parameters at, Batch batch) {
        return Objectives.crossEntropyPerRow(
                model.classes(),
                model.logits(at, Parameters.empty(), batch, Mode.TRAIN).output(), batch.labels());
    }

    /** A loss with no slope anywhere leaves theta where it is: no 0 / 0. */
    @Test
    void whereNothingSlopesNothingMoves() {
        Tape tape = Tape.f64();
        Parameters theta = Parameters.of("w", tape.constant(new double[] {1, 2}));
        Tensor losses = theta.get("w").mul(0).sum().expand(3);
        Tensor labels = tape.constant(new double[] {0, 1, 1});
        for (Sharpness.Ascent ascent : Sharpness.Ascent.values()) {
            assertArrayEquals(
                    new double[] {1, 2},
                    Sharpness.SAM.with(ascent)
                            .above(theta, losses, labels, new int[] {9, 1}).get("w").value()
                            .toDoubles());
        }
    }

    /** Two losses by hand: slopes 1 and 3 of one weight each; the second class is nine times as rare. */
    @Test
    void theAsymmetricOneTurnsTowardsTheSmallerClassAndTheLongerOneGoesFurther() {
        Tape tape = Tape.f64();
        Parameters theta = Parameters.of("w", tape.constant(new double[] {0, 0}));
        Tensor losses = theta.get("w").mul(tape.constant(new double[] {1, 3}));
        Tensor labels = tape.constant(new double[] {0, 1});
        int[] counts = {90, 10};
        check(new double[] {1 / Math.sqrt(10), 3 / Math.sqrt(10)}, Sharpness.SAM, theta, losses,
                labels, counts);
        double length = Math.sqrt(1 + 27 * 27);
        check(new double[] {1 / length, 27 / length}, Sharpness.SAM_A, theta, losses, labels,
                counts);
        double[] weights = {100 / 180.0, 100 / 20.0};
        check(new double[] {weights[0] / Math.sqrt(10), 3 * weights[1] / Math.sqrt(10)},
                Sharpness.SAM_A.with(Sharpness.Ascent.LONGER), theta, losses, labels, counts);
    }

    private static void check(
            double[] direction, Sharpness sharpness, Parameters theta, Tensor losses,
            Tensor labels, int[] counts) {
        double[] moved = sharpness.withRho(.5).above(theta, losses, labels, counts).get("w")
                .value().toDoubles();
        assertArrayEquals(new double[] {.5 * direction[0], .5 * direction[1]}, moved, 1e-11);
    }

    @Test
    void rhoMustNotBeNegative() {
        for (double rho : new double[] {-.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals("sam: rho must not be negative, got " + rho,
                    assertThrows(IllegalArgumentException.class,
                            () -> Sharpness.SAM.withRho(rho)).getMessage());
        }
    }
}
