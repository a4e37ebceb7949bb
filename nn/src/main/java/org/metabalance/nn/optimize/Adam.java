package org.metabalance.nn.optimize;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * Adam (Kingma and Ba, ICLR 2015) with PyTorch's conventions: with g the gradient plus weightDecay
 * times the parameter and t the number of the update from 1,
 *
 * <pre>
 *   m &lt;- beta1 m + (1 - beta1) g        v &lt;- beta2 v + (1 - beta2) g^2
 *   p &lt;- p - learningRate m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t) + epsRoot) + eps)
 * </pre>
 *
 * <p>{@code epsRoot} is not in PyTorch. Without it the root has an infinite derivative where v is 0,
 * and a unit that has never had a gradient (a dead ReLU) turns a meta-gradient into NaN. The default
 * 1e-16 adds to a denominator no more than {@code eps} does, and its powers up to the second order
 * stay finite in F32. PyTorch's trajectory is that of epsRoot 0.
 *
 * <p>State: {@code step}, {@code firstMoment.NAME}, {@code secondMoment.NAME} and, with AMSGrad,
 * {@code largestSecondMoment.NAME}.
 *
 * @param learningRate the step size; may be {@linkplain Schedule#of(org.metabalance.nn.Parameters) a tensor
 *     for each parameter}
 * @param beta1 how slowly the mean gradient changes, 0.9 by default
 * @param beta2 how slowly the mean square changes, 0.999 by default
 * @param eps added to the root, 1e-8 by default
 * @param epsRoot added inside the root, 1e-16 by default
 * @param weightDecay the L2 penalty, added to the gradient
 * @param amsgrad whether v is replaced by its largest value so far: Reddi et al., ICLR 2018
 */
public record Adam(
        Schedule learningRate,
        Schedule beta1,
        Schedule beta2,
        double eps,
        double epsRoot,
        Schedule weightDecay,
        boolean amsgrad)
        implements Optimizer {

    /** Checks epsRoot. */
    public Adam {
        OptimizerState.requireEpsRoot("adam", epsRoot);
    }

    /** Returns Adam with the defaults. */
    public static Adam of(Schedule learningRate) {
        return new Adam(
                learningRate,
                Schedule.constant(0.9),
                Schedule.constant(0.999),
                1e-8,
                1e-16,
                Schedule.constant(0),
                false);
    }

    /** Returns Adam with the defaults and a constant rate. */
    public static Adam of(double learningRate) {
        return of(Schedule.constant(learningRate));
    }

    /** Returns this rule with other averages. */
    public Adam withBetas(double beta1, double beta2) {
        return new Adam(
                learningRate,
                Schedule.constant(beta1),
                Schedule.constant(beta2),
                eps,
                epsRoot,
                weightDecay,
                amsgrad);
    }

    /** Returns this rule with weight decay in the gradient; {@link AdamW} decays apart from it. */
    public Adam withWeightDecay(double weightDecay) {
        return new Adam(
                learningRate, beta1, beta2, eps, epsRoot, Schedule.constant(weightDecay), amsgrad);
    }

    /** Returns this rule with AMSGrad. */
    public Adam withAmsgrad() {
        return new Adam(learningRate, beta1, beta2, eps, epsRoot, weightDecay, true);
    }

    @Override
    public List<ParameterSpec> state(List<ParameterSpec> parameters) {
        return rule().state(parameters);
    }

    @Override
    public Iterate update(Parameters parameters, Parameters gradients, Parameters state) {
        Tensor step = state.get(STEP);
        AdamRule.Direction direction = rule().direction(
                OptimizerState.decayed(gradients, parameters, weightDecay, step), state);
        return new Iterate(
                OptimizerState.moved(parameters, direction.moves(), learningRate, step),
                direction.state());
    }

    private AdamRule rule() {
        return new AdamRule(beta1, beta2, eps, epsRoot, amsgrad);
    }
}
