package org.metabalance.nn.graph;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.SparseMatrix;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Graph;
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
     * Applies this to dense numbers of all nodes.
     *
     * @param parameters tensors for {@link #parameters}
     * @param edges {@code [nodes, nodes]}
     * @param x {@code [nodes, in]}
     * @return {@code [nodes, out]}
     */
    public Tensor apply(Parameters parameters, SparseMatrix edges, Tensor x) {
        return along(edges, x.matmul(parameters.get("weight")), parameters);
    }

    /**
     * Applies this to the features of a graph, of which zeros cost nothing.
     *
     * @return {@code [nodes, out]}
     */
    public Tensor apply(Parameters parameters, Graph graph) {
        return along(
                graph.edges(), graph.features().matmul(parameters.get("weight")), parameters);
    }

    private static Tensor along(SparseMatrix edges, Tensor mapped, Parameters parameters) {
        return edges.matmul(mapped).add(parameters.get("bias"));
    }
}
