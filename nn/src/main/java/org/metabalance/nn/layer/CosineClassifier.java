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
 * A classifier by angles: scale times the cosine between the features and the weights of each class; no
 * bias. Takes [n, in], gives [n, classes]; {@code weight} is [in, classes] (the transpose of PyTorch's) and
 * starts from {@linkplain Initializer#xavierUniform() Glorot's} numbers. Gidaris and Komodakis, CVPR 2018;
 * with {@link org.metabalance.nn.loss.CosFace} the head of Wang et al., CVPR 2018.
 *
 * <p>Features that are all 0 have no angle: their cosines are 0, and so is the slope there.
 *
 * @param in number of features
 * @param classes number of classes
 * @param scale what the cosines are multiplied by: 1 for cosines; CosFace's is 64
 */
public record CosineClassifier(int in, int classes, double scale) implements Layer {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if there is no feature or no class, or the scale is not positive
     */
    public CosineClassifier {
        if (in < 1 || classes < 1 || !(scale > 0)) {
            throw new IllegalArgumentException(
                    "cosine classifier: needs a feature, a class and a positive scale, got "
                            + in + ", " + classes + " and " + scale);
        }
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(new ParameterSpec("weight", Shape.of(in, classes),
                Initializer.xavierUniform(), Layout.MATRIX));
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        if (x.rank() != 2 || x.dim(1) != in) {
            throw new IllegalArgumentException(
                    "cosine classifier: the argument must be [n, " + in + "], got " + x.shape());
        }
        Tensor cosines = normalized(x, 1).matmul(normalized(parameters.get("weight"), 0));
        return new Forward(scale == 1 ? cosines : cosines.mul(scale), state);
    }

    /**
     * Returns x divided by its Euclidean norm along an axis: directions, of which products are cosines. A
     * vector of zeros stays one, with slope 0 (PyTorch's normalize has slope 1e12).
     */
    public static Tensor normalized(Tensor x, int axis) {
        Tensor squares = x.square().sumKeep(axis);
        Tensor zero = squares.eq(0);
        Tensor root = Tensor.where(zero, x.tape().ones(), squares).rsqrt();
        return x.mul(Tensor.where(zero, x.tape().zeros(), root));
    }
}
