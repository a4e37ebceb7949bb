package org.metabalance.meta.method.decoupling;

import org.metabalance.engine.Rng;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.RowStream;
import org.metabalance.meta.method.Scorer;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.method.loss.BalancedSoftmax;
import org.metabalance.meta.method.loss.LossFor;
import org.metabalance.meta.method.loss.RowLoss;
import org.metabalance.meta.method.loss.TrainingLoss;
import org.metabalance.meta.sampler.Repetition;

/**
 * Balanced meta-softmax, BALMS (Ren et al., NeurIPS 2020, arXiv 2007.10740): ordinary training, and then of the
 * last layer alone, from first weights that are drawn anew, with the balanced softmax on rows that a {@link
 * MetaSampler} draws, which learns how often to draw each class by plain cross-entropy on balanced rows. Only
 * epochs of the second phase are kept.
 *
 * <p>The features of the training rows are computed once, as the network scores: without augmentation, where the
 * authors' code augments anew. Its rows to learn the sampler by are drawn from the training rows too, all classes
 * equally often (from a validation set where the data have one). It makes the virtual step with the real
 * optimizer, momentum and weight decay; and batches have 512 rows, 2,000 of them in the second phase. An update
 * costs as many random numbers as a batch has rows times all rows.
 *
 * @param loss of the first phase: cross-entropy by default, as in the authors' settings; balanced softmax is the
 *     other that the paper trains with
 * @param first the share of the epochs, of those that every training has, of the first phase: 0.8 by default
 * @param virtualRate of the sampler's virtual step: 0.1 by default, the authors' rate of
 *     end-to-end training
 * @param samplerRate of the sampler, for Adam: 0.01 by default, the authors'
 */
public record Balms(LossFor loss, double first, double virtualRate, double samplerRate)
        implements Method {
    /** The name. */
    public static final String NAME = "balms";

    /** Checks the ranges. */
    public Balms {
        if (!(first >= 0 && first < 1)) {
            throw new IllegalArgumentException(
                    NAME + ": the share of the first epochs must be at least 0 and below 1, got "
                            + first);
        }
        if (!(virtualRate > 0 && Double.isFinite(virtualRate))
                || !(samplerRate >= 0 && Double.isFinite(samplerRate))) {
            throw new IllegalArgumentException(
                    "%s: rates must be positive, got %s and %s"
                            .formatted(NAME, virtualRate, samplerRate));
        }
    }

    /** The usual settings. */
    public Balms() {
        this(new TrainingLoss.CrossEntropy(), Decoupled.FIRST, .1, .01);
    }

    /** Returns this method with another loss in the first phase. */
    public Balms with(LossFor other) {
        return new Balms(other, first, virtualRate, samplerRate);
    }

    /** Returns this method with another share of first epochs. */
    public Balms withFirst(double other) {
        return new Balms(loss, other, virtualRate, samplerRate);
    }

    @Override
    public About about() {
        return new About(NAME,
                "plain training, then the last layer alone with the balanced softmax, on rows of"
                        + " classes as often as is learned",
                "Ren et al., NeurIPS 2020, arXiv 2007.10740");
    }

    /** What was trained, and how the sampler ended. */
    record Outcome(TrainedNetwork network, double[] scores) {}

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the model makes no features or its last layer is not linear
     */
    @Override
    public TrainedNetwork fit(Problem problem) {
        return run(problem).network();
    }

    Outcome run(Problem problem) {
        Network network = Network.of(problem);
        LastLayer last = LastLayer.of(NAME, network);
        Feed.Fed plain = Decoupled.plain(problem, network, loss.of(problem.train()));
        int start = (int) Math.floor(first * problem.plan().fewest());
        int updates = problem.updatesPerEpoch();
        MetaSampler[] second = {null};
        TrainedNetwork trained = Training.of(problem, network).keptFrom(start)
                .runEpochs(Hypergradients.EXACT::label, epoch -> {
                    if (epoch == start) {
                        second[0] = second(problem, network, last);
                    }
                    for (int i = 0; i < updates; i++) {
                        if (second[0] == null) {
                            plain.run(problem);
                        } else {
                            second[0].update();
                        }
                    }
                    return updates;
                });
        return new Outcome(trained, second[0] == null ? new double[0] : second[0].scores());
    }

    private MetaSampler second(Problem problem, Network network, LastLayer last) {
        Rng rng = Rng.of(problem.seed());
        Examples train = problem.train();
        last.begin(rng.stream(Seeds.LAST_LAYER));
        RowStream balanced = new RowStream(
                new Repetition().rows(train, rng.stream(Seeds.RESAMPLE)),
                rng.stream(Seeds.LATE_BATCHES));
        return new MetaSampler(
                this, problem, last,
                (RowLoss) new BalancedSoftmax(BalancedSoftmax.Counts.TRAINING_SET).of(train),
                Scorer.features(network, train).rows(), balanced);
    }
}
