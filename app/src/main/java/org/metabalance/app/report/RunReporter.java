package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.results.KeptRun;
import org.metabalance.app.results.Mistake;
import org.metabalance.app.results.ResultsFile;
import org.metabalance.app.results.ResultsHeader;
import org.metabalance.app.results.RunKeys;
import org.metabalance.app.results.Subject;
import org.metabalance.meta.protocol.Course;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.meta.protocol.Run;
import org.metabalance.meta.protocol.Watch;
import org.metabalance.meta.protocol.Yardstick;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Follows a comparison while it runs: the progress line (or a line a run where there is no
 * terminal), and the results file, complete after every run. Called from many threads.
 */
public final class RunReporter implements Watch, AutoCloseable {
    private final Terminal terminal;
    private final ResultsHeader comparison;
    private final OutputDirectory directory; // null: nothing is kept
    private final ResultsFile file;
    private final Watch keeper;
    private final ProgressLine progress;
    private final List<KeptRun> runs = new ArrayList<>();
    private final long start = System.nanoTime();
    private long learned;
    private final Thread interrupted = new Thread(this::stopped);
    private int failures;
    private boolean kept;
    private boolean closed;

    /**
     * What else is to be done with a comparison.
     *
     * @param keeper told of every run as it ends
     * @param facts stand in the results file beside the header
     */
    public record Besides(Watch keeper, ObjectNode facts) {
        /** Nothing. */
        public static final Besides NOTHING = new Besides(
                Watch.NONE, JsonNodeFactory.instance.objectNode());
    }

    /**
     * Begins the results file with the runs that are there already.
     *
     * @param directory where to; null if nothing is to be kept
     * @param besides what else is to be done
     * @throws UserError if it cannot be written
     */
    public RunReporter(
            Terminal terminal, ResultsHeader comparison, OutputDirectory directory, RunKeys keys,
            List<KeptRun> known, Besides besides) {
        this.terminal = terminal;
        this.comparison = comparison;
        this.directory = directory;
        this.file = new ResultsFile(comparison, keys);
        this.keeper = besides.keeper();
        file.add(besides.facts());
        known.forEach(run -> {
            runs.add(run);
            file.add(run);
        });
        if (directory != null) {
            write(false);
        }
        this.progress = new ProgressLine(terminal);
        Runtime.getRuntime().addShutdownHook(interrupted);
    }

    @Override
    public void progress(double fractionOfAll) {
        progress.advance(fractionOfAll);
    }

    @Override
    public synchronized void learned(long examples) {
        learned += examples;
        if (comparison.subject() instanceof Subject.OfImages) {
            progress.state(state());
        }
    }

    @Override
    public void ending(Fold fold, Fold.Outcome outcome, Course course) {
        keeper.ending(fold, outcome, course);
    }

    @Override
    public void finished(Fold fold, Fold.Outcome outcome) {
        finished(new KeptRun(outcome.run(), mistakes(fold, outcome),
                outcome.scoringSeconds()));
    }

    @Override
    public void finished(Run run) {
        finished(new KeptRun(run, List.of(), Double.NaN));
    }

    private synchronized void finished(KeptRun ended) {
        Run run = ended.run();
        runs.add(ended);
        file.add(ended);
        save(false);
        if (terminal.live()) {
            progress.state(state());
        } else {
            terminal.err()
                    .println(
                            Texts.format(
                                    "run %d of %d: %s, seed %d: %s %.4f, %.1f s",
                                    runs.size() + failures,
                                    comparison.runs(),
                                    run.method(),
                                    run.seed(),
                                    MetricWords.of(comparison.subject().yardstick().decisive()),
                                    decisive(run),
                                    run.seconds()));
            terminal.err().flush();
        }
    }

    private List<Mistake> mistakes(Fold fold, Fold.Outcome outcome) {
        return comparison.subject() instanceof Subject.OfImages images
                ? Mistake.of(fold, outcome, images.groups().groups().get("tail"))
                : List.of();
    }

    private double decisive(Run run) {
        Yardstick yardstick = comparison.subject().yardstick();
        return yardstick.metrics().get(yardstick.decisive()).applyAsDouble(run.metrics());
    }

    private String state() {
        String decisive = comparison.subject().yardstick().decisive();
        // only a reference may have ended so far
        String best = comparison.summary(runs()).rows().stream().findFirst()
                .map(row -> Texts.format(
                        ", best %s %s %.3f", row.method(), MetricWords.of(decisive),
                        row.metrics().get(decisive).mean()))
                .orElse("");
        return Texts.format(
                "%d of %d runs%s%s", runs.size() + failures, comparison.runs(), rate(), best);
    }

    private String rate() {
        double seconds = (System.nanoTime() - start) / 1e9;
        return comparison.subject() instanceof Subject.OfImages && learned > 0
                ? Texts.format(", %,.0f images/s", learned / seconds)
                : "";
    }

    @Override
    public synchronized void failed(String method, int seed, RuntimeException why) {
        failures++;
        String reason = why.getMessage() == null ? why.getClass().getSimpleName()
                : why.getMessage();
        file.addFailure(method, seed, Texts.oneLine(reason));
        save(false);
        progress.clear();
        terminal.error(
                Texts.format("%s, seed %d failed: %s; the other runs go on", method, seed, reason));
    }

    /** Saves the runs as the whole result. */
    public synchronized void complete() {
        save(failures == 0 && runs.size() == comparison.runs());
    }

    private void save(boolean complete) {
        // once it is closed, the process may end in the middle of a write
        if (directory == null || closed) {
            return;
        }
        try {
            write(complete);
        } catch (UserError e) {
            // a full disk must not end hours of training: say so once, the next run tries again
            if (kept) {
                progress.clear();
                terminal.error(e.getMessage() + "; the runs go on");
            }
            kept = false;
        }
    }

    private void write(boolean complete) {
        if (!runs.isEmpty()) {
            file.summarize(comparison.summary(runs()), complete);
        }
        directory.write(ResultsFile.NAME, file.text());
        kept = true;
    }

    /** Returns whether all that has ended is in the file. */
    public synchronized boolean kept() {
        return kept;
    }

    /** Returns the runs that ended well, method by method and seed by seed: means depend on the order. */
    public synchronized List<Run> runs() {
        return keptRuns().stream().map(KeptRun::run).toList();
    }

    /** Returns {@link #runs} with what is kept of each besides. */
    public synchronized List<KeptRun> keptRuns() {
        return runs.stream()
                .sorted(Comparator
                        .comparingInt((KeptRun kept) -> comparison.methods()
                                .indexOf(kept.run().method()))
                        .thenComparingInt(kept -> kept.run().seed()))
                .toList();
    }

    public synchronized int failures() {
        return failures;
    }

    /** Says, when the process is ended from outside, what is kept. */
    private synchronized void stopped() {
        if (closed) {
            return;
        }
        closed = true;
        progress.clear();
        terminal.err()
                .println(
                        "metabalance: stopped after "
                                + Texts.count(runs.size(), "run")
                                + (kept && !runs.isEmpty()
                                        ? "; they are kept in " + directory.file(ResultsFile.NAME)
                                                + ", and the same command goes on from there"
                                        : ""));
        terminal.err().flush();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            progress.close();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException _) {
            // the process is ending already, and the hook finds it closed
        }
    }
}
