package org.metabalance.nn.layer;

import java.util.List;
import java.util.function.UnaryOperator;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * A function applied to each element; no parameters, no state.
 *
 * @param name the field's name for it
 * @param function the function
 */
public record Activation(String name, UnaryOperator<Tensor> function) implements Layer {

    /** Returns max(x, 0), with derivative 0 at 0. */
    public static Activation relu() {
        return new Activation("relu", Tensor::relu);
    }

    /** Returns the hyperbolic tangent. */
    public static Activation tanh() {
        return new Activation("tanh", Tensor::tanh);
    }

    /** Returns 1 / (1 + exp(-x)). */
    public static Activation sigmoid() {
        return new Activation("sigmoid", Tensor::sigmoid);
    }

    /** Returns log(1 + exp(x)). */
    public static Activation softplus() {
        return new Activation("softplus", Tensor::softplus);
    }

    /** Returns x where positive, otherwise {@code slope} times x; PyTorch's default slope is 0.01. */
    public static Activation leakyRelu(double slope) {
        return new Activation(
                "leakyRelu", x -> Tensor.where(x.gt(0), x, x.mul(slope)));
    }

    /** Returns x where positive, otherwise alpha (exp(x) - 1): Clevert et al., ICLR 2016. */
    public static Activation elu(double alpha) {
        return new Activation("elu", x -> {
            Tensor positive = x.gt(0);
            // the branch not taken must stay finite: an infinite exponential times 0 is NaN
            Tensor negative = Tensor.where(positive, x.tape().zeros(), x);
            return Tensor.where(positive, x, negative.expm1().mul(alpha));
        });
    }

    /**
     * Returns x Phi(x) in the tanh form, 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))): Hendrycks
     * and Gimpel, arXiv 1606.08415; PyTorch's {@code approximate="tanh"}.
     */
    public static Activation gelu() {
        double scale = Math.sqrt(2 / Math.PI);
        return new Activation("gelu", x -> x.mul(0.5).mul(
                x.add(x.square().mul(x).mul(0.044715)).mul(scale).tanh().add(1)));
    }

    /** Returns x Phi(x), Phi the distribution of the standard normal: PyTorch's default gelu. */
    public static Activation exactGelu() {
        // the complement is accurate where Phi is close to 0
        return new Activation("exactGelu",
                x -> x.mul(0.5).mul(x.mul(-Math.sqrt(0.5)).erfc()));
    }

    /** Returns x sigmoid(x), also called swish. */
    public static Activation silu() {
        return new Activation("silu", x -> x.mul(x.sigmoid()));
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of();
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        return new Forward(function.apply(x), state);
    }

    @Override
    public String toString() {
        return name;
    }
}
