package org.metabalance.meta.catalog;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.metric.Merit;

/**
 * A method with its settings tuned: several variants are trained, and the best by {@link Merit} on the
 * validation rows is kept. Give methods that are compared the same number of
 * variants: an equal budget. See {@link TuningGrids}.
 *
 * @param about what is told of the method
 * @param variants what is tried, in order; of equally good ones the first is kept
 */
public record Tuned(About about, List<Variant> variants) implements Method {
    /** Copies the variants and checks that there are some. */
    public Tuned {
        variants = List.copyOf(variants);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException(
                    "tuned " + about.name() + ": needs a variant, got none");
        }
    }

    /**
     * A variant.
     *
     * @param setting what is special about it, in a few words; stands in results
     * @param method the method with its settings
     * @param rate the learning rate over that of the problem
     */
    public record Variant(String setting, Method method, double rate) {
        /** Returns a problem with the learning rate of this variant. */
        public Problem on(Problem problem) {
            Budget budget = problem.budget();
            return problem.with(budget.withLearningRate(budget.learningRate() * rate));
        }
    }

    /**
     * A variant that was tried.
     *
     * @param setting of the variant
     * @param rate of the variant
     * @param merit on the validation rows; {@link Merit#NONE} if training diverged
     */
    public record Attempt(String setting, double rate, Merit merit) {}

    /**
     * {@inheritDoc} The updates of all variants are counted.
     *
     * @throws IllegalStateException if all variants diverged
     */
    @Override
    public TunedModel fit(Problem problem) {
        List<Attempt> attempts = new ArrayList<>();
        Trained best = null;
        Attempt kept = null;
        long updates = 0;
        IllegalStateException diverged = null;
        for (Variant variant : variants) {
            double before = (double) attempts.size() / variants.size();
            Problem own = variant.on(problem).watchedBy(problem.progress().begin(
                    variant.setting(), before, before + 1.0 / variants.size()));
            try {
                Trained trained = variant.method().fit(own);
                updates += trained.updates();
                Attempt attempt = new Attempt(
                        variant.setting(), variant.rate(),
                        Merit.of(
                                trained.probabilities(problem.validation()),
                                problem.validation().labels()));
                attempts.add(attempt);
                if (kept == null || attempt.merit().betterThan(kept.merit())) {
                    best = trained;
                    kept = attempt;
                }
            } catch (IllegalStateException e) {
                diverged = e;
                attempts.add(new Attempt(variant.setting(), variant.rate(), Merit.NONE));
            }
            if (best != null && attempts.size() < variants.size() && problem.over()) {
                break;
            }
        }
        if (best == null) {
            throw diverged;
        }
        problem.progress().chose(kept.setting());
        return new TunedModel(best, kept, updates, List.copyOf(attempts));
    }
}
