package org.metabalance.meta.bilevel.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.meta.bilevel.Hypergradient;

class LabelsTest {

    @Test
    void labelsAreWhatUsersType() {
        assertEquals("exact", Hypergradient.EXACT.label());
        assertEquals("first-order", Hypergradient.FIRST_ORDER.label());
        assertEquals("neumann-20-0.1", new Hypergradient.Neumann(20, 0.1).label());
        assertEquals("truncated-3", new Hypergradient.Truncated(3).label());
    }

    @Test
    void everyLabelIsReadBack() {
        for (Hypergradient mode : List.of(
                Hypergradient.EXACT, Hypergradient.FIRST_ORDER, Hypergradient.EXACT_CHECKPOINTED,
                new Hypergradient.Checkpointed(4), new Hypergradient.Truncated(0),
                Hypergradient.FINITE_DIFFERENCE, new Hypergradient.FiniteDifference(1e-5),
                new Hypergradient.ConjugateGradient(10), new Hypergradient.Neumann(5, 10))) {
            assertEquals(mode, Hypergradient.parse(mode.label()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "exakt", "EXACT", "exact-2", "truncated", "truncated-1.5", "neumann-3",
        "conjugate-gradient-99999999999", "truncated--1"})
    void otherLabelsAreRefused(String label) {
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class, () -> Hypergradient.parse(label));
        assertTrue(error.getMessage().contains("conjugate-gradient-ITERATIONS"));
        assertTrue(error.getMessage().endsWith("got '" + label + "'"));
    }

    @Test
    void numbersThatMeanNothingAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new Hypergradient.ConjugateGradient(0));
        assertThrows(
                IllegalArgumentException.class, () -> new Hypergradient.Neumann(3, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Hypergradient.Truncated(-1));
        assertThrows(IllegalArgumentException.class, () -> new Hypergradient.Checkpointed(-1));
        assertThrows(
                IllegalArgumentException.class, () -> new Hypergradient.FiniteDifference(-1e-3));
    }
}
