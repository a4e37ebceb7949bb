package org.metabalance.meta.method;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.meta.catalog.TuningGrids;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.Threshold;

/**
 * A method with its settings tuned: several variants are trained, and the one with the best average
 * precision on the validation rows is kept. Give methods that are compared the same number of
 * variants: an equal budget. See {@link TuningGrids}.
 *
 * @param name as users type it
 * @param summary one line
 * @param source where the method was published
 * @param variants what is tried, in order; of equally good ones the first is kept
 */
public record Tuned(String name, String summary, String source, List<Variant> variants)
        implements Method {
    /** Copies the variants and checks that there are some. */
    public Tuned {
        variants = List.copyOf(variants);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("tuned " + name + ": needs a variant, got none");
        }
    }

    /**
     * A variant.
     *
     * @param setting what is special about it, in a few words; stands in results
     * @param method the method with its settings
     * @param rate the learning rate over that of the task
     */
    public record Variant(String setting, Method method, double rate) {}

    /**
     * A variant that was trained.
     *
     * @param setting of the variant
     * @param averagePrecision on the validation rows; NaN if training diverged
     */
    public record Trial(String setting, double averagePrecision) {}

    /**
     * {@inheritDoc} The updates of all variants are counted.
     *
     * @throws IllegalStateException if all variants diverged
     */
    @Override
    public TunedModel fit(Task task) {
        List<Trial> trials = new ArrayList<>();
        Trained best = null;
        Trial kept = null;
        long updates = 0;
        IllegalStateException diverged = null;
        for (Variant variant : variants) {
            double before = (double) trials.size() / variants.size();
            Task own = task.withLearningRate(task.learningRate() * variant.rate())
                    .with(
                            done -> task.progress().at(before + done / variants.size()));
            try {
                Trained trained = variant.method().fit(own);
                updates += trained.updates();
                Trial trial = new Trial(variant.setting(), averagePrecision(trained, task));
                trials.add(trial);
                if (kept == null || trial.averagePrecision() > kept.averagePrecision()) {
                    best = trained;
                    kept = trial;
                }
            } catch (IllegalStateException e) {
                diverged = e;
                trials.add(new Trial(variant.setting(), Double.NaN));
            }
        }
        if (best == null) {
            throw diverged;
        }
        return new TunedModel(best, kept.setting(), updates, List.copyOf(trials));
    }

    private static double averagePrecision(Trained trained, Task task) {
        return Scores.of(
                trained.probabilities(task.validation()), task.validation().labels(),
                Threshold.DEFAULT).averagePrecision();
    }
}
