package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.results.CostSummary;
import org.metabalance.app.results.KeptRun;
import org.metabalance.app.results.Mistake;
import org.metabalance.app.results.ResultsFile;
import org.metabalance.app.results.ResultsHeader;
import org.metabalance.app.results.RunDecider;
import org.metabalance.app.results.RunKeys;
import org.metabalance.app.results.SavedTrial;
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
    private final RunDecider decider; // null: nothing is decided
    private final ResultsFile file;
    private final Watch keeper;
    private final ProgressLine progress;
    private final List<KeptRun> runs = new ArrayList<>();
    private final List<SavedTrial> trials = new ArrayList<>();
    private final long start = System.nanoTime();
    private long learned;
    private final Thread interrupted = new Thread(this::stopped);
    private final List<String> cut = new ArrayList<>();
    private final List<String> notBegun = new ArrayList<>();
    private int failures;
    private boolean kept;
    private boolean closed;
    private Watch logs = Watch.NONE;

    /**
     * What else is to be done with a comparison.
     *
     * @param keeper told of every run as it ends
     * @param facts stand in the results file beside the header
     * @param trials of searches that are there
     * @param decider what decides with the runs' probabilities; null for nothing
     */
    public record Besides(
            Watch keeper, ObjectNode facts, List<SavedTrial> trials, RunDecider decider) {
        /** Nothing. */
        public static final Besides NOTHING = new Besides(
                Watch.NONE, JsonNodeFactory.instance.objectNode());

        /** Neither trials nor decisions. */
        public Besides(Watch keeper, ObjectNode facts) {
            this(keeper, facts, List.of(), null);
        }

        /** Returns the same with trials. */
        public Besides with(List<SavedTrial> others) {
            return new Besides(keeper, facts, others, decider);
        }

        /** Returns the same with decisions; null for none. */
        public Besides with(RunDecider other) {
            return new Besides(keeper, facts, trials, other);
        }
    }

    /**
     * Begins the results file with the runs that are there already.
     *
     * @param directory where to; null if nothing is to be kept
     * @param known runs that are there
     * @param besides what else is to be done
     * @throws UserError if it cannot be written
     */
    public RunReporter(
            Terminal terminal, ResultsHeader comparison, OutputDirectory directory, RunKeys keys,
            List<KeptRun> known, Besides besides) {
        this.decider = besides.decider();
        this.terminal = terminal;
        this.comparison = comparison;
        this.directory = directory;
        this.file = new ResultsFile(comparison, keys);
        if (decider != null) {
            file.decidedBy(decider);
        }
        this.keeper = besides.keeper();
        file.add(besides.facts());
        known.forEach(run -> {
            runs.add(run);
            file.add(run);
        });
        besides.trials().forEach(this::add);
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

    /** Has somebody told of every run's course as well; returns this. */
    public RunReporter telling(Watch other) {
        logs = other;
        return this;
    }

    @Override
    public void ending(Fold fold, Fold.Outcome outcome, Course course) {
        keeper.ending(fold, outcome, course);
        logs.ending(fold, outcome, course);
    }

    @Override
    public void finished(Fold fold, Fold.Outcome outcome) {
        finished(new KeptRun(
                outcome.run(), mistakes(fold, outcome),
                decider == null ? null : decider.of(fold, outcome), outcome.scoringSeconds()));
    }

    @Override
    public void finished(Run run) {
        finished(new KeptRun(run, List.of(), null, Double.NaN));
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
                                    "run %d of %d: %s, %s: %s %.4f, %.1f s",
                                    runs.size() + failures,
                                    comparison.runs(),
                                    run.method(),
                                    comparison.division().name(run.seed()),
                                    MetricWords.of(comparison.subject().yardstick().decisive()),
                                    decisive(run),
                                    run.seconds()));
            terminal.err().flush();
        }
    }

    /** A trial of a search has ended. */
    public synchronized void tried(SavedTrial trial) {
        add(trial);
        save(false);
    }

    private void add(SavedTrial trial) {
        trials.add(trial);
        file.add(trial);
    }

    /** Returns the trials of all searches. */
    public synchronized List<SavedTrial> trials() {
        return List.copyOf(trials);
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
                Texts.format("%s, %s failed: %s; the other runs go on", method,
                        comparison.division().name(seed), reason));
    }

    @Override
    public synchronized void cut(String method, int seed) {
        file.cut(method, seed);
        cut.add(name(method, seed));
    }

    @Override
    public synchronized void notBegun(String method, int seed) {
        file.addNotBegun(method, seed);
        notBegun.add(name(method, seed));
    }

    private String name(String method, int seed) {
        return method + " (" + comparison.division().name(seed) + ")";
    }

    /** Returns sentences of what a time limit cut short or left out; none if it did neither. */
    public synchronized List<String> outOfTime() {
        List<String> sentences = new ArrayList<>();
        if (!cut.isEmpty()) {
            sentences.add(Texts.format(
                    "--time-limit: %s ended early, and the best epoch so far is kept: %s",
                    Texts.count(cut.size(), "training"), String.join(", ", cut)));
        }
        if (!notBegun.isEmpty()) {
            sentences.add(Texts.format(
                    "--time-limit: no time was left for %s: %s",
                    Texts.count(notBegun.size(), "run"),
                    String.join(", ", notBegun)));
        }
        return sentences;
    }

    /** Saves the runs as the whole result. */
    public synchronized void complete() {
        save(failures == 0 && cut.isEmpty() && runs.size() == comparison.runs());
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
            if (decider != null && comparison.binary()) {
                file.summarize(CostSummary.of(
                        keptRuns().stream().filter(run -> run.decision() != null).toList(),
                        comparison.subject().testOverTrain(comparison.division())));
            }
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
