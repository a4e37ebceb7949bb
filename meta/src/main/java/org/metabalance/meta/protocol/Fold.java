package org.metabalance.meta.protocol;

import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.ThresholdRule;

/**
 * The parts of one split, on which any number of methods can be run.
 *
 * @param seed of the split, and of every training on it
 * @param train rows to learn from
 * @param validation rows to select and tune on
 * @param test rows to measure on, once
 * @param split which examples of the whole the parts are; null where nobody says
 */
public record Fold(
        int seed, Examples train, Examples validation, Examples test, Split split) {
    /** A fold of which nobody says which examples of the whole its parts are. */
    public Fold(int seed, Examples train, Examples validation, Examples test) {
        this(seed, train, validation, test, null);
    }

    /**
     * What came of a method.
     *
     * @param run the run, with the metrics on the test part
     * @param validation average precision on the validation part: what settings are chosen by
     * @param trained the model
     * @param probabilities of the test part, {@code [examples, classes]}; not copied
     * @param selection those of the validation part, likewise
     * @param scoringSeconds the time that scoring the test part took
     */
    public record Outcome(
            Run run, double validation, Trained trained, double[][] probabilities,
            double[][] selection, double scoringSeconds) {
        /** Returns this outcome as one of a reference. */
        Outcome asReference() {
            return new Outcome(
                    run.asReference(), validation, trained, probabilities, selection,
                    scoringSeconds);
        }
    }

    /** Returns the problem of learning from this fold, with the usual settings and nobody watching. */
    public Problem problem() {
        return Problem.of(train, validation, seed);
    }

    /** As {@link #run(Method, Problem, ThresholdRule)}, with the threshold for balanced accuracy. */
    public Outcome run(Method method, Problem problem) {
        return run(method, problem, ThresholdRule.DEFAULT);
    }

    /**
     * Trains a method, chooses the threshold on the validation part, and measures on the test part.
     *
     * @param problem made from {@link #problem}
     * @param rule how the threshold is chosen; of no account with more than two classes
     */
    public Outcome run(Method method, Problem problem, ThresholdRule rule) {
        long begin = System.nanoTime();
        Trained trained = method.fit(problem);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double[][] probabilities = trained.probabilities(validation);
        double threshold = rule.on(probabilities, validation.labels());
        long scoring = System.nanoTime();
        double[][] measured = trained.probabilities(test);
        double scoringSeconds = (System.nanoTime() - scoring) / 1e9;
        Scores scores = Scores.of(measured, test.labels(), threshold);
        Run run = new Run(
                method.name(), seed, trained.hypergradient(), scores, seconds, trained.updates(),
                threshold, trained.setting());
        double selection = Scores.of(probabilities, validation.labels(), threshold)
                .averagePrecision();
        return new Outcome(run, selection, trained, measured, probabilities, scoringSeconds);
    }
}
