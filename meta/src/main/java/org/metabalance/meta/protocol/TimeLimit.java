package org.metabalance.meta.protocol;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The time that all runs of a comparison have together, and what of it the next may take. */
public final class TimeLimit {
    /** As long as it takes. */
    public static final TimeLimit NONE = new TimeLimit(null, System::nanoTime);

    private final LongSupplier clock;
    private final long begin;
    private final long nanos; // -1: none

    private TimeLimit(Duration limit, LongSupplier clock) {
        this.clock = clock;
        this.begin = clock.getAsLong();
        this.nanos = limit == null ? -1 : limit.toNanos();
    }

    /** Returns a limit that counts from now. */
    public static TimeLimit of(Duration limit) {
        return of(limit, System::nanoTime);
    }

    static TimeLimit of(Duration limit, LongSupplier clock) {
        return new TimeLimit(limit, clock);
    }

    /** When one training must end: tells it so, and remembers that it did. */
    public final class Deadline {
        private final long end; // after begin
        private volatile boolean met;

        private Deadline(long end) {
            this.end = end;
        }

        /** Returns whether it has passed. */
        public boolean over() {
            met |= nanos >= 0 && clock.getAsLong() - begin >= end;
            return met;
        }

        /** Returns whether a training was told so: it was cut short. */
        public boolean met() {
            return met;
        }
    }

    /** Returns whether no time is left. */
    public boolean over() {
        return nanos >= 0 && clock.getAsLong() - begin >= nanos;
    }

    /**
     * Returns when a run that begins now must end: what is left is shared by all runs that have not ended, as many at
     * a time as there are threads. What one leaves of its share, the later ones have.
     *
     * @param runs that have not ended, this one among them
     * @param threads runs at the same time
     */
    public Deadline next(int runs, int threads) {
        long now = clock.getAsLong() - begin;
        double share = (nanos - now) * Math.min(1, (double) threads / Math.max(1, runs));
        return new Deadline(now + (long) share);
    }
}
