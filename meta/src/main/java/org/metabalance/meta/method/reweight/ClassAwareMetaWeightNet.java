package org.metabalance.meta.method.reweight;

import java.util.Arrays;
import java.util.function.Consumer;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Descent;

/**
 * CMW-Net, the class-aware Meta-Weight-Net (Shu et al., TPAMI 2023, arXiv 2202.05613) for class imbalance: as
 * {@link MetaWeightNet}, but classes are clustered by their sizes ({@link ClassClusters}), and V has a head for
 * each cluster behind one shared layer. Training is plain first; then, every update,
 *
 * <pre>
 *   w_i     = V(l_i, cluster of y_i)                l_i a constant in V
 *   S       = sum_i l_i w_i / sum_i w_i             the divisor a constant
 *   theta^  = theta - alpha grad S                  a virtual step
 *   Theta  &lt;- AMSGrad step of V's weights along the derivative of the balanced rows' loss at theta^
 *   theta  &lt;- Adam step along the gradient of S with the new weights, held constant
 * </pre>
 *
 * <p>No rows are taken out of training: the balanced rows are drawn from the training set itself, as many of
 * every class as the smallest has, anew every epoch, and an update sees a batch of them. Their loss is
 * cross-entropy whatever the training loss is. Clusters are of classes even where examples have groups.
 *
 * <p>The authors' scripts for class imbalance do not run as published (their weight network takes one-hot
 * labels and is given others, and the first 160 epochs ask for a loader that is not there); this follows their
 * formulas. They also let the classifier's rate fall a hundredfold where the weights begin; here it stays that
 * of the budget, as for every method. On networks that fit all training rows the loss tells little of the
 * class, so gains as published need long schedules.
 *
 * @param name as users type it
 * @param deferral the share of the epochs, of those that every training has, that are plain; 0.8 by default,
 *     the authors' 160 of 200
 * @param clusters how many clusters of classes, at most; 3 by default, the authors'
 * @param margin of the smallest class in logits, for the loss with margins of LDAM; 0 for cross-entropy
 * @param virtualRate alpha; 1e-3 by default, the authors' rate where the weights begin
 * @param learningRate of V: 1e-4 by default, the authors'; the weight decay is their 1e-5
 */
public record ClassAwareMetaWeightNet(
        String name, double deferral, int clusters, double margin, double virtualRate,
        double learningRate)
        implements Method {
    private static final double DECAY = 1e-5;

    /** Checks the ranges. */
    public ClassAwareMetaWeightNet {
        require(deferral >= 0 && deferral <= 1,
                "the share of plain epochs must be from 0 to 1", deferral);
        require(clusters >= 1, "the number of clusters must be positive", clusters);
        require(margin >= 0 && Double.isFinite(margin), "the margin must not be negative", margin);
        require(virtualRate > 0 && Double.isFinite(virtualRate),
                "the virtual rate must be positive", virtualRate);
        require(learningRate >= 0 && Double.isFinite(learningRate),
                "the learning rate must not be negative", learningRate);
    }

    private static void require(boolean holds, String rule, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("cmw-net: " + rule + ", got " + got);
        }
    }

    /** Returns it with cross-entropy and the authors' settings. */
    public static ClassAwareMetaWeightNet of(String name) {
        return new ClassAwareMetaWeightNet(name, .8, 3, 0, 1e-3, 1e-4);
    }

    /** Returns this method with margins, the authors' other version; 0.5 is their largest. */
    public ClassAwareMetaWeightNet withMargin(double largest) {
        return new ClassAwareMetaWeightNet(
                name, deferral, clusters, largest, virtualRate, learningRate);
    }

    /** Returns this method with another share of plain epochs. */
    public ClassAwareMetaWeightNet withDeferral(double share) {
        return new ClassAwareMetaWeightNet(
                name, share, clusters, margin, virtualRate, learningRate);
    }

    @Override
    public About about() {
        return new About(name,
                "meta-weight-net with a weighting for each cluster of classes, in the last epochs"
                        + (margin > 0 ? "; trained with ldam's margins" : ""),
                "Shu et al., TPAMI 2023, arXiv 2202.05613");
    }

    @Override
    public Trained fit(Problem problem) {
        Rng rng = Rng.of(problem.seed());
        Network network = Network.of(problem);
        Examples train = problem.train();
        Descent descent = Descent.of(problem.optimizer(), network.weights());
        Consumer<NdArray> order = Feed.order(train, problem, Seeds.BATCHES);
        Feed.Fed plain = plain(problem, network, descent, order);
        BalancedDraws draws = new BalancedDraws(train, rng.stream(Seeds.META_ROWS));
        Feed.Fed weighted = weighted(problem, network, descent, order, draws);

        int first = (int) Math.floor(deferral * problem.plan().fewest());
        int updates = problem.updatesPerEpoch();
        return Training.of(problem, network).keptFrom(first)
                .runEpochs(Hypergradients.EXACT::label, epoch -> {
                    draws.draw();
                    Feed.Fed update = epoch < first ? plain : weighted;
                    for (int i = 0; i < updates; i++) {
                        update.run(problem);
                    }
                    return updates;
                });
    }

    private Feed.Fed plain(
            Problem problem, Network network, Descent descent, Consumer<NdArray> order) {
        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        Feed feed = Feed.of(tape, problem);
        Batch batch = feed.batch(Feed.ROWS, problem.train(), problem.batch(), order);
        Tensor loss = losses(problem.train(), net, net.theta(), batch).mean();
        net.update(descent, net.gradient(loss));
        return feed.compile(loss).seed(Rng.of(problem.seed()).stream(Seeds.PROGRAM));
    }

    private Feed.Fed weighted(
            Problem problem, Network network, Descent descent, Consumer<NdArray> order,
            BalancedDraws draws) {
        Rng rng = Rng.of(problem.seed());
        int[] cluster = ClassClusters.of(problem.train().classCounts(), clusters);
        int heads = Arrays.stream(cluster).max().orElseThrow() + 1;
        VariableTree function = VariableTree.init(
                WeightFunction.parameters(heads), DType.F32, rng.stream(Seeds.WEIGHT_FUNCTION));

        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        TapedNetwork ahead = net.lookingAhead();
        // a stream of their own: other images than in the plain epochs
        Feed feed = Feed.of(tape, rng.stream(Seeds.AUGMENTATION).stream(1));
        Parameters theta = net.theta();
        Batch meta = feed.batch(
                "meta", problem.train(), Math.min(problem.batch(), draws.size()), draws::fill);
        Batch batch = feed.batch(Feed.ROWS, problem.train(), problem.batch(), order);
        Tensor losses = losses(problem.train(), net, theta, batch);
        Tensor headOf = tape.constant(Arrays.stream(cluster).asDoubleStream().toArray())
                .gather(0, batch.labels());
        WeightFunction weights = WeightFunction.classAware(heads, headOf);
        Parameters v = function.on(tape);
        Parameters gradient = weights.hypergradient(
                losses, theta, at -> ahead.losses(at, meta).mean(), virtualRate, v);
        Adam adam = Adam.of(learningRate).withWeightDecay(DECAY).withAmsgrad();
        Parameters after = Descent.of(adam, function).assign(tape, gradient);
        Tensor loss = weights.meanWithFixedWeights(losses, after);
        net.update(descent, net.gradient(loss));
        return feed.compile(loss).seed(rng.stream(Seeds.PROGRAM).stream(1));
    }

    /** The training loss of every row. */
    private Tensor losses(Examples train, TapedNetwork net, Parameters at, Batch batch) {
        if (margin == 0) {
            return net.losses(at, batch);
        }
        double[] margins = Objectives.margins(train, margin);
        return Objectives.crossEntropyPerRow(
                net.classes(), Objectives.behind(margins, net.logits(at, batch), batch.labels()),
                batch.labels());
    }
}
