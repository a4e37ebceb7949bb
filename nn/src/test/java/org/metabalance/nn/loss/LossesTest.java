package org.metabalance.nn.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.DType;
import org.metabalance.engine.GradCheck;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Golden;
import org.metabalance.nn.Initializer;

class LossesTest {

    static Stream<Golden> losses() {
        return Stream.of("losses.json", "placeLosses.json").flatMap(Golden::cases);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void lossAsInPyTorch(Golden golden) {
        golden.check(1e-11, t -> loss(golden, t));
    }

    private static Tensor loss(Golden golden, Map<String, Tensor> t) {
        Tensor logits = t.get("logits");
        Tensor targets = t.containsKey("targets")
                ? t.get("targets")
                : labels(golden, logits);
        LossOptions options = new LossOptions(
                t.get("classWeights"),
                t.get("exampleWeights"),
                golden.json().get("labelSmoothing").doubleValue(),
                Normalization.valueOf(golden.json().get("normalization").stringValue()),
                golden.has("ignoreIndex") ? golden.json().get("ignoreIndex").intValue() : null);
        return switch (golden.json().get("loss").stringValue()) {
            case "crossEntropy" -> Losses.crossEntropy(logits, targets, options);
            case "kl" -> Divergences.kl(logits, targets, options);
            case "bceWithLogits" -> Losses.bceWithLogits(logits, targets, options);
            case "focal" -> Losses.focal(
                    logits, targets, golden.json().get("gamma").doubleValue(), options);
            case "sigmoidFocal" -> Losses.sigmoidFocal(
                    logits, targets, golden.json().get("gamma").doubleValue(), options);
            default -> throw new IllegalStateException(golden.name());
        };
    }

    /** Class indices: one for each place. */
    private static Tensor labels(Golden golden, Tensor logits) {
        int[] dims = logits.shape().dims();
        int[] places = java.util.stream.IntStream.range(0, dims.length)
                .filter(i -> i != 1).map(i -> dims[i]).toArray();
        return logits.tape().constant(golden.numbers("labels"), places);
    }

    @Test
    void secondDerivativesHold() {
        NdArray logits = normal(1, 5, 3);
        NdArray weights = Initializer.uniform(0.2, 2).values(Shape.of(5), DType.F64, Rng.of(2));
        NdArray classes = Initializer.uniform(0.2, 2).values(Shape.of(3), DType.F64, Rng.of(3));
        double[] labels = {0, 2, 1, 1, 0};
        for (Normalization normalization : Normalization.values()) {
            GradCheck.check(2, xs -> {
                LossOptions options = new LossOptions(xs.get(2), xs.get(1), 0.1, normalization,
                        null);
                Tensor targets = xs.get(0).tape().constant(labels);
                return Losses.crossEntropy(xs.get(0), targets, options)
                        .add(Losses.focal(xs.get(0), targets, 2, options))
                        .add(Losses.bceWithLogits(xs.get(0), targets, options))
                        .add(Losses.sigmoidFocal(xs.get(0), targets, 0.5, options));
            }, logits, weights, classes);
        }
    }

    @Test
    void perExampleLossesReduceToTheLoss() {
        Tape tape = Tape.f64();
        Tensor logits = tape.constant(normal(4, 6, 3));
        Tensor targets = tape.constant(new double[] {0, 1, 2, 2, 1, 0});
        Tensor weights = tape.constant(new double[] {1, 0, 2, 0.5, 3, 1});
        LossOptions weighted = LossOptions.NONE.withExampleWeights(weights);
        for (Normalization normalization : Normalization.values()) {
            Tensor each = Losses.crossEntropyPerExample(logits, targets, LossOptions.NONE);
            assertEquals(
                    Losses.crossEntropy(logits, targets, weighted.withNormalization(normalization))
                            .item(),
                    Losses.weightedMean(each, weights, normalization).item(),
                    1e-14);
        }
        assertArrayEquals(
                Losses.focalPerExample(logits, targets, 0, weighted).value().doubles(),
                Losses.crossEntropyPerExample(logits, targets, weighted).value().doubles());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 1.5, 2, 5})
    void extremeLogitsGiveFiniteLossesAndSecondDerivatives(double gamma) {
        for (DType dtype : DType.values()) {
            Tape tape = new Tape(dtype);
            double[] extremes = {0, 15, -15, 40, -40, 1000, -1000, 1e4};
            Tensor binary = tape.constant(extremes);
            Tensor softmax = tape.constant(
                    new double[] {0, 0, 15, -15, 40, -40, 1000, -1000, 1e4, -1e4, 0, 1e4}, 6, 2);
            for (double label : new double[] {0, 1}) {
                Tensor ys = tape.full(label, Shape.of(8));
                Tensor classes = tape.full(label, Shape.of(6));
                finite(Losses.bceWithLogits(binary, ys, LossOptions.NONE), binary);
                finite(Losses.sigmoidFocal(binary, ys, gamma, LossOptions.NONE), binary);
                finite(Losses.crossEntropy(softmax, classes, LossOptions.NONE), softmax);
                finite(Losses.focal(softmax, classes, gamma, LossOptions.NONE), softmax);
            }
        }
    }

    private static void finite(Tensor loss, Tensor x) {
        assertTrue(Double.isFinite(loss.item()), loss + " is " + loss.item());
        Tensor gradient = Gradients.gradient(loss, x);
        Tensor second = Gradients.gradient(gradient.square().sum(), x);
        for (Tensor t : new Tensor[] {gradient, second}) {
            for (double value : t.value().toDoubles()) {
                assertTrue(Double.isFinite(value), () -> t.value() + " of " + x.value());
            }
        }
    }

    @Test
    void aConfidentRightAnswerKeepsItsSmallLoss() {
        Tape tape = Tape.f32();
        Tensor x = tape.constant(new double[] {30});
        assertEquals(
                Math.exp(-30),
                Losses.bceWithLogits(x, tape.ones(1), LossOptions.NONE).item(),
                1e-18);
    }

    @Test
    void aBatchWithoutWeightHasLossZero() {
        Tape tape = Tape.f64();
        Tensor logits = tape.constant(normal(5, 3, 2));
        Tensor weights = tape.zeros(3);
        Tensor loss = Losses.crossEntropy(
                logits, tape.zeros(3), LossOptions.NONE.withExampleWeights(weights));
        assertEquals(0, loss.item());
        assertArrayEquals(new double[6], Gradients.gradient(loss, logits).value().doubles());
    }

    @Test
    void classWeightsAreThoseOfThePapers() {
        assertArrayEquals(
                new double[] {100 / 180.0, 5}, ClassWeights.balanced(90, 10), 1e-15);
        assertArrayEquals(
                new double[] {0.2, 1.8}, ClassWeights.inverseFrequency(90, 10), 1e-15);
        assertArrayEquals(new double[] {1, 1}, ClassWeights.effectiveNumber(0, 90, 10), 1e-15);
        double a = 0.1 / (1 - Math.pow(0.9, 90));
        double b = 0.1 / (1 - Math.pow(0.9, 10));
        assertArrayEquals(
                new double[] {2 * a / (a + b), 2 * b / (a + b)},
                ClassWeights.effectiveNumber(0.9, 90, 10),
                1e-14);
        assertArrayEquals(
                ClassWeights.inverseFrequency(5000, 50),
                ClassWeights.effectiveNumber(1 - 1e-12, 5000, 50),
                1e-7);
        assertEquals(
                "class weights: every class needs an example, got 0 of class 1",
                assertThrows(IllegalArgumentException.class, () -> ClassWeights.balanced(3, 0))
                        .getMessage());
    }

    @Test
    void wrongShapesAreNamed() {
        Tape tape = Tape.f64();
        Tensor logits = tape.ones(4, 3);
        assertEquals(
                "cross-entropy: targets must be class indices [n] or soft labels [n, classes], got "
                        + "[3] for logits [4, 3]",
                assertThrows(IllegalArgumentException.class,
                        () -> Losses.crossEntropy(logits, tape.zeros(3), LossOptions.NONE))
                        .getMessage());
        assertEquals(
                "bce with logits: targets must be [n] as the logits, got [4, 1] for logits [4]",
                assertThrows(IllegalArgumentException.class,
                        () -> Losses.bceWithLogits(
                                tape.zeros(4), tape.zeros(4, 1), LossOptions.NONE))
                        .getMessage());
        assertEquals(
                "loss: class weights must be [3], got [2]",
                assertThrows(IllegalArgumentException.class,
                        () -> Losses.crossEntropy(logits, tape.zeros(4),
                                LossOptions.NONE.withClassWeights(tape.ones(2))))
                        .getMessage());
        assertEquals(
                "loss: example weights must be [4], got []",
                assertThrows(IllegalArgumentException.class,
                        () -> Losses.crossEntropy(logits, tape.zeros(4),
                                LossOptions.NONE.withExampleWeights(tape.ones())))
                        .getMessage());
    }

    private static NdArray normal(long seed, int... dims) {
        return Initializer.normal(0, 1).values(Shape.of(dims), DType.F64, Rng.of(seed));
    }
}
