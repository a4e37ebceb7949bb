package org.metabalance.meta.method.reweight;

import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.method.Descent;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Objectives;
import org.metabalance.meta.method.Rows;
import org.metabalance.meta.method.Step;
import org.metabalance.meta.method.Streams;
import org.metabalance.meta.method.Task;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Adam;

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
    public String name() {
        return "meta-weight-net";
    }

    @Override
    public String summary() {
        return "rows weighted by a small network of their loss, learned on a small balanced set";
    }

    @Override
    public String source() {
        return "Shu et al., NeurIPS 2019, arXiv 1902.07379";
    }

    @Override
    public Trained fit(Task task) {
        Rng rng = Rng.of(task.seed());
        Network network = Network.of(task);
        VariableTree weights = Streams.weights(network, rng);
        MetaSet sets = MetaSet.of(task.train(), rng.stream(Streams.META_ROWS));
        VariableTree function = VariableTree.init(
                WeightFunction.parameters(), DType.F32, rng.stream(Streams.WEIGHT_FUNCTION));

        Tape tape = Tape.f32().threads(1);
        Parameters theta = weights.on(tape);
        Parameters v = function.on(tape);
        Rows meta = Rows.on(tape, sets.meta());
        Rows batch = Rows.on(tape, sets.train()).pick(tape.input(Step.ROWS, task.batch()));
        Tensor losses = losses(network, theta, batch);
        Parameters gradient = WeightFunction.hypergradient(
                losses, theta, at -> losses(network, at, meta).mean(), virtualRate, v);
        Parameters after = org.metabalance.nn.optimize.Descent.of(Adam.of(learningRate), function)
                .assign(tape, gradient);

        Tensor loss = WeightFunction.meanWithFixedWeights(losses, after);
        Descent.of(task, network, weights)
                .assign(tape, theta.with(Gradients.gradient(loss, theta.tensors())));
        Step step = Step.compile(tape, loss, sets.train().rows(), rng);
        return Training.run(task, network, weights, Hypergradients.EXACT.label(), step::run);
    }

    private static Tensor losses(Network network, Parameters at, Rows rows) {
        Tensor logits = network.logits(at, rows.features(), Mode.TRAIN);
        return Objectives.crossEntropyPerRow(network.classes(), logits, rows.labels());
    }
}
