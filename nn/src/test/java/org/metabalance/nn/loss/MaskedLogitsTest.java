package org.metabalance.nn.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/** A logit of minus infinity rules a class out; its loss is not 0 times infinity. */
class MaskedLogitsTest {
    private static final double OUT = Double.NEGATIVE_INFINITY;
    /** log(1 + exp(-1)): what is lost to the other class that is left. */
    private static final double LOSS = Math.log1p(Math.exp(-1));
    private static final double SHARE = 1 / (1 + Math.E);

    private static Tensor logits(Tape tape) {
        return tape.constant(new double[] {1, OUT, 0}, 1, 3);
    }

    private static void is(double[] expected, Tensor actual) {
        assertArrayEquals(expected, actual.value().toDoubles(),
                actual.dtype() == DType.F32 ? 1e-6 : 1e-14);
    }

    @ParameterizedTest
    @EnumSource
    void crossEntropyChooses(DType dtype) {
        Tape tape = new Tape(dtype);
        Tensor x = logits(tape);
        for (Tensor labels : List.of(tape.zeros(1), tape.constant(new double[] {1, 0, 0}, 1, 3))) {
            Tensor loss = Losses.crossEntropy(x, labels, LossOptions.NONE);
            is(new double[] {.31326168751822286}, loss);
            is(new double[] {-SHARE, 0, SHARE}, Gradients.gradient(loss, x));
        }
    }

    @ParameterizedTest
    @EnumSource
    void focalChooses(DType dtype) {
        Tape tape = new Tape(dtype);
        Tensor x = logits(tape);
        Tensor loss = Losses.focal(x, tape.zeros(1), 2, LossOptions.NONE);
        is(new double[] {SHARE * SHARE * LOSS}, loss);
        // d/dz (1 - p)^2 (-log p) = -(1 - p) p (2 (1 - p) (-log p) + (1 - p)^2 / p), z_0 up
        double p = 1 - SHARE;
        double slope = -SHARE * p * (2 * SHARE * LOSS + SHARE * SHARE / p);
        is(new double[] {slope, 0, -slope}, Gradients.gradient(loss, x));
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                of("cross-entropy", (x, y) -> Losses.crossEntropy(x, y, LossOptions.NONE)),
                of("weighted", (x, y) -> Losses.crossEntropy(x, y,
                        LossOptions.NONE.withClassWeights(x.tape().constant(
                                new double[] {1, 2, 3})))),
                of("focal 1/2", (x, y) -> Losses.focal(x, y, .5, LossOptions.NONE)),
                of("focal 2", (x, y) -> Losses.focal(x, y, 2, LossOptions.NONE)),
                of("one against the rest", (x, y) -> Losses.bceWithLogits(x, y, LossOptions.NONE)),
                of("its focal", (x, y) -> Losses.sigmoidFocal(x, y, 2, LossOptions.NONE)));
    }

    private static Arguments of(String name, BiFunction<Tensor, Tensor, Tensor> loss) {
        return Arguments.of(name, loss);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void threeDerivativesAreFinite(String name, BiFunction<Tensor, Tensor, Tensor> loss) {
        Tape tape = Tape.f64();
        Tensor x = logits(tape);
        for (Tensor labels : List.of(tape.zeros(1), tape.constant(new double[] {1, 0, 0}, 1, 3))) {
            Tensor d = loss.apply(x, labels);
            for (int order = 0; order < 4; order++) {
                for (double value : d.value().toDoubles()) {
                    assertTrue(Double.isFinite(value), name + ", derivative " + order);
                }
                d = Gradients.gradient(d.square().sum(), x);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void sureLogitsThatAreRightCostNothing(DType dtype) {
        Tape tape = new Tape(dtype);
        Tensor x = tape.constant(new double[] {OUT, -OUT});
        Tensor y = tape.constant(new double[] {0, 1});
        for (Tensor loss : List.of(Losses.bceWithLogits(x, y, LossOptions.NONE),
                Losses.sigmoidFocal(x, y, 2, LossOptions.NONE))) {
            assertEquals(0, loss.item());
            is(new double[2], Gradients.gradient(loss, x));
        }
        assertEquals(-OUT, Losses.bceWithLogits(x, y.rsub(1), LossOptions.NONE).item());
    }

    @Test
    void theSlopeOfASoftLabelAtZeroStays() {
        Tape tape = Tape.f64();
        Tensor q = tape.constant(new double[] {1, 0, 0}, 1, 3);
        Tensor x = tape.constant(new double[] {1, 0, OUT}, 1, 3);
        Tensor slope = Gradients.gradient(Losses.crossEntropy(x, q, LossOptions.NONE), q);
        is(new double[] {LOSS, LOSS + 1, 0}, slope);
    }

    @Test
    void oneColumnOfLogitsForLabelsIsRefused() {
        Tape tape = Tape.f64();
        for (String loss : new String[] {"bce with logits", "cross-entropy"}) {
            String got = assertThrows(IllegalArgumentException.class, () -> {
                Tensor x = tape.zeros(4, 1);
                if (loss.startsWith("bce")) {
                    Losses.bceWithLogits(x, tape.zeros(4), LossOptions.NONE);
                } else {
                    Losses.crossEntropy(x, tape.zeros(4), LossOptions.NONE);
                }
            }).getMessage();
            assertEquals(loss + ": class indices [n] need logits of two classes or more, got [4, 1]"
                    + " and [4]: squeeze the logits for a loss of one logit for each row", got);
        }
    }

    @Test
    void labelsOutOfRangeAreRefused() {
        Tape tape = Tape.f64();
        Tensor x = tape.zeros(2);
        String rule = "bce with logits: labels must be between 0.0 and 1.0, got -1.0 at 1";
        String got = assertThrows(IllegalArgumentException.class, () -> Losses
                .bceWithLogits(x, tape.constant(new double[] {1, -1}), LossOptions.NONE))
                .getMessage();
        assertTrue(got.startsWith(rule), got);
        Tensor y = tape.input("y", 2);
        Program program = tape.compile(Losses.bceWithLogits(x, y, LossOptions.NONE));
        program.set("y", 1, -1);
        got = assertThrows(IllegalArgumentException.class, program::run).getMessage();
        assertTrue(got.startsWith(rule + " of 'y'"), got);
        Tensor k = tape.input("k", 1);
        Program indices = tape.compile(
                Losses.crossEntropy(tape.zeros(1, 3), k, LossOptions.NONE)).set("k", 3);
        got = assertThrows(IndexOutOfBoundsException.class, indices::run).getMessage();
        assertTrue(got.startsWith("oneHot: an index must be an integer in [0, 3), got 3.0"), got);
    }
}
