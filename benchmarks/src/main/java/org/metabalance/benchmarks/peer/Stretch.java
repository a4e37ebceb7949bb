package org.metabalance.benchmarks.peer;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/** Times stretches of runs of a job. */
final class Stretch {
    private static final double WARM_STRETCH = 0.2;
    private static final double IMPROVEMENT = 0.98;
    private static final long COMPILE_MILLIS = 50;
    private static final double MOST = 20;

    private final Job job;
    // the first stretch is a single run, whatever it costs
    private double seconds = Double.POSITIVE_INFINITY;

    Stretch(Job job) {
        this.job = job;
    }

    /**
     * Runs until the JVM's compiler has nothing more to gain: until for {@code quiet} seconds no
     * stretch was faster by 2 % than all before, and next to nothing was compiled; at most twenty
     * times as long.
     */
    void warm(double quiet) {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long start = System.nanoTime();
        double best = Double.MAX_VALUE;
        double lastChange = 0;
        long compiled = compiler.getTotalCompilationTime();
        double now;
        do {
            double time = time(Math.min(WARM_STRETCH, quiet / 4));
            now = (System.nanoTime() - start) / 1e9;
            // a method of many vectors takes seconds to compile, while it runs a thousand times slower
            boolean compiles = compiler.getTotalCompilationTime() - compiled > COMPILE_MILLIS;
            if (time < best * IMPROVEMENT || compiles) {
                best = Math.min(best, time);
                compiled = compiler.getTotalCompilationTime();
                lastChange = now;
            }
        } while (now - lastChange < quiet && now < MOST * quiet);
        // what was built and thrown away until now is not collected in the middle of a stretch
        System.gc();
    }

    /** Runs for about so many seconds, from the first weights on; returns the seconds of one run. */
    double time(double stretch) {
        job.reset();
        long runs = Math.max(1, Math.round(stretch / seconds));
        long start = System.nanoTime();
        for (long i = 0; i < runs; i++) {
            job.run();
        }
        seconds = (System.nanoTime() - start) / 1e9 / runs;
        return seconds;
    }
}
