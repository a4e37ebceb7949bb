package org.metabalance.nn.optimize;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * RMSprop (Tieleman and Hinton, lecture notes 2012), PyTorch's: with g the gradient plus weightDecay
 * times the parameter,
 *
 * <pre>
 *   v &lt;- alpha v + (1 - alpha) g^2
 *   d  = g / (sqrt(v + epsRoot) + eps)       centred: v - a^2 for v, a the averaged gradient
 *   b &lt;- momentum b + d                      p &lt;- p - learningRate b
 * </pre>
 *
 * <p>{@code epsRoot} is not in PyTorch; {@link Adam} says what it is for. State: {@code step}, {@code
 * secondMoment.NAME}, if centred {@code firstMoment.NAME}, and {@code momentum.NAME} unless the
 * momentum is the constant 0.
 *
 * @param learningRate the step size; may be {@linkplain Schedule#of(org.metabalance.nn.Parameters) a tensor
 *     for each parameter}
 * @param alpha how slowly the mean square changes, 0.99 by default
 * @param eps added to the root, 1e-8 by default
 * @param epsRoot added inside the root, 1e-16 by default
 * @param momentum 0 for none
 * @param weightDecay the L2 penalty, added to the gradient
 * @param centred whether the mean gradient is taken off: Graves, arXiv 1308.0850
 */
public record RmsProp(
        Schedule learningRate,
        Schedule alpha,
        double eps,
        double epsRoot,
        Schedule momentum,
        Schedule weightDecay,
        boolean centred)
        implements Optimizer {
    private static final String FIRST = "firstMoment";
    private static final String SECOND = "secondMoment";
    private static final String MOMENTUM = "momentum";

    /** Checks epsRoot. */
    public RmsProp {
        OptimizerState.requireEpsRoot("rmsprop", epsRoot);
    }

    /** Returns RMSprop with the defaults. */
    public static RmsProp of(Schedule learningRate) {
        return new RmsProp(
                learningRate,
                Schedule.constant(0.99),
                1e-8,
                1e-16,
                Schedule.constant(0),
                Schedule.constant(0),
                false);
    }

    /** Returns RMSprop with the defaults and a constant rate. */
    public static RmsProp of(double learningRate) {
        return of(Schedule.constant(learningRate));
    }

    /** Returns this rule with momentum. */
    public RmsProp withMomentum(double momentum) {
        return new RmsProp(
                learningRate, alpha, eps, epsRoot, Schedule.constant(momentum), weightDecay,
                centred);
    }

    /** Returns this rule with weight decay. */
    public RmsProp withWeightDecay(double weightDecay) {
        return new RmsProp(
                learningRate, alpha, eps, epsRoot, momentum, Schedule.constant(weightDecay),
                centred);
    }

    /** Returns this rule with the mean gradient taken off. */
    public RmsProp withCentring() {
        return new RmsProp(learningRate, alpha, eps, epsRoot, momentum, weightDecay, true);
    }

    @Override
    public List<ParameterSpec> state(List<ParameterSpec> parameters) {
        List<String> buffers = new ArrayList<>(List.of(SECOND));
        if (centred) {
            buffers.add(FIRST);
        }
        if (!OptimizerState.isZero(momentum)) {
            buffers.add(MOMENTUM);
        }
        return OptimizerState.specs(parameters, buffers);
    }

    @Override
    public Iterate update(Parameters parameters, Parameters gradients, Parameters state) {
        Tensor step = state.get(STEP);
        Parameters g = OptimizerState.decayed(gradients, parameters, weightDecay, step);
        Parameters second = OptimizerState.average(state.child(SECOND), g.map(Tensor::square),
                alpha, step);
        Parameters after = OptimizerState.counted(step).merge(SECOND, second);
        Parameters spread = second;
        if (centred) {
            Parameters first = OptimizerState.average(state.child(FIRST), g, alpha, step);
            after = after.merge(FIRST, first);
            // a variance: never negative but for rounding
            spread = Parameters.zip(second, first, (v, a) -> v.sub(a.square()).relu());
        }
        Parameters direction = Parameters.zip(
                g, spread, (now, v) -> now.div(v.add(epsRoot).sqrt().add(eps)));
        if (!OptimizerState.isZero(momentum)) {
            Tensor mu = momentum.at(step);
            direction = Parameters.zip(
                    state.child(MOMENTUM), direction, (old, now) -> old.mul(mu).add(now));
            after = after.merge(MOMENTUM, direction);
        }
        return new Iterate(
                OptimizerState.moved(parameters, direction, learningRate, step), after);
    }
}
