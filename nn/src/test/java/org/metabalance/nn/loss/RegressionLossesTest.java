package org.metabalance.nn.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.GradCheck;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Golden;

class RegressionLossesTest {
    private static final double DELTA = 0.7;

    static Stream<Golden> losses() {
        return Golden.cases("regressionLosses.json");
    }

    @ParameterizedTest
    @MethodSource("losses")
    void lossAsInPyTorch(Golden golden) {
        LossOptions options = LossOptions.NONE.withNormalization(
                Normalization.valueOf(golden.json().get("normalization").stringValue()));
        double delta = golden.json().get("delta").doubleValue();
        golden.check(1e-12, t -> {
            LossOptions weighted = options.withExampleWeights(t.get("exampleWeights"));
            Tensor p = t.get("predictions");
            return switch (golden.json().get("loss").stringValue()) {
                case "squared" -> RegressionLosses.squared(p, t.get("targets"), weighted);
                case "absolute" -> RegressionLosses.absolute(p, t.get("targets"), weighted);
                case "huber" -> RegressionLosses.huber(p, t.get("targets"), delta, weighted);
                default -> throw new IllegalStateException(golden.name());
            };
        });
    }

    @Test
    void valuesAndSlopesAreThoseOfTheFormulas() {
        Tape tape = Tape.f64();
        double[] errors = {-3, -DELTA, -0.2, 0, 0.5, DELTA, 2};
        Tensor p = tape.constant(errors);
        Tensor zero = tape.zeros(errors.length);
        Tensor huber = RegressionLosses.huberPerExample(p, zero, DELTA, LossOptions.NONE);
        Tensor absolute = RegressionLosses.absolutePerExample(p, zero, LossOptions.NONE);
        Tensor slope = Gradients.gradient(huber.sum(), p);
        Tensor sign = Gradients.gradient(absolute.sum(), p);
        for (int i = 0; i < errors.length; i++) {
            double e = Math.abs(errors[i]);
            assertEquals(
                    e <= DELTA ? e * e / 2 : DELTA * (e - DELTA / 2), huber.value().get(i), 1e-15);
            assertEquals(
                    Math.clamp(errors[i], -DELTA, DELTA), slope.value().get(i), 1e-15);
            assertEquals(Math.signum(errors[i]), sign.value().get(i));
        }
    }

    @Test
    void secondDerivativesHold() {
        NdArray predictions = NdArray.of(new double[] {0.3, -2, 1.1, 0.2, 3, -0.4}, 3, 2);
        NdArray targets = NdArray.of(new double[] {0.1, 0.5, 1.4, -0.7, 2.2, -0.1}, 3, 2);
        NdArray weights = NdArray.of(new double[] {1, 0.5, 2});
        for (Normalization normalization : Normalization.values()) {
            GradCheck.check(2, xs -> {
                LossOptions options = LossOptions.NONE.withExampleWeights(xs.get(2))
                        .withNormalization(normalization);
                return RegressionLosses.squared(xs.get(0), xs.get(1), options)
                        .add(RegressionLosses.absolute(xs.get(0), xs.get(1), options))
                        .add(RegressionLosses.huber(xs.get(0), xs.get(1), DELTA, options));
            }, predictions, targets, weights);
        }
    }

    @Test
    void perExampleLossesReduceToTheLoss() {
        Tape tape = Tape.f64();
        Tensor p = tape.constant(new double[] {1, 2, 4, 8}, 2, 2);
        Tensor t = tape.zeros(2, 2);
        Tensor each = RegressionLosses.squaredPerExample(p, t, LossOptions.NONE);
        assertArrayEquals(new double[] {2.5, 40}, each.value().doubles());
        Tensor weights = tape.constant(new double[] {3, 1});
        for (Normalization normalization : Normalization.values()) {
            assertEquals(
                    Losses.weightedMean(each, weights, normalization).item(),
                    RegressionLosses.squared(p, t, LossOptions.NONE.withExampleWeights(weights)
                            .withNormalization(normalization)).item());
        }
    }

    @Test
    void mistakesAreNamed() {
        Tape tape = Tape.f64();
        Tensor p = tape.zeros(3);
        assertEquals(
                "squared error: predictions and targets must both be [n] or [n, ..], got [3] and [3, 1]",
                message(() -> RegressionLosses.squared(p, tape.zeros(3, 1), LossOptions.NONE)));
        assertEquals(
                "huber error: delta must be positive, got 0.0",
                message(() -> RegressionLosses.huber(p, p, 0, LossOptions.NONE)));
        for (LossOptions options : List.of(
                LossOptions.NONE.withClassWeights(tape.ones(2)),
                LossOptions.NONE.withLabelSmoothing(0.1))) {
            String got = options.classWeights() == null
                    ? "label smoothing 0.1" : "class weights [2]";
            assertEquals(
                    "absolute error: class weights, label smoothing and an index to ignore are for classes, "
                            + "got " + got,
                    message(() -> RegressionLosses.absolute(p, p, options)));
        }
        assertEquals(
                "loss: example weights must be [3], got [2]",
                message(() -> RegressionLosses.squared(
                        p, p, LossOptions.NONE.withExampleWeights(tape.ones(2)))));
    }

    private static String message(Runnable action) {
        return assertThrows(IllegalArgumentException.class, action::run).getMessage();
    }
}
