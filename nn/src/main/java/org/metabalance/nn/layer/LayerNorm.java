package org.metabalance.nn.layer;

import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * Normalizes each example over its last axes, then scales and shifts: (x - mean) / sqrt(variance +
 * eps) * weight + bias, with the variance divided by n. Ba et al., arXiv 1607.06450.
 *
 * @param shape the extents of the last axes, over which mean and variance are taken; also the shape
 *     of {@code weight} (first 1) and {@code bias} (first 0)
 * @param eps added to the variance
 * @param affine whether there are weight and bias
 */
public record LayerNorm(Shape shape, double eps, boolean affine) implements Layer {

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if there is nothing to normalize over
     */
    public LayerNorm {
        if (shape.rank() == 0 || shape.size() == 0) {
            throw new IllegalArgumentException(
                    "layer norm: needs something to normalize over, got " + shape);
        }
    }

    /** Creates the layer with eps 1e-5, weight and bias. */
    public LayerNorm(int... dims) {
        this(Shape.of(dims), 1e-5, true);
    }

    @Override
    public List<ParameterSpec> parameters() {
        return affine
                ? List.of(
                        new ParameterSpec("weight", shape, Initializer.ones()),
                        new ParameterSpec("bias", shape, Initializer.zeros()))
                : List.of();
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        int leading = x.rank() - shape.rank();
        int[] axes = IntStream.range(-shape.rank(), 0).toArray();
        if (leading < 0 || !IntStream.of(axes).allMatch(i -> x.dim(i) == shape.dim(i))) {
            throw new IllegalArgumentException(
                    "layer norm: the last axes must be " + shape + ", got " + x.shape());
        }
        Tensor centred = x.sub(x.meanKeep(axes));
        Tensor normal = centred.mul(centred.square().meanKeep(axes).add(eps).rsqrt());
        return new Forward(
                affine ? normal.mul(parameters.get("weight")).add(parameters.get("bias")) : normal,
                state);
    }
}
