package org.metabalance.meta.method.reweight;

import java.util.List;
import java.util.function.Function;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Mlp;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.loss.Normalization;

/**
 * V of {@link MetaWeightNet}: the weight of a row as a function of its loss, a network 1-100-1 with
 * ReLU and, at the end, a sigmoid. Under imbalance it should come to rise with the loss, which is large
 * for rows of small classes; under wrong labels, to fall.
 */
final class WeightFunction {
    private static final int HIDDEN = 100;
    private static final Mlp V = Mlp.of(Activation.relu(), 1, HIDDEN, 1);

    private WeightFunction() {}

    /** Returns what its parameters are. */
    static List<ParameterSpec> parameters() {
        return V.parameters();
    }

    /** Returns V(l) for losses l, [n]: weights in (0, 1). */
    static Tensor of(Tensor losses, Parameters v) {
        return V.apply(v, Parameters.empty(), losses.unsqueeze(1), Mode.TRAIN).output()
                .squeeze(1).sigmoid();
    }

    /** Returns sum l V(l) / sum V(l), with derivatives through all of it. */
    static Tensor mean(Tensor losses, Parameters v) {
        return Losses.weightedMean(losses, of(losses, v), Normalization.WEIGHT_SUM);
    }

    /** Returns the same number, with derivatives through the first l alone. */
    static Tensor meanWithFixedWeights(Tensor losses, Parameters v) {
        Tensor weights = of(losses, v).stopGradient();
        return Losses.weightedMean(losses, weights, Normalization.WEIGHT_SUM);
    }

    /**
     * Returns the derivative of {@code outer} at theta^ = theta - rate grad S with respect to V's
     * parameters, where S is {@link #mean}.
     *
     * <p>As grad S = sum_i c_i grad l_i with c_i = dS / dl_i, and only the c_i depend on V, the
     * derivative is that of -rate sum_i c_i d_i, with d_i the constant derivative of l_i along the
     * outer gradient: one forward-mode pass, and second order through V alone. Exact, and the same as
     * differentiating through the virtual step twice.
     *
     * @param losses of a batch at theta, [n]
     * @param theta the network's weights
     * @param outer the loss, one number, of any such weights
     * @param rate of the virtual step
     * @param v V's parameters
     */
    static Parameters hypergradient(
            Tensor losses,
            Parameters theta,
            Function<Parameters, Tensor> outer,
            double rate,
            Parameters v) {
        List<Tensor> gradient = Gradients.gradient(mean(losses, v), theta.tensors());
        Parameters adapted = Parameters.zip(
                theta,
                theta.with(gradient),
                (weight, g) -> weight.sub(g.mul(rate)).stopGradient());
        List<Tensor> towards = Gradients.gradient(outer.apply(adapted), adapted.tensors());
        Tensor along = Gradients.jvp(losses, theta.tensors(), towards).stopGradient();
        Tensor argument = losses.stopGradient();
        Tensor influence = Gradients.gradient(mean(argument, v), argument);
        return v.with(Gradients.gradient(influence.dot(along).mul(-rate), v.tensors()));
    }
}
