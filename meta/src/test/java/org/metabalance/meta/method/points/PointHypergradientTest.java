package org.metabalance.meta.method.points;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.method.holdout.HoldOutLoss;
import org.metabalance.nn.loss.Normalization;

/** Derivatives of the hold-out loss through the virtual step, in F64. */
class PointHypergradientTest {
    private static final double ETA = .3;

    private static final List<HoldOutLoss> LOSSES = List.of(
            new HoldOutLoss.CrossEntropy(), new HoldOutLoss.AdjustedCrossEntropy(),
            new HoldOutLoss.SmoothAp(.1));

    @TestFactory
    Stream<DynamicTest> areDifferencesOfTheWholeStep() {
        List<DynamicTest> tests = new ArrayList<>();
        for (HoldOutLoss loss : LOSSES) {
            for (Normalization normalization : Normalization.values()) {
                for (int classes : new int[] {2, 3}) {
                    tests.add(dynamicTest(
                            loss + ", " + normalization + ", " + classes + " classes",
                            () -> compare(
                                    new VirtualStepInF64(classes, normalization, 5), loss)));
                }
            }
        }
        return tests.stream();
    }

    private static void compare(VirtualStepInF64 step, HoldOutLoss loss) {
        Hypergradient.Result result = step.judged(loss, ETA, 0, List.of(step.z, step.w));
        Program program = step.program(
                result.total(), result.gradient().get(0), result.gradient().get(1));
        program.run();
        double[] ofPoints = program.output(1).toDoubles();
        double[] ofWeights = program.output(2).toDoubles();
        double scale = Arrays.stream(ofPoints).map(Math::abs).max().orElseThrow();
        assertTrue(scale > 1e-5, "nothing to compare");
        assertArrayEquals(
                VirtualStepInF64.differences(program, "z", step.points), ofPoints, 1e-6 * scale);
        assertArrayEquals(
                VirtualStepInF64.differences(program, "w", step.weights), ofWeights,
                1e-6 * Arrays.stream(ofWeights).map(Math::abs).max().orElseThrow());
        // a point of weight 0 does nothing wherever it is
        for (int j = 0; j < VirtualStepInF64.WIDTH; j++) {
            assertEquals(0, ofPoints[2 * VirtualStepInF64.WIDTH + j]);
        }
    }

    /**
     * d L_em / d w_j = -eta &lt;grad loss_j, v&gt; / N with v = grad L_em(theta^); where the loss is
     * divided by the sum of weights, the training loss's own gradient is taken off first.
     */
    @ParameterizedTest
    @EnumSource(Normalization.class)
    void ofAWeightIsTheAgreementOfTwoGradients(Normalization normalization) {
        VirtualStepInF64 step = new VirtualStepInF64(2, normalization, 6);
        Hypergradient.Result result = step.judged(LOSSES.get(0), ETA, 0, List.of(step.w));
        List<Tensor> v = Gradients.gradient(result.outer(), result.adapted().tensors());
        Tensor losses = step.batch.losses(step.theta);
        List<Tensor> agreements = new ArrayList<>();
        for (int j = 0; j < VirtualStepInF64.POINTS; j++) {
            int row = VirtualStepInF64.NATURAL + j;
            agreements.add(dot(step, losses.slice(0, row, row + 1).sum(), v));
        }
        Program program = step.program(
                result.gradient().get(0), Tensor.stack(0, agreements.toArray(Tensor[]::new)),
                dot(step, result.inner(), v));
        program.run();
        double[] actual = program.output(0).toDoubles();
        boolean bySum = normalization == Normalization.WEIGHT_SUM;
        double divisor = VirtualStepInF64.NATURAL
                + (bySum ? Arrays.stream(step.weights).sum() : VirtualStepInF64.POINTS);
        double[] expected = program.output(1).toDoubles();
        for (int j = 0; j < expected.length; j++) {
            double own = bySum ? program.output(2).item() : 0;
            expected[j] = -ETA * (expected[j] - own) / divisor;
        }
        assertArrayEquals(expected, actual, 1e-15);
        assertTrue(Arrays.stream(actual).anyMatch(g -> Math.abs(g) > 1e-4));
    }

    private static Tensor dot(VirtualStepInF64 step, Tensor loss, List<Tensor> v) {
        List<Tensor> gradient = Gradients.gradient(loss, step.theta.tensors());
        Tensor sum = step.tape.zeros();
        for (int i = 0; i < v.size(); i++) {
            sum = sum.add(gradient.get(i).dot(v.get(i)));
        }
        return sum;
    }

    /** MetaBalance with points: network, points and weights from one backward pass. */
    @Test
    void ofNetworkPointsAndWeightsComeTogether() {
        VirtualStepInF64 step = new VirtualStepInF64(2, Normalization.WEIGHT_SUM, 7);
        List<Tensor> xs = new ArrayList<>(step.theta.tensors());
        xs.addAll(List.of(step.z, step.w));
        Hypergradient.Result all = step.judged(LOSSES.get(0), ETA, .1, xs);
        int size = step.theta.size();
        Hypergradient.Result alone = step.judged(
                LOSSES.get(0), ETA, .1, step.theta.tensors());
        List<Tensor> outputs = new ArrayList<>(List.of(all.total()));
        outputs.addAll(all.gradient());
        outputs.addAll(alone.gradient());
        Program program = step.program(outputs.toArray(Tensor[]::new));
        program.run();
        for (int i = 0; i < size; i++) {
            assertArrayEquals(
                    program.output(1 + i + xs.size()).toDoubles(),
                    program.output(1 + i).toDoubles(), 1e-15);
        }
        double[] ofPoints = program.output(1 + size).toDoubles();
        double[] ofWeights = program.output(2 + size).toDoubles();
        assertArrayEquals(
                VirtualStepInF64.differences(program, "z", step.points), ofPoints, 1e-8);
        assertArrayEquals(
                VirtualStepInF64.differences(program, "w", step.weights), ofWeights, 1e-8);
    }

    @Test
    void withoutWeightsEveryPointCountsOne() {
        VirtualStepInF64 step = new VirtualStepInF64(2, Normalization.WEIGHT_SUM, 8);
        Program program = step.program(
                step.batch.loss(step.theta), step.batch.withWeights(null).loss(step.theta),
                step.batch.withWeights(step.tape.constant(NdArray.of(new double[5], 5)))
                        .loss(step.theta),
                step.batch.losses(step.theta));
        program.set("w", 1, 1, 1, 1, 1).run();
        assertEquals(program.output(1).item(), program.output(0).item(), 1e-15);
        // points that count nothing leave the mean over natural rows
        double[] losses = program.output(3).toDoubles();
        assertEquals(
                Arrays.stream(losses).limit(VirtualStepInF64.NATURAL).average().orElseThrow(),
                program.output(2).item(), 1e-15);
    }
}
