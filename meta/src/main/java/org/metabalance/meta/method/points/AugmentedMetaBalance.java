package org.metabalance.meta.method.points;

import java.util.Objects;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Task;
import org.metabalance.meta.method.holdout.Folds;
import org.metabalance.meta.sampler.Repetition;
import org.metabalance.meta.sampler.Sampler;

/**
 * MetaBalance (arXiv 2106.09643) and explicit gradient learning (arXiv 2202.10550) together: the
 * inner step is taken on natural rows and augmented points, the outer loss is measured on balanced
 * rows where it leads, and its exact derivative moves the network, the points and their weights at
 * once. The points are judged by training rows, as MetaBalance's network is; none are held out.
 *
 * @param name as users type it
 * @param options how
 */
public record AugmentedMetaBalance(String name, Options options) implements Method {

    /**
     * The settings of the method.
     *
     * @param learned what of the points is learned
     * @param initialisation where points begin; one that does not ask the network
     * @param ratio how many points there are: the size of each smaller class over that of the largest
     *     with its points, above 0 and at most 1
     * @param outerView what the outer loss sees of the training rows
     * @param innerRate alpha, the step size of the inner gradient descent
     * @param leak lambda, the weight of the inner loss at theta in what theta, points and weights
     *     follow
     * @param pointStep how points move
     * @param weightStep how their weights change; by descent
     */
    public record Options(
            Learned learned,
            Initialisation initialisation,
            double ratio,
            Sampler outerView,
            double innerRate,
            double leak,
            PointStep pointStep,
            WeightStep weightStep) {

        /** The defaults: points and weights from SMOTE, MetaBalance as it is without points. */
        public static final Options DEFAULT = new Options(
                Learned.BOTH, new Initialisation.SmotePoints(5), 1, new Repetition(), .1, .01,
                PointStep.DEFAULT, WeightStep.DEFAULT);

        /** Checks the numbers. */
        public Options {
            Objects.requireNonNull(learned, "learned");
            if (!(ratio > 0 && ratio <= 1)
                    || !(innerRate > 0 && Double.isFinite(innerRate))
                    || !(leak >= 0 && Double.isFinite(leak))) {
                throw new IllegalArgumentException(
                        "metabalance-egl: ratio must be in (0, 1], inner rate positive and leak not"
                                + " negative, got %s, %s and %s".formatted(ratio, innerRate, leak));
            }
            if (initialisation.needsNetwork()) {
                throw new IllegalArgumentException(
                        "metabalance-egl: points must not begin where a network says, got "
                                + initialisation);
            }
            if (weightStep.rule() != WeightStep.Rule.DESCENT) {
                throw new IllegalArgumentException(
                        "metabalance-egl: weights must descend, got " + weightStep.rule());
            }
        }

        /** Returns these options with another outer view. */
        public Options withOuterView(Sampler other) {
            return new Options(
                    learned, initialisation, ratio, other, innerRate, leak, pointStep, weightStep);
        }
    }

    @Override
    public String summary() {
        return "MetaBalance with learned augmented points in the inner steps: one exact gradient for"
                + " network, points and weights";
    }

    @Override
    public String source() {
        return "arXiv 2106.09643 and 2202.10550";
    }

    @Override
    public AugmentedNetwork fit(Task task) {
        return AugmentedTraining.run(
                task, Folds.none(task.train()),
                new AugmentedTraining.Plan(
                        0, options.initialisation(), options.ratio(), options.pointStep(),
                        Hypergradients.EXACT.label(),
                        (training, points) -> new AugmentedEpisode(training, points, options)));
    }
}
