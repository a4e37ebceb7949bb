package org.metabalance.nn.optimize;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * Gradient descent with momentum, PyTorch's SGD: with g the gradient plus weightDecay times the
 * parameter,
 *
 * <pre>
 *   b &lt;- momentum b + (1 - dampening) g      (b &lt;- g at the first step)
 *   p &lt;- p - learningRate d                  d = b, or g + momentum b with Nesterov
 * </pre>
 *
 * <p>State: {@code step}, and {@code momentum.NAME} unless the momentum is the constant 0.
 *
 * @param learningRate the step size; may be {@linkplain Schedule#of(org.metabalance.nn.Parameters) a tensor
 *     for each parameter}
 * @param momentum 0 for none
 * @param dampening how much less the gradient counts in the momentum
 * @param nesterov whether to look ahead; needs a momentum and no dampening
 * @param weightDecay the L2 penalty, added to the gradient
 */
public record Sgd(
        Schedule learningRate,
        Schedule momentum,
        Schedule dampening,
        boolean nesterov,
        Schedule weightDecay)
        implements Optimizer {
    private static final String MOMENTUM = "momentum";
    private static final Schedule NONE = Schedule.constant(0);

    /**
     * Checks Nesterov's conditions.
     *
     * @throws IllegalArgumentException if Nesterov is asked for without momentum or with dampening
     */
    public Sgd {
        if (nesterov && (OptimizerState.isZero(momentum) || !OptimizerState.isZero(dampening))) {
            throw new IllegalArgumentException(
                    "sgd: Nesterov needs a momentum and no dampening, got " + momentum + " and "
                            + dampening);
        }
    }

    /** Returns plain gradient descent. */
    public static Sgd of(Schedule learningRate) {
        return new Sgd(learningRate, NONE, NONE, false, NONE);
    }

    /** Returns plain gradient descent with a constant rate. */
    public static Sgd of(double learningRate) {
        return of(Schedule.constant(learningRate));
    }

    /** Returns this rule with momentum. */
    public Sgd withMomentum(double momentum) {
        return new Sgd(learningRate, Schedule.constant(momentum), dampening, nesterov, weightDecay);
    }

    /** Returns this rule with Nesterov momentum. */
    public Sgd withNesterov(double momentum) {
        return new Sgd(learningRate, Schedule.constant(momentum), NONE, true, weightDecay);
    }

    /** Returns this rule with weight decay. */
    public Sgd withWeightDecay(double weightDecay) {
        return new Sgd(learningRate, momentum, dampening, nesterov, Schedule.constant(weightDecay));
    }

    @Override
    public List<ParameterSpec> state(List<ParameterSpec> parameters) {
        return OptimizerState.specs(
                parameters, OptimizerState.isZero(momentum) ? List.of() : List.of(MOMENTUM));
    }

    @Override
    public Iterate update(Parameters parameters, Parameters gradients, Parameters state) {
        Tensor step = state.get(STEP);
        Parameters g = OptimizerState.decayed(gradients, parameters, weightDecay, step);
        Parameters after = OptimizerState.counted(step);
        Parameters direction = g;
        if (!OptimizerState.isZero(momentum)) {
            Tensor mu = momentum.at(step);
            Parameters fresh = g;
            if (!OptimizerState.isZero(dampening)) {
                Tensor one = step.tape().ones();
                Tensor share = Tensor.where(step.eq(0), one, dampening.complement().at(step));
                fresh = g.map(tensor -> tensor.mul(share));
            }
            Parameters buffer = Parameters.zip(
                    state.child(MOMENTUM), fresh, (old, now) -> old.mul(mu).add(now));
            after = after.merge(MOMENTUM, buffer);
            direction = nesterov
                    ? Parameters.zip(g, buffer, (now, b) -> now.add(b.mul(mu)))
                    : buffer;
        }
        return new Iterate(
                OptimizerState.moved(parameters, direction, learningRate, step), after);
    }
}
