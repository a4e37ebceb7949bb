package org.metabalance.meta.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThresholdTest {
    @ParameterizedTest
    @EnumSource(Criterion.class)
    void separatesWhatCanBeSeparated(Criterion criterion) {
        Threshold tuned = Threshold.tune(new double[] {.1, .2, .3, .05}, new int[] {0, 0, 1, 0},
                criterion);
        assertEquals(.25, tuned.value());
        assertEquals(1, tuned.attained());
        assertEquals(criterion, tuned.criterion());
    }

    @Test
    void criteriaDisagree() {
        // + - - - + - - - - - by falling score
        double[] scores = {.95, .85, .75, .65, .55, .45, .35, .25, .15, .05};
        int[] labels = {1, 0, 0, 0, 1, 0, 0, 0, 0, 0};
        // F1 is 2/3 after the first row, 4/7 after the fifth
        assertEquals(.9, Threshold.tune(scores, labels, Criterion.F1).value(), 1e-15);
        // the mean recall is .75 after the first, (1 + 5/8) / 2 after the fifth
        assertEquals(.5, Threshold.tune(scores, labels, Criterion.BALANCED_ACCURACY).value(),
                1e-15);
    }

    @Test
    void tiesGoToTheThresholdNearestOneHalfAndThenTheLower() {
        // + - + -: balanced accuracy .75 after the first and after the third row
        int[] labels = {1, 0, 1, 0};
        assertEquals(
                .45,
                Threshold.tune(new double[] {.9, .7, .5, .4}, labels, Criterion.BALANCED_ACCURACY)
                        .value(),
                1e-15);
        assertEquals(
                .55,
                Threshold.tune(new double[] {.6, .5, .3, .2}, labels, Criterion.BALANCED_ACCURACY)
                        .value(),
                1e-15);
        // the middles .375 and .625 are equally near
        assertEquals(
                .375,
                Threshold.tune(new double[] {.75, .5, .5, .25}, labels, Criterion.BALANCED_ACCURACY)
                        .value());
    }

    @Test
    void oneHalfWhereThereIsNothingToChoose() {
        assertEquals(
                Threshold.DEFAULT,
                Threshold.tune(new double[] {.2, .2}, new int[] {0, 1}, Criterion.F1).value());
        assertEquals(
                Threshold.DEFAULT,
                Threshold.tune(new double[] {.1, .2}, new int[] {0, 0}, Criterion.F1).value());
        Threshold none = Threshold.tune(new double[] {.1, .2}, new int[] {1, 1},
                Criterion.BALANCED_ACCURACY);
        assertEquals(Threshold.DEFAULT, none.value());
        assertEquals(Double.NaN, none.attained());
    }

    @Test
    void neighbouringNumbersAreSeparated() {
        double low = .3;
        double high = Math.nextUp(low);
        Threshold tuned = Threshold.tune(new double[] {low, high}, new int[] {0, 1}, Criterion.MCC);
        assertTrue(tuned.value() > low && tuned.value() <= high);
    }

    @Test
    void noThresholdWithManyClasses() {
        double[][] probabilities = {{.2, .3, .5}, {.6, .2, .2}};
        assertEquals(
                Double.NaN,
                Threshold.tune(probabilities, new int[] {2, 0}, Criterion.F1).value());
    }
}
