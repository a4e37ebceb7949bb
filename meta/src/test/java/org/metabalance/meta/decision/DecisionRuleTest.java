package org.metabalance.meta.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metabalance.meta.calibration.Calibration;
import org.metabalance.meta.calibration.CalibrationChoice;

class DecisionRuleTest {
    private static final double[] SCORES = {.9, .8, .6, .6, .2};
    private static final int[] LABELS = {0, 1, 1, 0, 0};

    private static DecisionRule.Choice choose(DecisionRule.Pick rule) {
        return rule.from(OperatingPoints.of(SCORES, LABELS, null));
    }

    @Test
    void ofConstraintsThatNoThresholdMeetsTheNearestIsTakenAndSaid() {
        DecisionRule.Choice precise = choose(
                new DecisionRule.AtLeast(DecisionRule.Aim.PRECISION, .9));
        assertEquals(.4, precise.threshold(), 1e-15);
        assertEquals(
                "no threshold has a precision of 0.9 on the validation rows; the nearest, precision"
                        + " 0.500 at recall 1.000 with 800.0 alerts per 1,000 rows, is taken",
                precise.unmet());
        DecisionRule.Choice few = choose(new DecisionRule.AtAlerts(100));
        assertEquals(.85, few.threshold(), 1e-15);
        assertTrue(few.unmet().startsWith("no threshold has a rate of at most 100 alerts"));
    }

    @Test
    void tiedRowsAreFlaggedTogether() {
        assertEquals(.7, choose(new DecisionRule.AtAlerts(700)).threshold(), 1e-15);
        assertEquals("", choose(new DecisionRule.AtAlerts(700)).unmet());
    }

    @Test
    void whereMistakesOfOneKindCostNothingAllOrNoneAreFlagged() {
        double all = choose(new DecisionRule.LeastCost(new Costs(1, 0))).threshold();
        assertTrue(all <= .4, () -> "threshold " + all);
        double none = choose(new DecisionRule.LeastCost(new Costs(0, 1))).threshold();
        assertTrue(none > .9 && none < 1, () -> "threshold " + none);
        double beyond = new DecisionRule.LeastCost(new Costs(0, 1))
                .from(OperatingPoints.of(new double[] {1, .5}, new int[] {0, 1}, null))
                .threshold();
        assertEquals(Math.nextUp(1.0), beyond);
    }

    @Test
    void amountsMoveTheThreshold() {
        DecisionRule.Pick rule = new DecisionRule.LeastCost(new Costs(1, 1));
        double[] amounts = {0, 1, 10, 0, 0};
        assertEquals(
                .4, rule.from(OperatingPoints.of(SCORES, LABELS, amounts)).threshold(), 1e-15);
        amounts[2] = .1;
        assertTrue(rule.from(OperatingPoints.of(SCORES, LABELS, amounts)).threshold() > .4);
    }

    @Test
    void fewPointsTellNearlyAsMuch() {
        Random random = new Random(1);
        double[] scores = random.doubles(5000).toArray();
        int[] labels = new int[5000];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextDouble() < scores[i] * scores[i] / 3 ? 1 : 0;
        }
        OperatingPoints all = OperatingPoints.of(scores, labels, null);
        OperatingPoints few = all.thinned(200);
        assertTrue(few.size() <= 200, () -> few.size() + " points");
        assertEquals(0, few.flagged(0));
        assertEquals(5000, few.flagged(few.size() - 1));
        DecisionRule.Pick rule = new DecisionRule.AtLeast(DecisionRule.Aim.RECALL, .8);
        assertEquals(rule.from(all).threshold(), rule.from(few).threshold(), .02);
        assertEquals(few.size(), few.thinned(200).size());
    }

    @Test
    void aPlanCalibratesBeforeItChooses() {
        Random random = new Random(2);
        double[][] rows = new double[600][];
        int[] labels = new int[600];
        for (int i = 0; i < rows.length; i++) {
            double odds = -2 + 1.5 * random.nextGaussian();
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
            double p = 1 / (1 + Math.exp(-odds - 3)); // as if positives were twenty times as many
            rows[i] = new double[] {1 - p, p};
        }
        Costs costs = new Costs(9, 1);
        DecisionPlan.Decision made = new DecisionPlan(
                CalibrationChoice.AUTO, new DecisionRule.LeastCost(costs)).on(rows, labels, null);
        assertTrue(made.calibration().calibrator().kind() != Calibration.NONE);
        assertEquals(costs.bayesThreshold(), made.choice().threshold(), .06);
    }

    @Test
    void moreClassesAreCalibratedAndHaveNoThreshold() {
        double[][] rows = {{.8, .1, .1}, {.1, .8, .1}, {.1, .1, .8}, {.7, .2, .1}};
        DecisionPlan.Decision made = DecisionPlan.DEFAULT.on(
                rows, new int[] {0, 1, 2, 0}, null);
        assertTrue(Double.isNaN(made.choice().threshold()));
        assertNull(made.points());
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        for (Runnable wrong : new Runnable[] {
            () -> new Costs(-1, 1), () -> new Costs(0, 0), () -> new Costs(Double.NaN, 1),
            () -> new Costs(1, Double.POSITIVE_INFINITY),
            () -> new DecisionRule.AtLeast(DecisionRule.Aim.RECALL, 0),
            () -> new DecisionRule.AtLeast(DecisionRule.Aim.PRECISION, 1.01),
            () -> new DecisionRule.AtAlerts(1001),
            () -> new DecisionRule.AtAlerts(Double.NaN),
            () -> new OperatingPoints(
                    new double[] {.2, .4}, new int[2], new int[2], new double[2], 1, 1, 1),
        }) {
            assertThrows(IllegalArgumentException.class, wrong::run);
        }
    }
}
