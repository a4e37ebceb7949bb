package org.metabalance.meta.protocol;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.data.table.DataSet;
import org.metabalance.meta.data.table.Encoder;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Task;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.metric.Criterion;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.Threshold;

/**
 * The encoded parts of one split, on which any number of methods can be run.
 *
 * @param seed of the split, and of every training on it
 * @param train rows to learn from
 * @param validation rows to select and tune on
 * @param test rows to measure on, once
 */
public record Fold(int seed, DataSet train, DataSet validation, DataSet test) {

    /**
     * What came of a method.
     *
     * @param run the run, with the metrics on the test part
     * @param validation average precision on the validation part: what settings are chosen by
     * @param trained the model
     */
    public record Outcome(Run run, double validation, Trained trained) {}

    /**
     * Splits labelled rows by {@code seed} in the shares of {@link Plan}; the encoder is fitted on the
     * training part alone.
     *
     * @param table the data with the label column
     * @throws org.metabalance.meta.data.DataException if the data cannot be split or encoded
     */
    public static Fold of(Table table, Target target, int seed) {
        Table features = target.features(table);
        Split split = Split.stratified(
                target, Plan.TRAIN, Plan.VALIDATION, Plan.TEST, Rng.of(seed));
        Encoder encoder = Encoder.fit(features.select(split.train()));
        return new Fold(
                seed,
                encoder.encode(features, target, split.train()),
                encoder.encode(features, target, split.validation()),
                encoder.encode(features, target, split.test()));
    }

    /** Returns the task of learning from this fold, with the usual settings and nobody watching. */
    public Task task() {
        return Task.of(train, validation, Task.DEFAULT_EPOCHS, seed);
    }

    /**
     * Trains a method, tunes the threshold on the validation part, and measures on the test part.
     *
     * @param task made from {@link #task}
     */
    public Outcome run(Method method, Task task) {
        long begin = System.nanoTime();
        Trained trained = method.fit(task);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double[][] probabilities = trained.probabilities(validation);
        double threshold = Threshold.tune(
                probabilities, validation.labels(), Criterion.BALANCED_ACCURACY).value();
        Scores scores = Scores.of(trained.probabilities(test), test.labels(), threshold);
        Run run = new Run(
                method.name(), seed, trained.hypergradient(), scores, seconds, trained.updates(),
                threshold, trained.setting());
        double selection = Scores.of(probabilities, validation.labels(), threshold)
                .averagePrecision();
        return new Outcome(run, selection, trained);
    }
}
