package org.metabalance.meta.method.points;

import java.util.Objects;
import org.metabalance.engine.Rng;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Task;
import org.metabalance.meta.method.holdout.Folds;
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
 * @param options how
 */
public record ExplicitGradientLearning(String name, String summary, Options options)
        implements Method {

    /** Where the method was published. */
    static final String SOURCE = "arXiv 2202.10550";

    /**
     * The settings of the method.
     *
     * @param learned what of the points is learned
     * @param initialisation where points begin
     * @param ratio how many points there are: the size of each smaller class over that of the largest
     *     with its points, above 0 and at most 1
     * @param jitter the standard deviation, in sigma, of the noise that the numeric features of the
     *     points get anew in every batch, at least 0; 0 for none
     * @param pretraining epochs on natural rows, of which the best is taken up again with the points;
     *     at least 1 for an initialisation that asks the network
     * @param virtualStep the step through which points are judged, and the one the network takes
     * @param holdOut the rows that judge
     * @param pointStep how points move
     * @param weightStep how their weights change
     */
    public record Options(
            Learned learned,
            Initialisation initialisation,
            double ratio,
            double jitter,
            int pretraining,
            VirtualStep virtualStep,
            HoldOut holdOut,
            PointStep pointStep,
            WeightStep weightStep) {

        /**
         * The defaults: SMOTE's points, as many as balance the classes, their positions learned, no
         * jitter, no pretraining. With fewer points the network learns the smaller classes later.
         * Points from the noise of half a sigma that the authors' code offers lie too far from the
         * data on rings as narrow as those of {@code Synthetic.circles}. Weights that are learned on
         * held-out rows at their natural ratio fall, all of them, which undoes the balance: a gain
         * where plain training is best anyway, a loss elsewhere.
         */
        public static final Options DEFAULT = new Options(
                Learned.POSITIONS, new Initialisation.SmotePoints(5), 1, 0, 0, VirtualStep.DEFAULT,
                HoldOut.DEFAULT, PointStep.DEFAULT, WeightStep.DEFAULT);

        /** Checks the numbers. */
        public Options {
            Objects.requireNonNull(learned, "learned");
            if (!(ratio > 0 && ratio <= 1) || pretraining < 0
                    || !(jitter >= 0 && Double.isFinite(jitter))) {
                throw new IllegalArgumentException(
                        "explicit gradient learning: ratio must be in (0, 1], jitter and pretraining"
                                + " not negative, got %s, %s and %d"
                                        .formatted(ratio, jitter, pretraining));
            }
            if (initialisation.needsNetwork() && pretraining == 0) {
                throw new IllegalArgumentException(
                        "explicit gradient learning: this initialisation asks the network, which"
                                + " needs an epoch of pretraining, got none");
            }
        }

        /** Returns these options with something else learned. */
        public Options with(Learned other) {
            return new Options(
                    other, initialisation, ratio, jitter, pretraining, virtualStep, holdOut,
                    pointStep,
                    weightStep);
        }

        /** Returns these options with another initialisation. */
        public Options with(Initialisation other) {
            return new Options(
                    learned, other, ratio, jitter, pretraining, virtualStep, holdOut, pointStep,
                    weightStep);
        }

        /** Returns these options with another hold-out. */
        public Options with(HoldOut other) {
            return new Options(
                    learned, initialisation, ratio, jitter, pretraining, virtualStep, other,
                    pointStep,
                    weightStep);
        }

        /** Returns these options with other movements of the points. */
        public Options with(PointStep other) {
            return new Options(
                    learned, initialisation, ratio, jitter, pretraining, virtualStep, holdOut,
                    other,
                    weightStep);
        }

        /** Returns these options with other changes of the weights. */
        public Options with(WeightStep other) {
            return new Options(
                    learned, initialisation, ratio, jitter, pretraining, virtualStep, holdOut,
                    pointStep,
                    other);
        }

        /** Returns these options with another virtual step. */
        public Options with(VirtualStep other) {
            return new Options(
                    learned, initialisation, ratio, jitter, pretraining, other, holdOut, pointStep,
                    weightStep);
        }

        /** Returns these options with another number of points. */
        public Options withRatio(double other) {
            return new Options(
                    learned, initialisation, other, jitter, pretraining, virtualStep, holdOut,
                    pointStep,
                    weightStep);
        }

        /** Returns these options with other noise in every batch. */
        public Options withJitter(double other) {
            return new Options(
                    learned, initialisation, ratio, other, pretraining, virtualStep, holdOut,
                    pointStep, weightStep);
        }

        /** Returns these options with another number of epochs on natural rows. */
        public Options withPretraining(int other) {
            return new Options(
                    learned, initialisation, ratio, jitter, other, virtualStep, holdOut, pointStep,
                    weightStep);
        }
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public AugmentedNetwork fit(Task task) {
        boolean learns = options.learned().anything();
        Folds folds = learns
                ? Folds.of(
                        task.train(), options.holdOut(),
                        Rng.of(task.seed()).stream(PointStreams.FOLDS))
                : Folds.none(task.train());
        return AugmentedTraining.run(task, folds, new AugmentedTraining.Plan(
                options.pretraining(), options.initialisation(), options.ratio(),
                options.pointStep(),
                learns ? Hypergradients.EXACT.label() : "none",
                (training, points) -> new VirtualStepLearner(training, points, options)));
    }
}
