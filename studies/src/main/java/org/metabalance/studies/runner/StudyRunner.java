package org.metabalance.studies.runner;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.report.ProgressLine;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes the trials of a study that are not there yet, several at once, and then its report. */
public final class StudyRunner {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Study study;
    private final StudyOptions options;
    private final Terminal terminal;
    private final OutputDirectory directory;
    private final List<Trial> trials;
    private final ProgressLine progress;
    private TrialLog log;
    private double[] done;
    private int ended;
    private int failures;
    private boolean stopped;

    private StudyRunner(
            Study study, StudyOptions options, Terminal terminal, OutputDirectory directory) {
        this.study = study;
        this.options = options;
        this.terminal = terminal;
        this.directory = directory;
        options.requireParts(study.name(), study.parts());
        this.trials = study.trials(options);
        requireDifferent(trials);
        this.progress = new ProgressLine(terminal);
    }

    private static void requireDifferent(List<Trial> trials) {
        Set<String> keys = new HashSet<>();
        for (Trial trial : trials) {
            if (!keys.add(trial.key())) {
                throw new IllegalStateException("study: two trials have settings " + trial.key());
            }
        }
    }

    /**
     * Runs a study. Trials that failed earlier are tried again; trials of other settings in the same
     * folder are left alone, and are not in the report.
     *
     * @param threads how many trials go on at once, if the study allows it
     * @return the number of trials that failed
     * @throws UserError if options or folder will not do
     */
    public static int run(
            Study study, StudyOptions options, int threads, Terminal terminal,
            OutputDirectory directory) {
        return new StudyRunner(study, options, terminal, directory)
                .run(Math.min(threads, study.mostThreads()));
    }

    private int run(int threads) {
        Thread hook = new Thread(this::stopped);
        try (TrialLog opened = TrialLog.open(directory.file(TrialLog.FILE), terminal::note)) {
            log = opened;
            List<Trial> missing = trials.stream().filter(trial -> !isThere(trial)).toList();
            if (missing.size() < trials.size()) {
                terminal.note(
                        Texts.format(
                                "%d of %d trials were there already",
                                trials.size() - missing.size(), trials.size()));
            }
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                make(missing, threads);
            } finally {
                progress.close();
                Runtime.getRuntime().removeShutdownHook(hook);
            }
            keepTheRest();
            report();
            return failures;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Tries once more to write what could not be written; without the log a report is of no use. */
    private void keepTheRest() {
        try {
            log.write();
        } catch (IOException e) {
            throw new UserError(
                    Texts.format(
                            "%s cannot be written: %s; %s not kept, and made again by the same command",
                            directory.file(TrialLog.FILE), Texts.reason(e),
                            Texts.count(log.waiting(), "trial")
                                    + (log.waiting() == 1 ? " is" : " are")),
                    e);
        }
    }

    private boolean isThere(Trial trial) {
        Result result = log.find(trial);
        return result != null && result.failure() == null;
    }

    private void make(List<Trial> missing, int threads) {
        done = new double[missing.size()];
        try (ExecutorService workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory())) {
            for (int i = 0; i < missing.size(); i++) {
                int job = i;
                workers.submit(() -> attempt(missing.get(job), job));
            }
            workers.shutdown();
            workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(Trial trial, int job) {
        long begin = System.nanoTime();
        ObjectNode values = JSON.createObjectNode();
        String failure = null;
        try {
            trial.work().run(values, share -> advance(job, share));
        } catch (Exception | OutOfMemoryError | StackOverflowError e) {
            failure = Texts.oneLine(
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
        finished(
                new Result(
                        trial.settings(), (System.nanoTime() - begin) / 1e9, values, failure));
        advance(job, 1);
    }

    private synchronized void advance(int job, double share) {
        done[job] = Math.max(done[job], share);
        double sum = 0;
        for (double part : done) {
            sum += part;
        }
        progress.advance(sum / done.length);
    }

    private synchronized void finished(Result result) {
        if (stopped) {
            return; // the process may end in the middle of a write
        }
        ended++;
        if (result.failure() != null) {
            failures++;
            progress.clear();
            terminal.error(
                    Texts.format(
                            "%s failed: %s; the other trials go on", result.key(),
                            result.failure()));
        }
        try {
            log.add(result);
        } catch (IOException e) {
            if (log.waiting() == 1) { // said once; the next trial tries again
                progress.clear();
                terminal.error(
                        directory.file(TrialLog.FILE) + " cannot be written: " + Texts.reason(e)
                                + "; the trials go on");
            }
        }
        if (terminal.live()) {
            progress.state(Texts.format("%d of %d trials", ended, done.length));
        } else if (result.failure() == null) {
            terminal.err().println(
                    Texts.format(
                            "trial %d of %d: %s, %.1f s", ended, done.length, result.key(),
                            result.seconds()));
            terminal.err().flush();
        }
    }

    /** Says, when the process is ended from outside, what is kept. */
    private synchronized void stopped() {
        stopped = true;
        progress.clear();
        terminal.err().println(
                "metabalance: stopped after " + Texts.count(ended, "trial")
                        + (ended == 0 || log.waiting() > 0 ? ""
                                : "; kept in " + directory.file(TrialLog.FILE))
                        + "; the same command goes on from there");
        terminal.err().flush();
    }

    private void report() throws IOException {
        List<Result> results = new ArrayList<>();
        List<Result> failed = new ArrayList<>();
        for (Trial trial : trials) {
            Result result = log.find(trial);
            if (result != null) {
                (result.failure() == null ? results : failed).add(result);
            }
        }
        if (results.isEmpty()) {
            terminal.error("every trial failed; there is nothing to report");
            return;
        }
        terminal.out().println(
                new ReportWriter(directory, terminal)
                        .write(study, options, trials.size(), results, failed));
        terminal.out().flush();
    }
}
