package org.metabalance.meta.method.points;

import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.holdout.CrossFit;
import org.metabalance.meta.method.points.Points.Learned;
import org.metabalance.meta.sampler.Repetition;
import org.metabalance.meta.sampler.Sampler;

/**
 * MetaBalance (arXiv 2106.09643) and explicit gradient learning (arXiv 2202.10550) together: the
 * inner step is taken on natural rows and augmented points, the outer loss is measured on balanced
 * rows where it leads, and its exact derivative moves the network, the points and their weights at
 * once. The points are judged by training rows, as MetaBalance's network is; none are held out.
 *
 * @param name as users type it
 * @param points what is added to the inner steps, and how it is learned: beginning where no network is
 *     asked, and with weights that descend
 * @param outer makes what the outer loss sees of the training rows
 * @param innerRate alpha, the step size of the inner gradient descent
 * @param leak lambda, the weight of the inner loss at theta in what theta, points and weights follow
 */
public record AugmentedMetaBalance(
        String name, Points points, Sampler outer, double innerRate, double leak)
        implements Method {
    /** Checks the numbers. */
    public AugmentedMetaBalance {
        if (!(innerRate > 0 && Double.isFinite(innerRate))
                || !(leak >= 0 && Double.isFinite(leak))) {
            throw new IllegalArgumentException(
                    "metabalance-egl: the inner rate must be positive and the leak not negative, got"
                            + " %s and %s".formatted(innerRate, leak));
        }
        if (points.initialisation().needsNetwork()) {
            throw new IllegalArgumentException(
                    "metabalance-egl: points must not begin where a network says, got "
                            + points.initialisation());
        }
        if (points.weightStep().rule() != WeightStep.Rule.DESCENT) {
            throw new IllegalArgumentException(
                    "metabalance-egl: weights must descend, got " + points.weightStep().rule());
        }
    }

    /** Returns the method with points and weights from SMOTE, and MetaBalance as it is without points. */
    public static AugmentedMetaBalance of(String name) {
        return new AugmentedMetaBalance(
                name, Points.DEFAULT.with(Learned.BOTH), new Repetition(), .1, .01);
    }

    /** Returns this method with other points. */
    public AugmentedMetaBalance with(Points other) {
        return new AugmentedMetaBalance(name, other, outer, innerRate, leak);
    }

    /** Returns this method with another outer side. */
    public AugmentedMetaBalance with(Sampler other) {
        return new AugmentedMetaBalance(name, points, other, innerRate, leak);
    }

    @Override
    public About about() {
        return new About(name,
                "MetaBalance with learned augmented points in the inner steps: one exact gradient for"
                        + " network, points and weights",
                "arXiv 2106.09643 and 2202.10550");
    }

    @Override
    public AugmentedNetwork fit(Problem problem) {
        return AugmentedTraining.run(
                problem, EncodedTable.of(name, problem.train()), CrossFit.none(problem.train()),
                new AugmentedTraining.Recipe(
                        0, points, Hypergradients.EXACT.label(),
                        (training, start) -> new AugmentedEpisode(training, start, this)));
    }
}
