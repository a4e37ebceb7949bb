package org.metabalance.meta.method.reweight;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Parameters;

/** The derivative of an outer loss with respect to what decides the weights of a batch's examples. */
public final class WeightHypergradient {
    private WeightHypergradient() {}

    /**
     * Returns the derivative of {@code outer} at theta^ = theta - rate grad S with respect to {@code v}, where
     * S is a weighted loss of a batch and the weights depend on v.
     *
     * <p>As grad S = sum_i c_i grad l_i with c_i = dS / dl_i, and only the c_i depend on v, the
     * derivative is that of -rate sum_i c_i d_i, with d_i the constant derivative of l_i along the
     * outer gradient: one forward-mode pass, and second order through the weights alone. Exact, and the same
     * as differentiating through the virtual step twice.
     *
     * @param losses of a batch at theta, [n]
     * @param theta the network's weights
     * @param outer the loss, one number, of any such weights
     * @param rate of the virtual step
     * @param v what the weights depend on
     * @param weighted S of losses, one number; linked to v
     */
    public static Parameters of(
            Tensor losses,
            Parameters theta,
            Function<Parameters, Tensor> outer,
            double rate,
            Parameters v,
            UnaryOperator<Tensor> weighted) {
        List<Tensor> gradient = Gradients.gradient(weighted.apply(losses), theta.tensors());
        Parameters adapted = Parameters.zip(
                theta,
                theta.with(gradient),
                (weight, g) -> weight.sub(g.mul(rate)).stopGradient());
        List<Tensor> towards = Gradients.gradient(outer.apply(adapted), adapted.tensors());
        Tensor along = Gradients.jvp(losses, theta.tensors(), towards).stopGradient();
        Tensor argument = losses.stopGradient();
        Tensor influence = Gradients.gradient(weighted.apply(argument), argument);
        return v.with(Gradients.gradient(influence.dot(along).mul(-rate), v.tensors()));
    }
}
