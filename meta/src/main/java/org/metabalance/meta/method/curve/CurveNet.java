package org.metabalance.meta.method.curve;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.solver.Hypergradients;
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
import org.metabalance.meta.method.memory.Memory;
import org.metabalance.meta.method.reweight.WeightHypergradient;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Descent;

/**
 * Sample loss curves, "CurveNet" (Jiang et al., AAAI 2022, arXiv 2201.00849), for wrong labels and imbalance
 * together. A {@link Probe} records the loss of every row through a training of its own; its curve less the mean
 * curve of its label tells wrong labels from rare rows. Then, in a new network's training, a small network weighs
 * rows by curve and label, and learns to by the loss on a small balanced set ({@link MetaSet}, which takes trusted
 * rows alone). Every update of the first epochs,
 *
 * <pre>
 *   S       = mean_i w_i l_i,  w_i = CurveNet(s_i, y_i)
 *   theta^  = theta - alpha grad S                    a virtual step
 *   Theta  &lt;- Adam step of CurveNet's weights along the derivative of the balanced set's loss at theta^
 *   theta  &lt;- Adam step along the gradient of S with the new weights, held constant
 * </pre>
 *
 * <p>In the other epochs each row keeps the weight it last had. Probing takes updates of another network, which
 * {@link Trained#updates} does not count: about as many passes again, most in batches an eighth as large.
 *
 * <p>The authors' code adds the label's embedding twice, which {@link #withEmbeddings} does; here it is added once,
 * unless asked for. It makes the virtual step with the real optimizer, momentum and all, which scales alpha; and
 * sees 128 of 1,000 balanced images an update, where all of this small set are seen. Its option of leaving
 * the lower layers out of the virtual step, off by default, and late class weights are not here.
 *
 * @param probe how curves are recorded
 * @param learning the share of the epochs, of those that every training has, in which weights are learned; 0.4 by
 *     default, the authors' 80 of 200; one epoch at least
 * @param embeddings how often a label's embedding is added, 1 by default
 * @param virtualRate alpha: 0.1 by default, the authors' first rate
 * @param learningRate of CurveNet: 1e-3 by default, the authors'; the weight decay is their 1e-4
 */
public record CurveNet(
        Probe probe, double learning, int embeddings, double virtualRate, double learningRate)
        implements Method {
    private static final double DECAY = 1e-4;
    private static final String CURVES = "curves";
    private static final String WEIGHTS = "weights";

    /** Checks the ranges. */
    public CurveNet {
        require(learning > 0 && learning <= 1,
                "the share of learning epochs must be above 0 and at most 1", learning);
        require(embeddings >= 0, "embeddings must not be negative", embeddings);
        require(virtualRate > 0 && Double.isFinite(virtualRate),
                "the virtual rate must be positive", virtualRate);
        require(learningRate >= 0 && Double.isFinite(learningRate),
                "the learning rate must not be negative", learningRate);
    }

    private static void require(boolean holds, String rule, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("curvenet: " + rule + ", got " + got);
        }
    }

    /** The usual probe and the authors' settings. */
    public CurveNet() {
        this(Probe.DEFAULT, .4, 1, .1, 1e-3);
    }

    /** Returns this method with another probe. */
    public CurveNet with(Probe other) {
        return new CurveNet(other, learning, embeddings, virtualRate, learningRate);
    }

    /** Returns this method with embeddings added so many times: 2 as in the authors' code. */
    public CurveNet withEmbeddings(int times) {
        return new CurveNet(probe, learning, times, virtualRate, learningRate);
    }

    /** Returns this method with another virtual rate. */
    public CurveNet withVirtualRate(double rate) {
        return new CurveNet(probe, learning, embeddings, rate, learningRate);
    }

    @Override
    public About about() {
        return new About("curvenet",
                "rows weighted by the course of their loss in a training before, to tell wrong labels"
                        + " from rare rows",
                "Jiang et al., AAAI 2022, arXiv 2201.00849");
    }

    @Override
    public Trained fit(Problem problem) {
        MetaSet sets = MetaSet.of(problem.train(), Rng.of(problem.seed()).stream(Seeds.META_ROWS));
        LossCurves curves = probe.of(problem, sets.train());
        Allocation allocation = new Allocation(problem, sets, curves.centred());
        int learned = Math.max(1, (int) (learning * problem.plan().fewest()));
        int updates = problem.updatesPerEpoch();
        TrainedNetwork trained = Training.of(problem, allocation.network).settledFrom(learned)
                .runEpochs(Hypergradients.EXACT::label, epoch -> {
                    for (int i = 0; i < updates; i++) {
                        allocation.update(epoch < learned);
                    }
                    return updates;
                });
        float[] weights = allocation.weights.values();
        return new CurveNetwork(trained, sets.train(), curves,
                IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).toArray());
    }

    /** The second stage: a program that learns weights and one that has them. */
    private final class Allocation {
        final Network network;
        final Memory weights;
        private final Problem problem;
        private final MetaSet sets;
        private final Descent descent;
        private final Memory memory;
        private final Feed.Fed learns;
        private final Feed.Fed keeps;

        Allocation(Problem problem, MetaSet sets, LossCurves curves) {
            this.problem = problem;
            this.sets = sets;
            network = Network.of(problem);
            descent = Descent.of(problem.optimizer(), network.weights());
            memory = new Memory(sets.train().size(), curves.epochs());
            System.arraycopy(curves.records(), 0, memory.values(), 0, curves.records().length);
            weights = new Memory(sets.train().size(), 1);
            Arrays.fill(weights.values(), 1);
            Consumer<NdArray> order = weights.following(memory.following(
                    Feed.order(sets.train(), problem, Seeds.BATCHES)));
            learns = learns(order, curves.epochs());
            keeps = keeps(order);
        }

        private Feed.Fed learns(Consumer<NdArray> order, int epochs) {
            Rng rng = Rng.of(problem.seed());
            CurveWeights function = new CurveWeights(
                    epochs, sets.train().classes(), embeddings);
            VariableTree variables = VariableTree.init(
                    function.parameters(), DType.F32, rng.stream(Seeds.WEIGHT_FUNCTION));
            Tape tape = Tape.f32().threads(1);
            TapedNetwork net = network.on(tape);
            TapedNetwork ahead = net.lookingAhead();
            Feed feed = Feed.of(tape, problem);
            Parameters theta = net.theta();
            Batch meta = feed.all("meta", sets.meta());
            Batch batch = feed.batch(Feed.ROWS, sets.train(), problem.batch(), order);
            Tensor ours = tape.input(CURVES, problem.batch(), epochs);
            Tensor losses = net.losses(theta, batch);
            Parameters v = variables.on(tape);
            Tensor before = function.of(v, ours, batch.labels());
            Parameters gradient = WeightHypergradient.of(
                    losses, theta, at -> ahead.losses(at, meta).mean(), virtualRate, v,
                    l -> l.mul(before).mean());
            Parameters after = Descent.of(Adam.of(learningRate).withWeightDecay(DECAY), variables)
                    .assign(tape, gradient);
            Tensor fresh = function.of(after, ours, batch.labels()).stopGradient();
            Tensor loss = losses.mul(fresh).mean();
            net.update(descent, net.gradient(loss));
            Feed.Fed fed = feed.compile(loss, fresh).seed(rng.stream(Seeds.PROGRAM));
            memory.in(fed.program(), CURVES);
            return fed;
        }

        private Feed.Fed keeps(Consumer<NdArray> order) {
            Rng rng = Rng.of(problem.seed());
            Tape tape = Tape.f32().threads(1);
            TapedNetwork net = network.on(tape);
            // a stream of its own: other images than in the epochs before
            Feed feed = Feed.of(tape, rng.stream(Seeds.AUGMENTATION).stream(1));
            Batch batch = feed.batch(Feed.ROWS, sets.train(), problem.batch(), order);
            Tensor own = tape.input(WEIGHTS, problem.batch());
            Tensor loss = net.losses(net.theta(), batch).mul(own).mean();
            net.update(descent, net.gradient(loss));
            Feed.Fed fed = feed.compile(loss).seed(rng.stream(Seeds.PROGRAM).stream(1));
            weights.in(fed.program(), WEIGHTS);
            return fed;
        }

        void update(boolean learn) {
            if (learn) {
                learns.run(problem);
                weights.keep(learns.program().output(1));
            } else {
                keeps.run(problem);
            }
        }
    }
}
