package org.metabalance.nn.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.metabalance.engine.GradCheck;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/** Losses of several places, ignored places and divergences, beyond what PyTorch's values show. */
class PlacesTest {
    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private final Tape tape = Tape.f64();

    @Test
    void whatStandsAtAnIgnoredPlaceHasNoPart() {
        Tensor logits = tape.constant(new double[] {1, 2, NAN, INF, 0.5, -0.5}, 3, 2);
        Tensor labels = tape.constant(new double[] {0, -100, 1});
        LossOptions ignoring = LossOptions.NONE.withIgnoreIndex(-100);
        Tensor loss = Losses.crossEntropy(logits, labels, ignoring);
        Tensor others = logits.gather(0, tape.constant(new double[] {0, 2}));
        assertEquals(
                Losses.crossEntropy(others, tape.constant(new double[] {0, 1}), LossOptions.NONE)
                        .item(),
                loss.item(), 1e-15);
        double[] gradient = Gradients.gradient(loss, logits).value().toDoubles();
        assertEquals(0, gradient[2]);
        assertEquals(0, gradient[3]);
        assertEquals(0, Losses.crossEntropyPerExample(logits, labels, ignoring).value().get(1));
    }

    @Test
    void whereAllPlacesAreIgnoredTheLossIsZero() {
        for (Normalization normalization : Normalization.values()) {
            Tensor logits = tape.constant(new double[] {1, 2, 3, 4}, 2, 2);
            Tensor loss = Losses.crossEntropy(logits, tape.full(7, Shape.of(2)),
                    LossOptions.NONE.withIgnoreIndex(7).withNormalization(normalization));
            assertEquals(0, loss.item());
            assertArrayEquals(new double[4], Gradients.gradient(loss, logits).value().toDoubles());
        }
    }

    @Test
    void everyPlaceHasALoss() {
        Tensor logits = tape.normal(2, 3, 4, 5);
        assertEquals(Shape.of(2, 4, 5), Losses.crossEntropyPerExample(
                logits, tape.zeros(2, 4, 5), LossOptions.NONE).shape());
        assertEquals(Shape.of(2, 4, 5), Losses.focalPerExample(
                logits, tape.zeros(2, 4, 5), 2, LossOptions.NONE).shape());
        assertEquals(Shape.of(2, 4, 5), Divergences.klPerExample(
                logits, logits.softmax(1), LossOptions.NONE).shape());
    }

    @Test
    void divergencesOfAwkwardDistributions() {
        Tensor logits = tape.constant(new double[] {0.5, -INF, 1, 1, 2, 3}, 2, 3);
        Tensor same = logits.softmax(1).stopGradient();
        Tensor kl = Divergences.kl(logits, same, LossOptions.NONE);
        assertEquals(0, kl.item(), 1e-15);
        for (double slope : Gradients.gradient(kl, logits).value().toDoubles()) {
            assertEquals(0, slope, 1e-15);
        }
        Tensor sure = tape.constant(new double[] {0, 1, 0}, 1, 3);
        assertEquals(Math.log(3),
                Divergences.kl(tape.zeros(1, 3), sure, LossOptions.NONE).item(), 1e-15);
    }

    @Test
    void secondDerivativesHold() {
        double[] x = new double[18];
        java.util.Arrays.setAll(x, i -> Math.sin(3 * i) + 0.1 * i);
        double[] labels = {0, 2, -1, 1, -1, 0};
        GradCheck.check(2, xs -> {
            Tape on = xs.get(0).tape();
            Tensor logits = xs.get(0);
            LossOptions options = new LossOptions(xs.get(1), xs.get(2), 0.1,
                    Normalization.WEIGHT_SUM, -1);
            Tensor targets = xs.get(3).softmax(1);
            return Losses.crossEntropy(logits, on.constant(labels, 2, 3), options)
                    .add(Divergences.kl(logits, targets,
                            LossOptions.NONE.withExampleWeights(xs.get(2))));
        }, NdArray.of(x, 2, 3, 3), NdArray.of(new double[] {0.5, 1, 2}),
                NdArray.of(new double[] {0.7, 1.5}),
                NdArray.of(java.util.Arrays.stream(x).map(Math::cos).toArray(), 2, 3, 3));
    }

    @Test
    void mistakesAreNamed() {
        Tensor logits = tape.zeros(2, 3, 4);
        LossOptions none = LossOptions.NONE;
        fails("cross-entropy: targets must be class indices [2, 4] or soft labels [2, 3, 4], got [2, 3] for"
                + " logits [2, 3, 4]", () -> Losses.crossEntropy(logits, tape.zeros(2, 3), none));
        fails("cross-entropy: an index to ignore is for class indices, got soft labels for logits [8, 3]",
                () -> Losses.crossEntropy(logits, logits, none.withIgnoreIndex(0)));
        fails("focal: weights must be [2] or [2, 4], got [4]",
                () -> Losses.focal(logits, tape.zeros(2, 4), 1,
                        none.withExampleWeights(tape.ones(4))));
        fails("loss: an index to ignore is for softmax losses, got -1",
                () -> Losses.bceWithLogits(tape.zeros(3), tape.zeros(3), none.withIgnoreIndex(-1)));
        fails("squared error: class weights, label smoothing and an index to ignore are for classes, got"
                + " index -1 to ignore",
                () -> RegressionLosses.squared(tape.zeros(3), tape.zeros(3),
                        none.withIgnoreIndex(-1)));
        fails("kl: logits and targets must both be [n, classes] or [n, classes, ..], got [2, 3, 4] and"
                + " [2, 4]", () -> Divergences.kl(logits, tape.zeros(2, 4), none));
        fails("loss: class weights must be [3] or [2, 3], got [3, 2]",
                () -> Losses.bceWithLogits(tape.zeros(4, 3), tape.zeros(4, 3),
                        none.withClassWeights(tape.ones(3, 2))));
    }

    private static void fails(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
