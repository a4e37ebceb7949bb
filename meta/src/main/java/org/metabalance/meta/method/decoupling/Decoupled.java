package org.metabalance.meta.method.decoupling;

import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.RowStream;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.method.loss.Loss;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.meta.sampler.Repetition;
import org.metabalance.nn.Batch;

/**
 * Plain training, and then training of the last layer alone on rows of all classes equally often (Kang et
 * al., ICLR 2020, arXiv 1910.09217). In the second phase the rest of the network is as it scores: running
 * statistics are used and stay, there is no dropout. Only epochs of that phase are kept.
 *
 * @param about what is told of it
 * @param stage what is trained in the second phase
 * @param first the share of the epochs, of those that every training has, of the first phase; 0.8 by
 *     default, as where other methods balance late; 0.9 in the released code, 90 epochs and 10
 */
public record Decoupled(About about, Stage stage, double first) implements Method {
    static final double FIRST = 0.8;
    private static final String KANG = "Kang et al., ICLR 2020, arXiv 1910.09217";

    /** What is trained in the second phase. */
    public enum Stage {
        /** cRT: the last layer, from first weights that are drawn anew. */
        RETRAINED,
        /**
         * LWS: a factor for each logit; weights and biases of the last layer are multiplied by it. With two
         * classes there is one logit and so one factor: the order of the rows stays what it was.
         */
        SCALED
    }

    /** Checks the range. */
    public Decoupled {
        if (!(first >= 0 && first < 1)) {
            throw new IllegalArgumentException(
                    "%s: the share of the first epochs must be at least 0 and below 1, got %s"
                            .formatted(about.name(), first));
        }
    }

    /** Returns the last layer trained again. */
    public static Decoupled retrained() {
        return new Decoupled(
                new About("crt",
                        "plain training, then the last layer alone, from new weights, on balanced"
                                + " rows",
                        KANG),
                Stage.RETRAINED, FIRST);
    }

    /** Returns learned weight scaling. */
    public static Decoupled scaled() {
        return new Decoupled(
                new About("learned-weight-scaling",
                        "plain training, then a factor for each class's logit on balanced rows",
                        KANG),
                Stage.SCALED, FIRST);
    }

    /** Returns this method with another share of first epochs. */
    public Decoupled withFirst(double other) {
        return new Decoupled(about, stage, other);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the model makes no features or its last layer is not linear
     */
    @Override
    public Trained fit(Problem problem) {
        Network network = Network.of(problem);
        LastLayer last = LastLayer.of(about.name(), network);
        Feed.Fed plain = plain(
                problem, network, Objectives.crossEntropy(problem.train()));
        int start = (int) Math.floor(first * problem.plan().fewest());
        int updates = problem.updatesPerEpoch();
        Feed.Fed[] current = {plain};
        return Training.of(problem, network).keptFrom(start).runEpochs(() -> "none", epoch -> {
            if (epoch == start) {
                current[0] = second(problem, network, last);
            }
            for (int i = 0; i < updates; i++) {
                current[0].run(problem);
            }
            return updates;
        });
    }

    /** Returns an update of the whole network down a loss of the rows as they are. */
    static Feed.Fed plain(Problem problem, Network network, Loss losses) {
        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        Feed feed = Feed.of(tape, problem);
        Batch batch = feed.batch(problem.train(), problem);
        Tensor loss = losses.of(net.logits(net.theta(), batch), batch.labels());
        net.descend(problem.optimizer(), loss);
        return feed.compile(loss).seed(Rng.of(problem.seed()).stream(Seeds.PROGRAM));
    }

    private Feed.Fed second(Problem problem, Network network, LastLayer last) {
        Rng rng = Rng.of(problem.seed());
        Examples train = problem.train();
        Tape tape = Tape.f32().threads(1);
        Feed feed = Feed.of(tape, rng.stream(Seeds.AUGMENTATION).stream(1));
        Batch batch = feed.batch(Feed.ROWS, train, problem.batch(), new RowStream(
                new Repetition().rows(train, rng.stream(Seeds.RESAMPLE)),
                rng.stream(Seeds.LATE_BATCHES))::fill);
        SecondPhase phase = new SecondPhase(network, last, problem.optimizer());
        Tensor loss = switch (stage) {
            case RETRAINED -> {
                last.begin(rng.stream(Seeds.LAST_LAYER));
                yield phase.descendLastLayer(batch);
            }
            case SCALED -> phase.descendFactors(batch);
        };
        return feed.compile(loss).seed(rng.stream(Seeds.PROGRAM).stream(1));
    }
}
