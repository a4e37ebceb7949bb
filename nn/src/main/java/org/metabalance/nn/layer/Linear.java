package org.metabalance.nn.layer;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Layout;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * An affine map x W + b. Takes [.., in], gives [.., out]; {@code weight} is [in, out] (the transpose
 * of PyTorch's), {@code bias} is [out].
 *
 * <p>Parameters may have tasks as first axes ({@link Parameters#perTask}): weights [tasks, in, out] and
 * biases [tasks, out] take [tasks, n, in], or [n, in] that all tasks share, and give [tasks, n, out].
 *
 * @param in number of input features
 * @param out number of output features
 * @param weight the first weight
 * @param bias the first bias; null for a map without bias
 */
public record Linear(int in, int out, Initializer weight, Initializer bias) implements Layer {

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if a size is not positive
     */
    public Linear {
        if (in < 1 || out < 1) {
            throw new IllegalArgumentException(
                    "linear: sizes must be positive, got " + in + " and " + out);
        }
    }

    /** Creates a layer that starts as PyTorch's does: weight and bias U(-1/sqrt(in), 1/sqrt(in)). */
    public Linear(int in, int out) {
        this(in, out, Initializer.fanIn(in), Initializer.fanIn(in));
    }

    @Override
    public List<ParameterSpec> parameters() {
        ParameterSpec w = new ParameterSpec("weight", Shape.of(in, out), weight, Layout.MATRIX);
        return bias == null
                ? List.of(w)
                : List.of(w, new ParameterSpec("bias", Shape.of(out), bias));
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        if (x.rank() < 2 || x.dim(-1) != in) {
            throw new IllegalArgumentException(
                    "linear: the argument must be [.., " + in + "], got " + x.shape());
        }
        Tensor w = parameters.get("weight");
        // an axis more in x would be taken for a task's, silently where it is as long
        if (w.rank() > 2 && x.rank() > 2 && x.rank() != w.rank()) {
            throw new IllegalArgumentException(
                    "linear: the argument of weights " + w.shape()
                            + " must be [n, in] or have as many axes, got " + x.shape());
        }
        Tensor product = x.matmul(w);
        return new Forward(
                bias == null ? product : product.add(rows(parameters.get("bias"))), state);
    }

    /** Biases as they are added to examples: those of a task to its own. */
    private static Tensor rows(Tensor biases) {
        return biases.rank() == 1 ? biases : biases.unsqueeze(-2);
    }
}
