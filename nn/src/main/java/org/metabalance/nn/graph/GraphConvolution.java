package org.metabalance.nn.graph;

import java.util.List;
import java.util.function.UnaryOperator;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.Layout;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * The graph convolution A (X W) + b of Kipf and Welling, ICLR 2017, arXiv 1609.02907: every node takes what
 * a linear map makes of its neighbours and itself. {@code weight} is [in, out], {@code bias} [out]. It is
 * no {@link org.metabalance.nn.Layer}: it wants the edges besides its argument.
 *
 * @param in number of input features
 * @param out number of output features
 */
public record GraphConvolution(int in, int out) {

    /** Checks the sizes. */
    public GraphConvolution {
        if (in < 1 || out < 1) {
            throw new IllegalArgumentException(
                    "graph convolution: sizes must be positive, got " + in + " and " + out);
        }
    }

    /** Returns weight, which starts Xavier-uniform, and bias, which starts from zeros. */
    public List<ParameterSpec> parameters() {
        return List.of(
                new ParameterSpec(
                        "weight", Shape.of(in, out), Initializer.xavierUniform(),
                        Layout.MATRIX),
                new ParameterSpec("bias", Shape.of(out), Initializer.zeros()));
    }

    /**
     * Applies this.
     *
     * @param parameters tensors for {@link #parameters}
     * @param features multiplies X, {@code [nodes, in]} and dense or sparse, with a matrix
     * @param edges multiplies A, {@code [nodes, nodes]}, with a matrix
     * @return {@code [nodes, out]}
     */
    public Tensor apply(
            Parameters parameters, UnaryOperator<Tensor> features, UnaryOperator<Tensor> edges) {
        return edges.apply(features.apply(parameters.get("weight")))
                .add(parameters.get("bias"));
    }
}
