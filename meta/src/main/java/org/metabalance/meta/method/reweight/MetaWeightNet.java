package org.metabalance.meta.method.reweight;

import org.metabalance.engine.DType;
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
import org.metabalance.meta.method.Training;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Descent;

/**
 * Meta-Weight-Net (Shu et al., NeurIPS 2019, arXiv 1902.07379) in its version for class imbalance: a
 * {@link WeightFunction} V maps the loss of a row to its weight, and learns to do so by the loss on a
 * small balanced set, see {@link MetaSet}. One update, one compiled program:
 *
 * <pre>
 *   S       = sum_i l_i V(l_i) / sum_i V(l_i)         derivatives flow into V's argument and the divisor
 *   theta^  = theta - alpha grad S                    a virtual step
 *   Theta  &lt;- Adam step of V's weights along the derivative of the balanced set's loss at theta^
 *   theta  &lt;- Adam step along the gradient of S with the new weights, held constant
 * </pre>
 *
 * <p>The weights are used, which is worth saying: a Meta-Weight-Net that computes them and trains
 * without them has been published as a baseline. All rows of the balanced set are seen at once.
 *
 * @param virtualRate alpha; the authors' first learning rate, 0.1, by default
 * @param learningRate of V: 1e-3 by default, the authors' when they use Adam. With images they use
 *     gradient descent at 1e-5, hundreds of epochs long; much larger rates than these destabilise it
 */
public record MetaWeightNet(double virtualRate, double learningRate) implements Method {
    /** Checks the rates. */
    public MetaWeightNet {
        if (!(virtualRate > 0 && Double.isFinite(virtualRate))
                || !(learningRate >= 0 && Double.isFinite(learningRate))) {
            throw new IllegalArgumentException(
                    "meta-weight-net: rates must be positive, got %s and %s"
                            .formatted(virtualRate, learningRate));
        }
    }

    /** A virtual step of 0.1, and 1e-3 for V. */
    public MetaWeightNet() {
        this(0.1, 1e-3);
    }

    @Override
    public About about() {
        return new About("meta-weight-net",
                "rows weighted by a small network of their loss, learned on a small balanced set",
                "Shu et al., NeurIPS 2019, arXiv 1902.07379");
    }

    @Override
    public Trained fit(Problem problem) {
        Rng rng = Rng.of(problem.seed());
        Network network = Network.of(problem);
        MetaSet sets = MetaSet.of(problem.train(), rng.stream(Seeds.META_ROWS));
        VariableTree function = VariableTree.init(
                WeightFunction.parameters(1), DType.F32, rng.stream(Seeds.WEIGHT_FUNCTION));

        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        TapedNetwork ahead = net.lookingAhead();
        Feed feed = Feed.of(tape, problem);
        Parameters theta = net.theta();
        Parameters v = function.on(tape);
        Batch meta = feed.all("meta", sets.meta());
        Batch batch = feed.batch(sets.train(), problem);
        Tensor losses = net.losses(theta, batch);
        Parameters gradient = WeightFunction.SINGLE.hypergradient(
                losses, theta, at -> ahead.losses(at, meta).mean(), virtualRate, v);
        Parameters after = Descent.of(Adam.of(learningRate), function).assign(tape, gradient);
        Tensor loss = WeightFunction.SINGLE.meanWithFixedWeights(losses, after);
        net.descend(problem.optimizer(), loss);
        Feed.Fed update = feed.compile(loss).seed(rng.stream(Seeds.PROGRAM));
        return Training.of(problem, network).run(Hypergradients.EXACT.label(),
                () -> update.run(problem));
    }
}
