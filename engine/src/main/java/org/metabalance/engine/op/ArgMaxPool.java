package org.metabalance.engine.op;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Conv2dGeometry.Sliding;

/**
 * For each place of a window that slides over images [N, H, W, C], and each channel, where the largest element
 * in it is: {@code row W + column}. Of equal ones it is the first, of NaN, which counts as larger than all, the
 * last; padding is never it. No derivative path leads through it.
 *
 * @param kernelHeight of the window
 * @param kernelWidth of the window
 * @param height how it slides down
 * @param width how it slides to the right
 */
public record ArgMaxPool(int kernelHeight, int kernelWidth, Sliding height, Sliding width)
        implements Op {

    /** Most pixels of an image: places are exact in F32. */
    private static final int MOST_PIXELS = 1 << 24;

    @Override
    public String label() {
        return "argMaxPool";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape x = inputs.get(0);
        String got = x + " for a window of " + kernelHeight + " x " + kernelWidth + ", "
                + new Conv2dGeometry(height, width, 1);
        Shapes.require(x.rank() == 4, label(), "needs images [N, H, W, C]", x);
        Shapes.require((long) x.dim(1) * x.dim(2) <= MOST_PIXELS, label(),
                "an image has at most 2^24 pixels", x);
        Shapes.require(height.fits(x.dim(1), kernelHeight) && width.fits(x.dim(2), kernelWidth),
                label(), "the window must have an element and fit into the padded image", got);
        Shapes.require(height.meets(x.dim(1), kernelHeight) && width.meets(x.dim(2), kernelWidth),
                label(), "no window may lie in the padding alone", got);
        return Shape.of(x.dim(0), height.places(x.dim(1), kernelHeight),
                width.places(x.dim(2), kernelWidth), x.dim(3));
    }

    @Override
    public Tensor adjoint(int i, Tensor g, Tensor y) {
        return null;
    }

    @Override
    public boolean differentiable(int i) {
        return false;
    }
}
