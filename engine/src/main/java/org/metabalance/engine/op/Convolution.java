package org.metabalance.engine.op;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Conv2dGeometry.Sliding;

/**
 * The convolution of images x [N, H, W, C] with weights w [kh, kw, C / groups, K], which gives y [N, H', W',
 * K], and its two adjoints. The three are one trilinear form, of which each computes one operand from the
 * other two: so the derivatives of all three are made of the three.
 *
 * <p>y[n, i, j, k] is the sum over p, q and c of x[n, i stride + p dilation - padding, .., c] w[p, q, c, k]
 * (what is called a convolution in the field, and is a correlation in mathematics). Around the image are
 * zeros.
 */
public sealed interface Convolution extends Op {

    /** What fixes the three besides their operands. */
    Conv2dGeometry geometry();

    /** Images and weights, to the result of the convolution. */
    record Forward(Conv2dGeometry geometry) implements Convolution {
        @Override
        public String label() {
            return "conv2d";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape x = inputs.get(0);
            Shape w = inputs.get(1);
            String got = x + " and " + w;
            Shapes.require(x.rank() == 4 && w.rank() == 4, label(),
                    "needs images [N, H, W, C] and weights [kh, kw, C / groups, K]", got);
            divisible(x.dim(3), w.dim(3), got);
            Shapes.require(x.dim(3) == w.dim(2) * geometry.groups(), label(),
                    "the weights must have the channels of one of " + geometry.groups()
                            + " group(s)",
                    got);
            Sliding down = geometry.height();
            Sliding across = geometry.width();
            Shapes.require(
                    down.fits(x.dim(1), w.dim(0)) && across.fits(x.dim(2), w.dim(1)), label(),
                    "the kernel must have an element and fit into the padded image",
                    got + " with " + geometry);
            return Shape.of(x.dim(0), down.places(x.dim(1), w.dim(0)),
                    across.places(x.dim(2), w.dim(1)), w.dim(3));
        }

        private void divisible(int channels, int filters, String got) {
            Shapes.require(channels % geometry.groups() == 0 && filters % geometry.groups() == 0,
                    label(), "the groups must divide channels and filters",
                    got + " with " + geometry);
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            Tensor x = y.input(0);
            Tensor w = y.input(1);
            return i == 0
                    ? g.tape().record(new InputAdjoint(geometry, x.dim(1), x.dim(2)), g, w)
                    : g.tape().record(new WeightAdjoint(geometry, w.dim(0), w.dim(1)), x, g);
        }
    }

    /**
     * A cotangent of the result and weights, to that of the images: the transposed convolution.
     *
     * @param height of the images
     * @param width of the images
     */
    record InputAdjoint(Conv2dGeometry geometry, int height, int width) implements Convolution {
        @Override
        public String label() {
            return "convTranspose2d";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape g = inputs.get(0);
            Shape w = inputs.get(1);
            String got = g + " and " + w;
            Shapes.require(g.rank() == 4 && w.rank() == 4, label(),
                    "needs images [N, H', W', K] and weights [kh, kw, C / groups, K]", got);
            Shapes.require(g.dim(3) == w.dim(3) && g.dim(3) % geometry.groups() == 0, label(),
                    "the last axes must agree and be divisible by the groups",
                    got + " with " + geometry);
            Sliding down = geometry.height();
            Sliding across = geometry.width();
            Shapes.require(
                    height >= 0 && width >= 0
                            && down.fits(height, w.dim(0)) && across.fits(width, w.dim(1))
                            && down.places(height, w.dim(0)) == g.dim(1)
                            && across.places(width, w.dim(1)) == g.dim(2),
                    label(),
                    "a convolution of what comes out must have the shape of what goes in",
                    got + " to " + height + " x " + width + " with " + geometry);
            return Shape.of(g.dim(0), height, width, w.dim(2) * geometry.groups());
        }

        @Override
        public Tensor adjoint(int i, Tensor u, Tensor y) {
            Tensor g = y.input(0);
            Tensor w = y.input(1);
            return i == 0
                    ? u.tape().record(new Forward(geometry), u, w)
                    : u.tape().record(new WeightAdjoint(geometry, w.dim(0), w.dim(1)), u, g);
        }
    }

    /**
     * Images and a cotangent of the result, to that of the weights.
     *
     * @param kernelHeight of the weights
     * @param kernelWidth of the weights
     */
    record WeightAdjoint(Conv2dGeometry geometry, int kernelHeight, int kernelWidth)
            implements Convolution {
        @Override
        public String label() {
            return "conv2dWeightAdjoint";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape x = inputs.get(0);
            Shape g = inputs.get(1);
            String got = x + " and " + g;
            Shapes.require(x.rank() == 4 && g.rank() == 4 && x.dim(0) == g.dim(0), label(),
                    "needs as many images [N, H, W, C] as results [N, H', W', K]", got);
            int groups = geometry.groups();
            Shapes.require(x.dim(3) % groups == 0 && g.dim(3) % groups == 0, label(),
                    "the groups must divide channels and filters", got + " with " + geometry);
            Sliding down = geometry.height();
            Sliding across = geometry.width();
            Shapes.require(
                    down.fits(x.dim(1), kernelHeight) && across.fits(x.dim(2), kernelWidth)
                            && down.places(x.dim(1), kernelHeight) == g.dim(1)
                            && across.places(x.dim(2), kernelWidth) == g.dim(2),
                    label(), "a convolution of the images must have the shape of the results",
                    got + " for a kernel of " + kernelHeight + " x " + kernelWidth + " with "
                            + geometry);
            return Shape.of(kernelHeight, kernelWidth, x.dim(3) / groups, g.dim(3));
        }

        @Override
        public Tensor adjoint(int i, Tensor v, Tensor y) {
            Tensor x = y.input(0);
            Tensor g = y.input(1);
            return i == 0
                    ? v.tape().record(new InputAdjoint(geometry, x.dim(1), x.dim(2)), g, v)
                    : v.tape().record(new Forward(geometry), x, v);
        }
    }
}
