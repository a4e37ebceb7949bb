package org.metabalance.engine.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Whichever way to run is faster is kept to, and given up when it is no longer. */
final class PaceTest {
    private final Pace pace = new Pace();
    private long inOne = 100;
    private long inTwo = 100;

    /** Runs once; returns whether in two lanes. */
    private boolean run() {
        boolean two = pace.inTwo();
        if (pace.watching()) {
            pace.took(two ? inTwo : inOne);
        } else {
            pace.ran();
        }
        return two;
    }

    private int inTwoOf(int runs) {
        int two = 0;
        for (int i = 0; i < runs; i++) {
            two += run() ? 1 : 0;
        }
        return two;
    }

    @Test
    void aTrialRunsBothWaysEquallyOften() {
        assertEquals(Pace.TRIAL, inTwoOf(2 * Pace.TRIAL));
        assertFalse(pace.watching());
    }

    @Test
    void theFasterWayIsKeptTo() {
        inTwo = 60;
        inTwoOf(2 * Pace.TRIAL);
        assertEquals(Pace.FIRST_STRETCH, inTwoOf(Pace.FIRST_STRETCH));
        assertTrue(pace.watching());
    }

    @Test
    void oneLaneIsKeptToWhereTwoGainNothing() {
        inTwoOf(2 * Pace.TRIAL);
        assertEquals(0, inTwoOf(Pace.FIRST_STRETCH));
    }

    @Test
    void aWayThatHasBecomeSlowerIsGivenUp() {
        inTwo = 60;
        inTwoOf(2 * Pace.TRIAL + Pace.FIRST_STRETCH);
        inTwo = 400;
        inTwoOf(2 * Pace.TRIAL);
        assertEquals(0, inTwoOf(2 * Pace.FIRST_STRETCH));
    }

    @Test
    void trialsBecomeRare() {
        int watched = 0;
        int runs = 100_000;
        for (int i = 0; i < runs; i++) {
            watched += pace.watching() ? 1 : 0;
            run();
        }
        assertTrue(watched < runs / 150, watched + " of " + runs);
    }
}
