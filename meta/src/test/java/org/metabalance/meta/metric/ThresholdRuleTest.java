package org.metabalance.meta.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdRuleTest {
    @ParameterizedTest
    @EnumSource(Criterion.class)
    void criteriaGoByTheirNames(Criterion criterion) {
        ThresholdRule rule = ThresholdRule.parse(criterion.label());
        assertEquals(new ThresholdRule.Tuned(criterion), rule);
        assertEquals(rule, ThresholdRule.parse(rule.label().toUpperCase()));
    }

    @Test
    void namesAreThoseOfTheCommand() {
        assertEquals("balanced-accuracy", Criterion.BALANCED_ACCURACY.label());
        assertEquals("f1", Criterion.F1.label());
        assertEquals("mcc", Criterion.MCC.label());
        assertEquals("balanced-accuracy", ThresholdRule.DEFAULT.label());
    }

    @Test
    void aNumberIsTheSameForEveryModel() {
        ThresholdRule rule = ThresholdRule.parse(" .25 ");
        assertEquals(new ThresholdRule.Fixed(.25), rule);
        assertEquals(rule, ThresholdRule.parse(rule.label()));
        double[][] probabilities = {{.1, .9}, {.8, .2}};
        assertEquals(.25, rule.on(probabilities, new int[] {1, 0}));
        assertEquals(
                .55, ThresholdRule.DEFAULT.on(probabilities, new int[] {1, 0}), 1e-15);
    }

    @Test
    void moreClassesHaveNone() {
        double[][] probabilities = {{.1, .8, .1}, {.6, .2, .2}};
        int[] labels = {1, 0};
        assertTrue(Double.isNaN(ThresholdRule.DEFAULT.on(probabilities, labels)));
        assertTrue(Double.isNaN(new ThresholdRule.Fixed(.5).on(probabilities, labels)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-0.1", "1.5", "NaN", "Infinity", "accuracy", ""})
    void whatIsNoRuleIsRefused(String text) {
        String message = assertThrows(
                IllegalArgumentException.class, () -> ThresholdRule.parse(text)).getMessage();
        assertTrue(message.startsWith("threshold: must be "), message);
    }
}
