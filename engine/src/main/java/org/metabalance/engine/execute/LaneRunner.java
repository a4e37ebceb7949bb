package org.metabalance.engine.execute;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.metabalance.engine.compile.place.Lanes;
import org.metabalance.engine.kernel.Workers;

/** Runs bound instructions in two lanes, each waiting for the other only where it must. */
final class LaneRunner implements Workers.Task {
    /** Counters of the lanes lie on different cache lines. */
    private static final int APART = 32;

    private static final int LOOKS_PER_YIELD = 1 << 10;

    private final Lanes lanes;
    private final Runnable[] steps;
    private final AtomicIntegerArray ended = new AtomicIntegerArray(3 * APART);
    private volatile Throwable failure;

    /** The steps stand in the order of the plan. */
    LaneRunner(Lanes lanes, Runnable[] steps) {
        this.lanes = lanes;
        this.steps = steps;
    }

    /** Runs all steps; {@code workers} must have been lent. */
    void run(Workers workers) {
        ended.set(APART, 0);
        ended.set(2 * APART, 0);
        failure = null;
        workers.run(this, 2);
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {
                // both lanes came to their end
            }
        }
    }

    @Override
    public void piece(int lane) {
        int[] order = lanes.order()[lane];
        int[] waits = lanes.waits()[lane];
        int own = (lane + 1) * APART;
        int other = (2 - lane) * APART;
        try {
            for (int i = 0; i < order.length; i++) {
                await(other, waits[i]);
                steps[order[i]].run();
                ended.setRelease(own, i + 1);
            }
        } catch (RuntimeException | Error e) {
            failure = e;
            // lets the other lane come to its end
            ended.setRelease(own, Integer.MAX_VALUE);
        }
    }

    private void await(int other, int count) {
        int looks = 0;
        while (ended.getAcquire(other) < count) {
            Thread.onSpinWait();
            // the other thread may be waiting for this very core
            if (++looks % LOOKS_PER_YIELD == 0) {
                Thread.yield();
            }
        }
    }
}
