package org.metabalance.engine.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
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

    @BeforeEach
    void codeIsCompiled() {
        assertEquals(Pace.COLD, inTwoOf(Pace.COLD));
        assertTrue(pace.watching());
    }

    private void trial() {
        while (!pace.watching()) {
            run();
        }
        inTwoOf(Pace.TRIAL);
    }

    @Test
    void aTrialRunsBothWaysEquallyOften() {
        assertEquals(Pace.TRIAL / 2, inTwoOf(Pace.TRIAL));
        assertFalse(pace.watching());
    }

    @Test
    void theFasterWayIsKeptTo() {
        inTwo = 60;
        trial();
        assertEquals(Pace.FIRST_STRETCH, inTwoOf(Pace.FIRST_STRETCH));
        assertTrue(pace.watching());
    }

    @Test
    void oneLaneIsKeptToWhereTwoGainNothing() {
        inTwo = 97;
        trial();
        assertEquals(0, inTwoOf(Pace.FIRST_STRETCH));
    }

    @Test
    void aWayThatHasBecomeSlowerIsGivenUp() {
        inTwo = 60;
        trial();
        inTwo = 400;
        trial();
        assertEquals(0, inTwoOf(Pace.FIRST_STRETCH));
    }

    /** The helper slept: the first run in two lanes waits for it. */
    @Test
    void theFirstRunOfAWayDoesNotCount() {
        inTwo = 10_000;
        run();
        inTwo = 60;
        trial();
        assertTrue(pace.inTwo());
    }

    @Test
    void oneRunInWhichSomethingElseHappenedDoesNotCount() {
        inTwo = 60;
        run();
        run();
        inTwo = 10_000;
        run();
        inTwo = 60;
        inTwoOf(Pace.TRIAL - 3);
        assertTrue(pace.inTwo());
    }

    @Test
    void ofLongRunsAFewAreEnough() {
        inOne = Pace.LONG_ENOUGH;
        inTwo = Pace.LONG_ENOUGH / 2;
        inTwoOf(2 * (1 + Pace.FEWEST));
        assertFalse(pace.watching());
        assertTrue(pace.inTwo());
    }

    @Test
    void aLaneThatWaitsNowAndThenCounts() {
        inTwo = 60;
        for (int i = 0; i < Pace.TRIAL; i++) {
            inTwo = i % 3 == 1 ? 400 : 60;
            run();
        }
        assertFalse(pace.inTwo());
    }

    @Test
    void aWrongChoiceDoesNotLast() {
        inTwo = 60;
        for (int i = 0; i < 20; i++) {
            trial();
        }
        inTwo = 400;
        trial();
        inTwo = 60;
        assertEquals(0, inTwoOf(Pace.FIRST_STRETCH));
        trial();
        assertTrue(pace.inTwo());
    }

    @Test
    void trialsBecomeRare() {
        int watched = 0;
        int runs = 100_000;
        for (int i = 0; i < runs; i++) {
            watched += pace.watching() ? 1 : 0;
            run();
        }
        assertTrue(watched < runs / 120, watched + " of " + runs);
    }
}
