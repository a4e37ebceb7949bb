package org.metabalance.meta.method.transport;

import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.MetaSet;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.transport.Sinkhorn;
import org.metabalance.nn.loss.ClassWeights;

/**
 * Re-weighting by optimal transport (Guo et al., NeurIPS 2022, arXiv 2208.02951). In the first epochs the network
 * is trained as ever. Then its last layer alone is, with a weight for each training example, which begins at the
 * class's weight by the effective number of examples: the weights of a batch are, by a softmax, masses that are
 * transported to the {@link Prototypes} of a small balanced set, and move to make that cheap. Every update,
 *
 * <pre>
 *   nu    = softmax(w)           mu uniform over the prototypes; {@link TransportCost} C, constant
 *   w    &lt;- w - rate (d sum pi C / dw + 5e-4 w)        pi by {@link Sinkhorn}
 *   theta &lt;- Adam step of the last layer on mean_i w_i l_i + share * mean loss of the balanced set
 * </pre>
 *
 * <p>The small set is taken out of the training rows, see {@link MetaSet}. There are no two levels: the weights
 * never see the network's loss. <b>At the authors' rate the weights hardly move</b>: what helps is where they
 * begin, and the small set in the loss. {@link #frozen}, the method with weights that stay, is the comparison
 * that tells; {@link TransportNetwork#weights} has what became of them.
 *
 * <p>The authors' code sums over batches of 16 and adds ten times the small set's loss: of the mean that is a
 * share of 10 / 16. Its option of features alone or labels alone as cost does not run, so neither is here. Below
 * the last layer nothing is trained, and batch norm uses its running statistics. Their rate of the last layer
 * falls to 2e-5; here it stays that of the budget, as for every method.
 *
 * @param name as users type it
 * @param first the share of the epochs, of those that every training has, before the weights begin; 0.64 by
 *     default, the authors' 160 of 250
 * @param prototypes those of the authors' code by default
 * @param learned whether the weights move
 * @param rate of the weights; 0.01 by default, the authors'
 * @param metaShare of the balanced set's loss; 0.625 by default
 * @param sinkhorn eps 0.1, left when potentials move by less than 0.1 in all, by default, the authors'; at most
 *     50 iterations, theirs is 200; unrolled
 */
public record OptimalTransport(
        String name, double first, Prototypes prototypes, boolean learned, double rate,
        double metaShare, Sinkhorn sinkhorn)
        implements Method {
    private static final double BETA = .9999;

    /** Checks the ranges. */
    public OptimalTransport {
        require(first >= 0 && first <= 1, "the share of plain epochs must be from 0 to 1", first);
        require(rate >= 0 && Double.isFinite(rate), "the weights' rate must not be negative",
                rate);
        require(metaShare >= 0 && Double.isFinite(metaShare),
                "the share of the balanced set's loss must not be negative", metaShare);
    }

    private static void require(boolean holds, String rule, double got) {
        if (!holds) {
            throw new IllegalArgumentException("optimal transport: " + rule + ", got " + got);
        }
    }

    /** Returns it as published. */
    public static OptimalTransport of(String name) {
        return new OptimalTransport(
                name, .64, Prototypes.OF_MEAN_EXAMPLE, true, .01, .625,
                new Sinkhorn(.1, 50).withTolerance(.1));
    }

    /** Returns this method, under another name, with weights that stay where they begin. */
    public OptimalTransport frozen(String other) {
        return new OptimalTransport(other, first, prototypes, false, rate, metaShare, sinkhorn);
    }

    /** Returns this method with other prototypes. */
    public OptimalTransport with(Prototypes other) {
        return new OptimalTransport(name, first, other, learned, rate, metaShare, sinkhorn);
    }

    /** Returns this method with another transport: differentiated at its fixed point, say. */
    public OptimalTransport with(Sinkhorn other) {
        return new OptimalTransport(name, first, prototypes, learned, rate, metaShare, other);
    }

    /** Returns this method with another rate of the weights. */
    public OptimalTransport withRate(double other) {
        return new OptimalTransport(
                name, first, prototypes, learned, other, metaShare, sinkhorn);
    }

    @Override
    public About about() {
        return new About(name,
                learned
                        ? "last layer retrained with row weights learned by optimal transport to a"
                                + " small balanced set"
                        : "last layer retrained with class weights and a small balanced set: what"
                                + " ot-reweight is without transport",
                "Guo et al., NeurIPS 2022, arXiv 2208.02951");
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the model makes no features, or a class has no row
     */
    @Override
    public Trained fit(Problem problem) {
        Rng rng = Rng.of(problem.seed());
        Network network = Network.of(problem);
        MetaSet sets = MetaSet.of(problem.train(), rng.stream(Seeds.META_ROWS));
        double[] initial = ClassWeights.effectiveNumber(BETA, sets.train().classCounts());
        Feed.Fed plain = plain(problem, network, sets);
        WeightedHead weighted = new WeightedHead(this, problem, network, sets, initial);

        int start = (int) Math.floor(first * problem.plan().fewest());
        int updates = problem.updatesPerEpoch();
        TrainedNetwork trained = Training.of(problem, network).keptFrom(start)
                .runEpochs(() -> "none", epoch -> {
                    for (int i = 0; i < updates; i++) {
                        if (epoch < start) {
                            plain.run(problem);
                        } else {
                            weighted.update();
                        }
                    }
                    return updates;
                });
        return new TransportNetwork(
                trained, LearnedWeights.of(sets.train(), initial, weighted.weights()));
    }

    private static Feed.Fed plain(Problem problem, Network network, MetaSet sets) {
        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        Feed feed = Feed.of(tape, problem);
        Tensor loss = net
                .losses(net.theta(), feed.batch(sets.train(), problem)).mean();
        net.descend(problem.optimizer(), loss);
        return feed.compile(loss).seed(Rng.of(problem.seed()).stream(Seeds.PROGRAM));
    }
}
