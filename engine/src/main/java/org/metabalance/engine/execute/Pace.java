package org.metabalance.engine.execute;

/**
 * Finds out, run by run, whether a program is faster in two lanes or in one. Where two processors
 * share the units of one core, or another process holds the second, two lanes can take several times
 * as long; and that may change at any time. So both ways are tried in turn, the faster one is kept to,
 * and after a while they are tried again. Both give the same bits.
 */
final class Pace {
    /** Runs of each way in a trial. What counts is their sum: a lane that must wait now and then, too. */
    static final int TRIAL = 8;

    /** Runs between the first trial, of code that is hardly compiled yet, and the second. */
    static final int FIRST_STRETCH = 32;

    /** Most runs between trials: these then take less than half a percent of all runs. */
    static final int LONGEST_STRETCH = 4096;

    private int stretch = FIRST_STRETCH;
    private int left;
    private int tried;
    private long one;
    private long two;

    /** Returns whether the time of the next run is to be told to {@link #took}. */
    boolean watching() {
        return left == 0;
    }

    /** Returns whether the next run is to be in two lanes. */
    boolean inTwo() {
        return watching() ? tried % 2 == 0 : two < one;
    }

    /** Tells that a run which was watched took so many nanoseconds. */
    void took(long nanos) {
        if (tried == 0) {
            one = 0;
            two = 0;
        }
        if (inTwo()) {
            two += nanos;
        } else {
            one += nanos;
        }
        if (++tried == 2 * TRIAL) {
            tried = 0;
            left = stretch;
            stretch = Math.min(2 * stretch, LONGEST_STRETCH);
        }
    }

    /** Tells that a run has ended which was not watched. */
    void ran() {
        left--;
    }
}
