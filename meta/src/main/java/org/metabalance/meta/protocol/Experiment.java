package org.metabalance.meta.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Task;

/** Runs a {@link Plan}. */
public final class Experiment {
    private final Plan plan;
    private final Watch watch;
    private final double[] done;
    /** Lets a few jobs wait, not all: each holds the encoded rows of its split. */
    private final Semaphore ahead;
    private volatile boolean stopped;

    private Experiment(Plan plan, Watch watch) {
        this.plan = plan;
        this.watch = watch;
        this.done = new double[plan.seeds() * plan.methods().size()];
        this.ahead = new Semaphore(plan.threads() + plan.methods().size());
    }

    /**
     * Runs every method on every seed, several at once, and returns the runs that ended well: seed
     * by seed, methods in the plan's order.
     *
     * <p>If the calling thread is interrupted, stops; then not all runs are returned.
     *
     * @throws org.metabalance.meta.data.DataException if the data cannot be split or encoded
     */
    public static List<Run> run(Plan plan, Watch watch) {
        plan.target().requireMinority();
        return new Experiment(plan, watch).run();
    }

    private List<Run> run() {
        List<Run> runs = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(plan.threads(),
                Thread.ofPlatform().daemon().factory())) {
            try {
                List<Future<Run>> pending = new ArrayList<>();
                for (int seed = 0; seed < plan.seeds(); seed++) {
                    Fold fold = Fold.of(plan.table(), plan.target(), seed);
                    for (Method method : plan.methods()) {
                        ahead.acquire();
                        int job = pending.size();
                        pending.add(workers.submit(() -> attempt(fold, method, job)));
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
            Run run = run(fold, method, job);
            synchronized (watch) {
                if (stopped) {
                    return null; // a training that was cut short
                }
                watch.finished(run);
            }
            return run;
        } catch (RuntimeException why) {
            synchronized (watch) {
                if (!stopped) {
                    watch.failed(method.name(), fold.seed(), why);
                }
            }
            return null;
        } finally {
            advance(job, 1);
            ahead.release();
        }
    }

    private Run run(Fold fold, Method method, int job) {
        Task task = new Task(
                fold.train(),
                fold.validation(),
                plan.hidden(),
                plan.epochs(),
                Task.DEFAULT_BATCH,
                Task.DEFAULT_LEARNING_RATE,
                fold.seed(),
                share -> advance(job, share));
        return fold.run(method, task).run();
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
