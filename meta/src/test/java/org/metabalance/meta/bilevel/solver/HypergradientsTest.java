package org.metabalance.meta.bilevel.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.meta.bilevel.Hypergradient;

class HypergradientsTest {

    @Test
    void labelsAreWhatUsersType() {
        assertEquals("exact", Hypergradients.EXACT.label());
        assertEquals("first-order", Hypergradients.FIRST_ORDER.label());
        assertEquals("neumann-20-0.1", new Implicit(new Neumann(20, 0.1)).label());
        assertEquals("truncated-3", new Truncated(3).label());
    }

    @Test
    void everyLabelIsReadBack() {
        for (Hypergradient mode : List.of(
                Hypergradients.EXACT, Hypergradients.FIRST_ORDER, Hypergradients.EXACT_CHECKPOINTED,
                new Checkpointed(4), new Truncated(0),
                Hypergradients.FINITE_DIFFERENCE, new FiniteDifference(1e-5),
                new Implicit(new ConjugateGradient(10)), new Implicit(new Neumann(5, 10)),
                new Implicit(new Gmres(7)))) {
            assertEquals(mode, Hypergradients.parse(mode.label()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "exakt", "EXACT", "exact-2", "truncated", "truncated-1.5", "neumann-3",
        "conjugate-gradient-99999999999", "truncated--1"})
    void otherLabelsAreRefused(String label) {
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class, () -> Hypergradients.parse(label));
        assertTrue(error.getMessage().contains("conjugate-gradient-ITERATIONS"));
        assertTrue(error.getMessage().endsWith("got '" + label + "'"));
    }

    @Test
    void numbersThatMeanNothingAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new Implicit(new ConjugateGradient(0)));
        assertThrows(
                IllegalArgumentException.class, () -> new Implicit(new Neumann(3, Double.NaN)));
        assertThrows(IllegalArgumentException.class, () -> new Truncated(-1));
        assertThrows(IllegalArgumentException.class, () -> new Checkpointed(-1));
        assertThrows(
                IllegalArgumentException.class, () -> new FiniteDifference(-1e-3));
    }
}
