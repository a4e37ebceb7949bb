package org.metabalance.meta.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;

/** Runs a {@link Comparison}. */
public final class Experiment {
    private final Comparison comparison;
    private final Watch watch;
    private final Map<List<Object>, Run> known = new HashMap<>(); // by method and seed
    private final double[] done;
    /** Lets a few jobs wait, not all: each holds the encoded rows of its split. */
    private final Semaphore ahead;
    private volatile boolean stopped;
    private final TimeLimit limit;
    private int left; // runs that have not ended

    private Experiment(
            Comparison comparison, List<Run> known, TimeLimit limit, Watch watch) {
        this.limit = limit;
        this.comparison = comparison;
        this.watch = watch;
        known.forEach(run -> this.known.put(List.of(run.method(), run.seed()), run));
        this.done = new double[missing()];
        this.left = done.length;
        this.ahead = new Semaphore(comparison.threads() + comparison.trained().size());
    }

    private int missing() {
        int missing = 0;
        for (int seed = 0; seed < comparison.seeds(); seed++) {
            for (Method method : comparison.trained()) {
                missing += known(method, seed) == null ? 1 : 0;
            }
        }
        return missing;
    }

    private Run known(Method method, int seed) {
        return known.get(List.of(method.name(), seed));
    }

    /**
     * Runs every method on every seed, several at once, and returns the runs that ended well: seed
     * by seed, methods in the comparison's order and then references.
     *
     * <p>If the calling thread is interrupted, stops; then not all runs are returned.
     *
     * @throws org.metabalance.meta.data.DataException if the data cannot be split or encoded
     */
    public static List<Run> run(Comparison comparison, Watch watch) {
        return run(comparison, List.of(), watch);
    }

    /**
     * As {@link #run(Comparison, Watch)}, but does not make again what is known.
     *
     * @param known runs of this comparison that were made earlier; they are returned in their places, and
     *     {@code watch} is not told of them
     */
    public static List<Run> run(Comparison comparison, List<Run> known, Watch watch) {
        return run(comparison, known, TimeLimit.NONE, watch);
    }

    /**
     * As {@link #run(Comparison, List, Watch)}, within a time: trainings end after the epoch in which their share of it
     * has passed, {@code watch} is told of those that were cut short, and of runs that were not begun.
     */
    public static List<Run> run(
            Comparison comparison, List<Run> known, TimeLimit limit, Watch watch) {
        return new Experiment(comparison, known, limit, watch).run();
    }

    private List<Run> run() {
        List<Run> runs = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(comparison.threads(),
                Thread.ofPlatform().daemon().factory())) {
            try {
                List<Future<Run>> pending = new ArrayList<>();
                int jobs = 0;
                for (int seed = 0; seed < comparison.seeds(); seed++) {
                    Fold fold = null;
                    for (Method method : comparison.trained()) {
                        Run there = known(method, seed);
                        if (there != null) {
                            pending.add(CompletableFuture.completedFuture(there));
                            continue;
                        }
                        fold = fold == null ? comparison.splits().of(seed) : fold;
                        Fold own = fold;
                        int job = jobs++;
                        ahead.acquire();
                        pending.add(workers.submit(() -> attempt(own, method, job)));
                    }
                }
                for (Future<Run> run : pending) {
                    Run ended = run.get();
                    if (ended != null) {
                        runs.add(ended);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } finally {
                // nothing goes on any more unless something went wrong
                stopped = true;
                workers.shutdownNow();
            }
        }
        return runs;
    }

    private Run attempt(Fold fold, Method method, int job) {
        try {
            TimeLimit.Deadline deadline;
            synchronized (watch) {
                if (limit.over()) {
                    watch.notBegun(method.name(), fold.seed());
                    return null;
                }
                deadline = limit.next(left, comparison.threads());
            }
            Follower follower = new Follower(job, deadline);
            Fold.Outcome outcome = run(fold, method, follower);
            if (!stopped) {
                watch.ending(fold, outcome, follower.course());
            }
            synchronized (watch) {
                if (stopped) {
                    return null; // a training that was cut short
                }
                if (deadline.met()) {
                    watch.cut(method.name(), fold.seed());
                }
                watch.finished(fold, outcome);
            }
            return outcome.run();
        } catch (RuntimeException why) {
            synchronized (watch) {
                if (!stopped) {
                    watch.failed(method.name(), fold.seed(), why);
                }
            }
            return null;
        } finally {
            synchronized (watch) {
                left--;
            }
            advance(job, 1);
            ahead.release();
        }
    }

    private Fold.Outcome run(Fold fold, Method method, Follower follower) {
        Problem problem = fold.problem().with(comparison.models()).with(comparison.budget())
                .watchedBy(follower);
        Fold.Outcome outcome = fold.run(method, problem, comparison.threshold());
        return comparison.references().contains(method) ? outcome.asReference() : outcome;
    }

    private final class Follower extends Course.Recorder {
        private final int job;
        private final TimeLimit.Deadline deadline;
        private long updates;

        Follower(int job, TimeLimit.Deadline deadline) {
            this.job = job;
            this.deadline = deadline;
        }

        @Override
        public boolean over() {
            return deadline.over();
        }

        @Override
        public void at(double done) {
            advance(job, done);
        }

        @Override
        public void judged(long made, double[][] probabilities) {
            // every variant of a tuned method counts from 0
            long more = made < updates ? made : made - updates;
            updates = made;
            synchronized (watch) {
                watch.learned(more * comparison.budget().batch());
            }
        }
    }

    private void advance(int job, double share) {
        synchronized (watch) {
            done[job] = Math.max(done[job], share);
            double sum = 0;
            for (double part : done) {
                sum += part;
            }
            watch.progress(sum / done.length);
        }
    }
}
