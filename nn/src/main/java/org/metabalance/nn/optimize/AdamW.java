package org.metabalance.nn.optimize;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019), PyTorch's AdamW: first {@code
 * p <- p - learningRate weightDecay p}, then the step of {@link Adam}, with the undecayed gradient.
 *
 * <p>State and {@code epsRoot} are those of {@link Adam}.
 *
 * @param learningRate the step size; may be {@linkplain Schedule#of(org.metabalance.nn.Parameters) a tensor
 *     for each parameter}
 * @param beta1 how slowly the mean gradient changes, 0.9 by default
 * @param beta2 how slowly the mean square changes, 0.999 by default
 * @param eps added to the root, 1e-8 by default
 * @param epsRoot added inside the root, 1e-16 by default
 * @param weightDecay share of each parameter that a step with learning rate 1 takes, 0.01 by default
 * @param amsgrad whether v is replaced by its largest value so far: Reddi et al., ICLR 2018
 */
public record AdamW(
        Schedule learningRate,
        Schedule beta1,
        Schedule beta2,
        double eps,
        double epsRoot,
        Schedule weightDecay,
        boolean amsgrad)
        implements Optimizer {

    /** Checks epsRoot. */
    public AdamW {
        OptimizerState.requireEpsRoot("adamw", epsRoot);
    }

    /** Returns AdamW with the defaults. */
    public static AdamW of(Schedule learningRate) {
        return new AdamW(
                learningRate,
                Schedule.constant(0.9),
                Schedule.constant(0.999),
                1e-8,
                1e-16,
                Schedule.constant(0.01),
                false);
    }

    /** Returns AdamW with the defaults and a constant rate. */
    public static AdamW of(double learningRate) {
        return of(Schedule.constant(learningRate));
    }

    /** Returns this rule with another weight decay. */
    public AdamW withWeightDecay(double weightDecay) {
        return new AdamW(
                learningRate, beta1, beta2, eps, epsRoot, Schedule.constant(weightDecay), amsgrad);
    }

    @Override
    public List<ParameterSpec> state(List<ParameterSpec> parameters) {
        return rule().state(parameters);
    }

    @Override
    public Iterate update(Parameters parameters, Parameters gradients, Parameters state) {
        Parameters.requireSameNames("optimizer", parameters, gradients);
        Tensor step = state.get(STEP);
        AdamRule.Direction direction = rule().direction(gradients, state);
        Schedule kept = learningRate.times(weightDecay).complement();
        return new Iterate(
                OptimizerState.moved(
                        OptimizerState.scaled(parameters, kept, step), direction.moves(),
                        learningRate, step),
                direction.state());
    }

    private AdamRule rule() {
        return new AdamRule(beta1, beta2, eps, epsRoot, amsgrad);
    }
}
