package org.metabalance.engine.op;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Conv2dGeometry.Sliding;

/**
 * What the maxima of windows are made of: where in each window, that slides over images [N, H, W, C], the
 * largest element of each channel is; the elements picked there; and numbers put back there, which is the
 * adjoint of picking.
 */
public sealed interface MaxPool extends Op {

    /**
     * A window and how it slides. Its elements are counted row by row from 0.
     *
     * @param rows of the window, at least 1
     * @param columns of the window, at least 1
     */
    record Window(int rows, int columns, Sliding down, Sliding across) {

        /** Returns the shape of what has a number for each place of the window, and each channel. */
        Shape places(String operation, Shape x) {
            Shapes.require(x.rank() == 4, operation, "needs images [N, H, W, C]", x);
            Shapes.require(down.fits(x.dim(1), rows) && across.fits(x.dim(2), columns), operation,
                    "the window must have an element and fit into the padded image",
                    x + " for " + this);
            Shapes.require(down.meets(x.dim(1), rows) && across.meets(x.dim(2), columns),
                    operation, "no window may lie in the padding alone", x + " for " + this);
            return Shape.of(x.dim(0), down.places(x.dim(1), rows), across.places(x.dim(2), columns),
                    x.dim(3));
        }

        @Override
        public String toString() {
            return "a window of " + rows + " x " + columns + ", "
                    + new Conv2dGeometry(down, across, 1);
        }
    }

    /** The window. */
    Window window();

    @Override
    default boolean differentiable(int i) {
        return i == 0 && !(this instanceof Place);
    }

    /**
     * Which element of each window is the largest. Of equal ones it is the first, of NaN, which counts as larger
     * than all, the last; padding is never it. No derivative path leads through it.
     */
    record Place(Window window) implements MaxPool {
        @Override
        public String label() {
            return "maxPoolPlace";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            return window.places("maxPool", inputs.get(0));
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            return null;
        }
    }

    /** Of images, and the number of an element for each window, that element; 0 if the image has it not. */
    record Pick(Window window) implements MaxPool {
        @Override
        public String label() {
            return "maxPool";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            return Shapes.same(label(), window.places(label(), inputs.get(0)), inputs.get(1));
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            Tensor x = y.input(0);
            return i == 0
                    ? g.tape().record(new Put(window, x.dim(1), x.dim(2)), g, y.input(1))
                    : null;
        }
    }

    /**
     * Images of zeros, to which a number for each window is added at the element whose number comes with it.
     *
     * @param height of the images
     * @param width of the images
     */
    record Put(Window window, int height, int width) implements MaxPool {
        @Override
        public String label() {
            return "maxPoolAdjoint";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape g = Shapes.same(label(), inputs.get(0), inputs.get(1));
            Shapes.require(g.rank() == 4, label(), "needs images [N, H, W, C]", g);
            Shape x = g.with(1, height).with(2, width);
            Shapes.same(label(), window.places(label(), x), g);
            return x;
        }

        @Override
        public Tensor adjoint(int i, Tensor u, Tensor y) {
            return i == 0 ? u.tape().record(new Pick(window), u, y.input(1)) : null;
        }
    }
}
