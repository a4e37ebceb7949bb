package org.metabalance.benchmarks.peer;

/** Times stretches of runs of a task. */
final class Stretch {
    private static final double WARM_STRETCH = 0.2;
    private static final double IMPROVEMENT = 0.98;

    private final Task task;
    // the first stretch is a single run, whatever it costs
    private double seconds = Double.POSITIVE_INFINITY;

    Stretch(Task task) {
        this.task = task;
    }

    /**
     * Runs until the compiler has nothing more to gain: for at least {@code least} seconds, and then
     * until no stretch of the last half of those was faster by 2 % than all before; at most five
     * times as long.
     */
    void warm(double least) {
        long start = System.nanoTime();
        double best = Double.MAX_VALUE;
        double improved = 0;
        double now;
        do {
            double time = time(Math.min(WARM_STRETCH, least / 4));
            now = (System.nanoTime() - start) / 1e9;
            if (time < best * IMPROVEMENT) {
                best = time;
                improved = now;
            }
        } while (now < least || (now - improved < least / 2 && now < 5 * least));
        // what was built and thrown away until now is not collected in the middle of a stretch
        System.gc();
    }

    /** Runs for about so many seconds, from the first weights on; returns the seconds of one run. */
    double time(double stretch) {
        task.reset();
        long runs = Math.max(1, Math.round(stretch / seconds));
        long start = System.nanoTime();
        for (long i = 0; i < runs; i++) {
            task.run();
        }
        seconds = (System.nanoTime() - start) / 1e9 / runs;
        return seconds;
    }
}
