package org.metabalance.meta.method.points;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.FeatureRanges;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.points.PointStep.CategoricalFeatures;
import org.metabalance.meta.method.points.Points.Learned;
import org.metabalance.nn.loss.Normalization;

/** Points stay where they may be, whatever their gradients. */
class PointMovementTest {
    private static final EncodedTable TRAIN = MixedTable.rows(300, 15, 1);
    private static final FeatureRanges RANGES = FeatureRanges.of(TRAIN);

    private static Augmentation fit(Points points, int epochs) {
        Problem problem = Problem.of(TRAIN, MixedTable.rows(200, 10, 2), 3)
                .with(ModelFor.mlp(List.of(8))).with(new Budget(epochs, 64, .01));
        return ExplicitGradientLearning.of("e", "e").with(points).fit(problem).augmentation();
    }

    private static Points with(PointStep step) {
        return Points.DEFAULT.with(step)
                .with(new Initialisation.NoisyRows(.5));
    }

    @ParameterizedTest
    @CsvSource({"NORMALISED, 1, .1", "NORMALISED, .005, .1", "RAW, 1e9, .3", "RAW, .01, 0",
        "NORMALISED, 10, Infinity", "RAW, 1e30, Infinity"})
    void capRangeAndFrozenFeaturesHoldExactly(StepRule rule, double size, double cap) {
        Augmentation points = fit(
                with(new PointStep(rule, size, cap, true, CategoricalFeatures.FROZEN)), 8);
        assertEquals(285, points.after().length);
        boolean moved = false;
        for (int i = 0; i < points.after().length; i++) {
            for (int j = 0; j < MixedTable.WIDTH; j++) {
                float before = points.before()[i][j];
                float after = points.after()[i][j];
                if (j >= 2) {
                    assertEquals(before, after, "a category changed");
                    assertTrue(after == 0 || after == 1);
                }
                double reach = cap * RANGES.deviation()[j];
                // the bounds themselves are rounded to floats
                assertTrue(
                        after >= (float) (before - reach) && after <= (float) (before + reach),
                        before + " to " + after + ", reach " + reach);
                assertTrue(after >= RANGES.lowest()[j] && after <= RANGES.highest()[j]);
                moved |= after != before;
            }
        }
        assertEquals(cap > 0, moved);
    }

    @Test
    void withoutRangeOnlyTheCapHolds() {
        Augmentation points = fit(
                with(new PointStep(
                        StepRule.NORMALISED, 50, 100, false, CategoricalFeatures.FROZEN)),
                8);
        boolean outside = false;
        for (float[] point : points.after()) {
            outside |= point[1] > RANGES.highest()[1] || point[1] < RANGES.lowest()[1];
        }
        assertTrue(outside, "steps of 50 sigma stayed in the range by themselves");
    }

    @Test
    void relaxedCategoriesMoveBetweenNoAndYes() {
        Augmentation points = fit(
                with(new PointStep(
                        StepRule.NORMALISED, .05, 1, true, CategoricalFeatures.RELAXED)),
                8);
        boolean between = false;
        for (float[] point : points.after()) {
            for (int j = 2; j < MixedTable.WIDTH; j++) {
                assertTrue(point[j] >= 0 && point[j] <= 1);
                between |= point[j] > 0 && point[j] < 1;
            }
        }
        assertTrue(between);
    }

    @ParameterizedTest
    @EnumSource(WeightStep.Rule.class)
    void weightsAreNeverNegative(WeightStep.Rule rule) {
        for (StepRule step : StepRule.values()) {
            Augmentation points = fit(
                    Points.DEFAULT.with(Learned.WEIGHTS).with(
                            new WeightStep(
                                    rule, step, step == StepRule.RAW ? 1e6 : 1,
                                    Normalization.WEIGHT_SUM)),
                    8);
            boolean changed = false;
            for (float weight : points.weights()) {
                assertTrue(weight >= 0 && Float.isFinite(weight), "weight " + weight);
                changed |= weight != 1;
            }
            assertTrue(changed);
            assertArrayEquals(points.before(), points.after());
        }
    }

    @Test
    void positionsAloneLeaveTheWeights() {
        Augmentation points = fit(
                Points.DEFAULT.with(Learned.POSITIONS), 3);
        for (float weight : points.weights()) {
            assertEquals(1, weight);
        }
        assertFalse(Arrays.deepEquals(points.before(), points.after()));
    }

    @Test
    void aNormalisedStepIsAsLongAsItsSize() {
        Tape tape = Tape.f64();
        Tensor gradient = tape.constant(new double[] {3e-9, 4e-9, 0, 0, -6e-9, 8e-9}, 3, 2);
        Tensor deviations = tape.constant(new double[] {1, 1}, 2);
        double[] step = PointStep.DEFAULT.displacement(gradient, deviations).value().toDoubles();
        // lengths 5, 0 and 10: the mean is 5
        assertArrayEquals(new double[] {-.003, -.004, 0, 0, .006, -.008}, step, 1e-15);
        double[] still = PointStep.DEFAULT.displacement(tape.zeros(3, 2), deviations).value()
                .toDoubles();
        for (double d : still) {
            assertTrue(d == 0);
        }
        // descent on z / sigma: twice the spread, twice the gradient in its units, four times the step
        Tensor wide = tape.constant(new double[] {2, 2}, 2);
        double[] raw = PointStep.DEFAULT.withStep(StepRule.RAW, .5)
                .displacement(gradient, wide).value().toDoubles();
        assertEquals(-.5 * 4 * 3e-9, raw[0], 1e-20);
    }

    @Test
    void reweightedWeightsHaveMeanOneOrAreZero() {
        Tape tape = Tape.f64();
        WeightStep rule = WeightStep.DEFAULT.withRule(WeightStep.Rule.REWEIGHT);
        Tensor before = tape.ones(4);
        assertArrayEquals(
                new double[] {3, 0, 1, 0},
                rule.changed(before, tape.constant(new double[] {-6, 1, -2, 0}, 4)).value()
                        .toDoubles(),
                1e-15);
        assertArrayEquals(
                new double[4],
                rule.changed(before, tape.constant(new double[] {6, 1, 2, 0}, 4)).value()
                        .toDoubles());
    }
}
