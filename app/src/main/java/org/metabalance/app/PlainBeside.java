package org.metabalance.app;

import java.util.Optional;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.report.ProgressLine;
import org.metabalance.meta.calibration.Calibrator;
import org.metabalance.meta.decision.DecisionPlan;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.protocol.Course;
import org.metabalance.meta.protocol.TimeLimit;

/**
 * Plain training beside the method that was chosen, for the report: on the same rows, from the same seed, with the
 * same budget, calibrated and decided alike. No part of the model.
 *
 * @param trained the network
 * @param course of its training
 * @param probabilities calibrated, of the validation rows, {@code [rows, classes]}
 * @param threshold chosen on them
 */
record PlainBeside(Trained trained, Course course, double[][] probabilities, double threshold) {
    /** The method's name. */
    static final String NAME = "plain";

    /**
     * Trains it; empty if no time is left for it, which is said.
     *
     * @param problem what was learned, whoever watches it
     * @param amounts of the validation rows, as decisions need them
     */
    static Optional<PlainBeside> train(
            Terminal terminal, Method plain, Problem problem, DecisionPlan plan, double[] amounts,
            TimeLimit limit) {
        TimeLimit.Deadline deadline = limit.next(1, 1);
        long start = System.nanoTime();
        Trained trained;
        Course.Recorder course;
        if (limit.over()) {
            terminal.note(
                    "--time-limit: no time is left for plain training, which the report lacks");
            return Optional.empty();
        }
        try (ProgressLine progress = new ProgressLine(terminal)) {
            progress.state("plain training, for the report");
            course = new TrainWatch(progress, deadline, 0);
            trained = plain.fit(problem.watchedBy(course));
        } catch (IllegalStateException e) {
            terminal.note("plain training, for the report, failed: " + e.getMessage());
            return Optional.empty();
        }
        if (deadline.met()) {
            terminal.note("--time-limit: plain training did not end, and the report lacks it");
            return Optional.empty();
        }
        double[][] raw = trained.probabilities(problem.validation());
        int[] labels = problem.validation().labels();
        DecisionPlan.Decision made = plan.on(raw, labels, amounts);
        Calibrator calibrator = made.calibration().calibrator();
        double[][] probabilities = calibrator.apply(raw);
        Scores scores = Scores.of(probabilities, labels, made.choice().threshold());
        terminal.note(Texts.format(
                "plain training, for the report: AP %.4f on the same rows (%s; --no-plain leaves it out)",
                scores.averagePrecision(),
                Texts.duration((System.nanoTime() - start) / 1e9)));
        return Optional.of(new PlainBeside(
                trained, course.course(), probabilities, made.choice().threshold()));
    }
}
