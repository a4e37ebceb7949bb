package org.metabalance.meta.method.deferred;

import java.util.function.Consumer;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.RowStream;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.method.loss.LabelMargins;
import org.metabalance.meta.method.loss.Loss;
import org.metabalance.meta.method.loss.LossFor;
import org.metabalance.meta.method.loss.RowLoss;
import org.metabalance.meta.method.loss.TrainingLoss;
import org.metabalance.meta.sampler.Repetition;
import org.metabalance.meta.sampler.RowSampler;
import org.metabalance.nn.loss.ClassWeights;
import org.metabalance.nn.loss.Normalization;

/**
 * Training that is balanced in its last epochs alone, by weights of the classes or by other rows (Cao et
 * al., NeurIPS 2019, arXiv 1906.07413): a network that is balanced from the start learns worse features.
 * For any loss; with {@link LabelMargins} it is LDAM-DRW and LDAM-DRS.
 *
 * @param about what is told of it
 * @param loss a {@link RowLoss} if it is to be weighted
 * @param late what happens in the last epochs
 * @param deferral the share of the epochs, of those that every training has, before that; 0.8 by default,
 *     the authors' 160 of 200
 */
public record Deferred(About about, LossFor loss, Late late, double deferral) implements Method {
    /** The authors' share. */
    public static final double DEFERRAL = 0.8;

    private static final String CAO = "Cao et al., NeurIPS 2019, arXiv 1906.07413";

    /** What happens in the last epochs. */
    public sealed interface Late {}

    /**
     * Deferred re-weighting: rows are weighted by the effective number of samples of their class, and the
     * sum divided by that of the weights, as in the authors' code.
     *
     * @param beta of the effective number; the authors' is 0.9999; 0 weighs all alike
     */
    public record Reweighted(double beta) implements Late {
        /** Beta 0.9999. */
        public Reweighted() {
            this(TrainingLoss.EffectiveNumber.BETA);
        }
    }

    /**
     * Deferred re-sampling: batches are drawn from other rows.
     *
     * @param sampler chooses them; every class repeated up to the size of the largest by default. The
     *     authors draw with replacement by the weights of {@link Reweighted}, which comes to the same
     *     shares as beta approaches 1
     */
    public record Resampled(RowSampler sampler) implements Late {
        /** Every class as often. */
        public Resampled() {
            this(new Repetition());
        }
    }

    /** Checks the range. */
    public Deferred {
        if (!(deferral >= 0 && deferral <= 1)) {
            throw new IllegalArgumentException(
                    "deferred: the share of epochs before must be from 0 to 1, got " + deferral);
        }
    }

    /** Returns cross-entropy with deferred re-weighting. */
    public static Deferred drw() {
        return new Deferred(
                new About("drw", "cross-entropy; class weights in the last epochs", CAO),
                new TrainingLoss.CrossEntropy(), new Reweighted(), DEFERRAL);
    }

    /** Returns cross-entropy with deferred re-sampling. */
    public static Deferred drs() {
        return new Deferred(
                new About("drs", "cross-entropy; every class as often in the last epochs", CAO),
                new TrainingLoss.CrossEntropy(), new Resampled(), DEFERRAL);
    }

    /** Returns margins of at most 0.5 with deferred re-weighting. */
    public static Deferred ldamDrw() {
        return new Deferred(
                new About("ldam-drw",
                        "larger margins for smaller classes; class weights in the last epochs",
                        CAO),
                new LabelMargins(0.5), new Reweighted(), DEFERRAL);
    }

    /** Returns this method with another loss. */
    public Deferred with(LossFor other) {
        return new Deferred(about, other, late, deferral);
    }

    /** Returns this method with another share of epochs before. */
    public Deferred withDeferral(double other) {
        return new Deferred(about, loss, late, other);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a loss that is no {@link RowLoss} is to be weighted
     */
    @Override
    public Trained fit(Problem problem) {
        Network network = Network.of(problem);
        Loss made = loss.of(problem.train());
        int first = epochsBefore(problem.plan().fewest());
        long before = first * (long) problem.updatesPerEpoch();
        long[] done = {0};
        Training.Updater updater = switch (late) {
            case Reweighted(double beta) -> {
                double[] weights = ClassWeights.effectiveNumber(
                        beta, problem.train().classCounts());
                ChangingUpdate update = ChangingUpdate.weighted(
                        problem, network, RowLoss.require(about.name(), made),
                        Normalization.WEIGHT_SUM);
                yield () -> {
                    if (done[0]++ == before) {
                        update.weigh(weights);
                    }
                    update.run();
                };
            }
            case Resampled(RowSampler sampler) -> {
                Consumer<NdArray> natural = Feed.order(problem.train(), problem, Seeds.BATCHES);
                Consumer<NdArray> balanced = order(sampler, problem);
                yield ChangingUpdate.unweighted(problem, network, made,
                        indices -> (done[0]++ < before ? natural : balanced)
                                .accept(indices))::run;
            }
        };
        return Training.of(problem, network).keptFrom(first).run("none", updater);
    }

    private static Consumer<NdArray> order(RowSampler sampler, Problem problem) {
        Examples train = problem.train();
        Rng rng = Rng.of(problem.seed());
        return new RowStream(
                sampler.rows(train, rng.stream(Seeds.RESAMPLE)),
                rng.stream(Seeds.LATE_BATCHES))::fill;
    }

    /** Returns how many of the first epochs are as usual. */
    int epochsBefore(int epochs) {
        return (int) Math.floor(deferral * epochs);
    }
}
