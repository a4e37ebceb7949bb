package org.metabalance.meta.method.points;

import org.metabalance.engine.Rng;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.holdout.CrossFit;
import org.metabalance.meta.method.holdout.HoldOut;

/**
 * Explicit gradient learning from augmented data (arXiv 2202.10550). Points of the smaller classes
 * are added to the training rows, and where they are or how much they count is learned: for each
 * batch, the network takes a virtual step on rows and points, a loss on held-out rows is measured
 * where it leads, and points and weights go down that loss's exact derivative through the step, a
 * mixed second derivative of the training loss. The epoch with the best average precision on
 * validation rows is kept.
 *
 * @param name as users type it
 * @param summary one line
 * @param points what is added, and how it is learned
 * @param jitter the standard deviation, in sigma, of the noise that the numeric features of the points
 *     get anew in every batch, at least 0; by default 0 for none
 * @param pretraining epochs on natural rows, of which the best is taken up again with the points; by
 *     default 0; at least 1 for an initialisation that asks the network
 * @param virtualStep the step through which points are judged, and the one the network takes
 * @param holdOut the rows that judge
 */
public record ExplicitGradientLearning(
        String name,
        String summary,
        Points points,
        double jitter,
        int pretraining,
        VirtualStep virtualStep,
        HoldOut holdOut)
        implements Method {
    /** Where the method was published. */
    static final String SOURCE = "arXiv 2202.10550";

    /** Checks the numbers. */
    public ExplicitGradientLearning {
        if (pretraining < 0 || !(jitter >= 0 && Double.isFinite(jitter))) {
            throw new IllegalArgumentException(
                    "explicit gradient learning: jitter and pretraining must not be negative, got %s"
                            .formatted(jitter) + " and " + pretraining);
        }
        if (points.initialisation().needsNetwork() && pretraining == 0) {
            throw new IllegalArgumentException(
                    "explicit gradient learning: this initialisation asks the network, which"
                            + " needs an epoch of pretraining, got none");
        }
    }

    /** Returns the method with its defaults. */
    public static ExplicitGradientLearning of(String name, String summary) {
        return new ExplicitGradientLearning(
                name, summary, Points.DEFAULT, 0, 0, VirtualStep.DEFAULT, HoldOut.DEFAULT);
    }

    /** Returns this method with other points. */
    public ExplicitGradientLearning with(Points other) {
        return new ExplicitGradientLearning(
                name, summary, other, jitter, pretraining, virtualStep, holdOut);
    }

    /** Returns this method with another virtual step. */
    public ExplicitGradientLearning with(VirtualStep other) {
        return new ExplicitGradientLearning(
                name, summary, points, jitter, pretraining, other, holdOut);
    }

    /** Returns this method with another hold-out. */
    public ExplicitGradientLearning with(HoldOut other) {
        return new ExplicitGradientLearning(
                name, summary, points, jitter, pretraining, virtualStep, other);
    }

    /** Returns this method with other noise in every batch. */
    public ExplicitGradientLearning withJitter(double other) {
        return new ExplicitGradientLearning(
                name, summary, points, other, pretraining, virtualStep, holdOut);
    }

    /** Returns this method with another number of epochs on natural rows. */
    public ExplicitGradientLearning withPretraining(int other) {
        return new ExplicitGradientLearning(
                name, summary, points, jitter, other, virtualStep, holdOut);
    }

    @Override
    public About about() {
        return new About(name, summary, SOURCE);
    }

    @Override
    public AugmentedNetwork fit(Problem problem) {
        boolean learns = points.learned().anything();
        CrossFit parts = learns
                ? CrossFit.of(
                        problem.train(), holdOut, Rng.of(problem.seed()).stream(Seeds.CROSS_FIT))
                : CrossFit.none(problem.train());
        return AugmentedTraining.run(
                problem, EncodedTable.of(name, problem.train()), parts,
                new AugmentedTraining.Recipe(
                        pretraining, points, learns ? Hypergradients.EXACT.label() : "none",
                        (training, start) -> new VirtualStepLearner(training, start, this)));
    }
}
