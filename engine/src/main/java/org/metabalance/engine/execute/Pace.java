package org.metabalance.engine.execute;

/**
 * Finds out, run by run, whether a program is faster in two lanes or in one. Where two processors
 * share the units of one core, or another process holds the second, two lanes can take several times
 * as long; and that may change at any time. So now and then both ways are tried, and the faster one is
 * kept to. Both give the same bits.
 *
 * <p>A trial is some runs in two lanes and then as many in one, not in turns: a helper that has had nothing
 * to do for a run sleeps, and waking it takes as long as a short program. The first run of either way does
 * not count for that reason, nor does the slowest one, in which something else may have happened; of the
 * others the mean does, as a lane may have to wait now and then. A trial that changes the choice is soon
 * followed by another, so that a wrong one does not last.
 */
final class Pace {
    /** Most runs of each way that are counted in a trial, with the slowest. */
    static final int COUNTED = 9;

    /** Fewest of them, where a few runs take long enough to tell. */
    static final int FEWEST = 3;

    /** How long that is, in nanoseconds. */
    static final long LONG_ENOUGH = 10_000_000;

    /** Most runs in a trial. */
    static final int TRIAL = 2 * (1 + COUNTED);

    /** Runs in two lanes before the first trial: code that is not compiled yet tells nothing. */
    static final int COLD = 16;

    /** Fewest runs between trials. */
    static final int FIRST_STRETCH = 32;

    /** Most runs between trials: these then take half a percent of all runs. */
    static final int LONGEST_STRETCH = 4096;

    /** By what part of one lane's time two must be faster: they cost a second processor. */
    private static final double LEAST_GAIN = 1 / 16.0;

    private int stretch = FIRST_STRETCH / 2;
    private int left = COLD;
    private boolean two = true;
    private boolean chosen;
    private int runs;
    private long sum;
    private long slowest;
    private double timeOfTwo;

    /** Returns whether the time of the next run is to be told to {@link #took}. */
    boolean watching() {
        return left == 0;
    }

    /** Returns whether the next run is to be in two lanes. */
    boolean inTwo() {
        return two;
    }

    /** Tells that a run which was watched took so many nanoseconds. */
    void took(long nanos) {
        if (runs > 0) {
            sum += nanos;
            slowest = Math.max(slowest, nanos);
        }
        runs++;
        if (runs <= FEWEST || runs <= COUNTED && sum < LONG_ENOUGH) {
            return;
        }
        double mean = (double) (sum - slowest) / (runs - 2);
        runs = 0;
        sum = 0;
        slowest = 0;
        if (two) {
            timeOfTwo = mean;
            two = false;
        } else {
            choose(timeOfTwo < (1 - LEAST_GAIN) * mean);
        }
    }

    private void choose(boolean better) {
        stretch = better == chosen ? Math.min(2 * stretch, LONGEST_STRETCH) : FIRST_STRETCH;
        chosen = better;
        two = better;
        left = stretch;
    }

    /** Tells that a run has ended which was not watched. */
    void ran() {
        if (--left == 0) {
            two = true;
        }
    }
}
