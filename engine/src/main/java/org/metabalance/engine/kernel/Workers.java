package org.metabalance.engine.kernel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A few threads that help the calling one with a large kernel, handed over in about a microsecond.
 *
 * <p>A task is a fixed number of independent pieces, claimed one at a time by whoever is free, the
 * caller included: a helper that the system has not woken yet costs nothing. Helpers watch for the
 * next task for {@link #WATCH_NANOS} and then sleep. Nothing is allocated per task. While one
 * caller has the helpers, others do without: {@link #lend} tells them.
 */
public final class Workers {

    /** Something divided into pieces, which may run in any order and at once. */
    public interface Task {
        /** Computes one piece, numbered from 0. */
        void piece(int index);
    }

    /** Most pieces a task may have. */
    static final int MOST_PIECES = 1 << 15;

    /** How long a helper watches for more before it sleeps: longer than the gaps within a step. */
    private static final long WATCH_NANOS = 50_000;

    private static final int LOOKS_PER_CLOCK = 64;
    private static final int LOOKS_PER_YIELD = 1 << 10;

    private static final Map<Integer, Workers> ALL = new ConcurrentHashMap<>();

    private final Helper[] helpers;
    private final AtomicBoolean lent = new AtomicBoolean();

    // From high to low bits: a number that changes with each task (32), the number of pieces (16),
    // the next piece to claim (16). Claiming is adding 1 to it as it was when the task was read, so
    // a helper that comes late cannot take a piece of the next task for one of the last.
    private final AtomicLong ticket = new AtomicLong();
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile Throwable failure;
    private Task task;

    private Workers(int threads) {
        helpers = new Helper[threads - 1];
    }

    /** The helpers that make up the given number of threads with the caller; shared by all. */
    public static Workers of(int threads) {
        return ALL.computeIfAbsent(threads, Workers::new);
    }

    /** How many threads there are with the caller. */
    public int threads() {
        return helpers.length + 1;
    }

    /** Whether the caller now has the helpers; if so it must {@link #run} one task. */
    public boolean lend() {
        return helpers.length > 0 && lent.compareAndSet(false, true);
    }

    /** Runs a task to its end and gives the helpers back. */
    public void run(Task whole, int pieces) {
        try {
            if (helpers[0] == null) {
                start();
            }
            task = whole;
            failure = null;
            unfinished.set(pieces);
            ticket.set(((ticket.get() >>> 32) + 1) << 32 | (long) pieces << 16);
            wake();
            work();
            await();
            task = null;
        } finally {
            lent.set(false);
        }
    }

    private void start() {
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper();
            Thread.ofPlatform().daemon().name("metabalance-kernels-" + (i + 1)).start(helpers[i]);
        }
    }

    private void wake() {
        for (Helper helper : helpers) {
            if (helper.asleep) {
                LockSupport.unpark(helper.thread);
            }
        }
    }

    /** Claims and computes pieces until there are none; returns the ticket that said so. */
    private long work() {
        while (true) {
            long seen = ticket.get();
            int next = (int) (seen & 0xffff);
            if (next >= (int) (seen >>> 16 & 0xffff)) {
                return seen;
            }
            Task at = task;
            if (ticket.compareAndSet(seen, seen + 1)) {
                try {
                    at.piece(next);
                } catch (Throwable t) {
                    failure = t;
                } finally {
                    unfinished.decrementAndGet();
                }
            }
        }
    }

    private void await() {
        int looks = 0;
        while (unfinished.get() > 0) {
            Thread.onSpinWait();
            if (++looks % LOOKS_PER_YIELD == 0) {
                Thread.yield();
            }
        }
        if (failure != null) {
            throw new IllegalStateException("kernels: a helper thread failed", failure);
        }
    }

    private final class Helper implements Runnable {

        private volatile Thread thread;
        private volatile boolean asleep;

        @Override
        public void run() {
            thread = Thread.currentThread();
            while (true) {
                watch(work());
            }
        }

        private void watch(long seen) {
            long until = System.nanoTime() + WATCH_NANOS;
            int looks = 0;
            while (ticket.get() == seen) {
                Thread.onSpinWait();
                if (++looks % LOOKS_PER_CLOCK == 0 && System.nanoTime() > until) {
                    sleep(seen);
                }
            }
        }

        private void sleep(long seen) {
            asleep = true;
            while (ticket.get() == seen) {
                LockSupport.park(Workers.this);
            }
            asleep = false;
        }
    }
}
