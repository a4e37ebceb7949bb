package org.metabalance.engine.kernel;

import java.util.List;
import org.metabalance.engine.kernel.AnyKernels.Convolved;
import org.metabalance.engine.op.Conv2dGeometry;
import org.metabalance.engine.op.Conv2dGeometry.Sliding;

/** Convolutions on whose shapes kernels take different ways: around every boundary of lanes, tiles and blocks. */
final class ConvolutionShapes {

    private static final Sliding SKEW = new Sliding(2, 1, 0, 1);
    private static final Sliding OTHER = new Sliding(1, 0, 2, 2);

    private ConvolutionShapes() {}

    /** The shapes without what is computed. */
    record Shape(Conv2dGeometry geometry, int n, int h, int w, int c, int kh, int kw, int k) {
        Convolved wanting(FloatConvolution.Wanted wanted) {
            return new Convolved(wanted, geometry, n, h, w, c, kh, kw, k);
        }
    }

    static final List<Shape> ALL = List.of(
            of(1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1),
            of(1, 1, 1, 1, 2, 5, 7, 3, 3, 3, 5),
            of(1, 1, 1, 1, 2, 8, 8, 16, 3, 3, 16),
            of(1, 1, 1, 1, 1, 6, 9, 17, 3, 3, 31),
            of(1, 1, 1, 1, 3, 4, 4, 32, 3, 3, 32),
            of(1, 1, 1, 1, 1, 5, 13, 64, 3, 3, 48),
            of(2, 1, 1, 1, 2, 9, 8, 16, 3, 3, 33),
            of(2, 0, 1, 1, 2, 7, 7, 20, 1, 1, 40),
            of(3, 0, 1, 1, 1, 8, 9, 4, 1, 2, 18),
            of(1, 2, 1, 1, 1, 11, 10, 6, 5, 5, 16),
            of(1, 2, 2, 1, 1, 9, 7, 16, 3, 3, 16),
            of(2, 2, 3, 1, 2, 11, 10, 5, 3, 2, 24),
            of(3, 4, 2, 1, 1, 7, 12, 16, 3, 3, 17),
            of(1, 3, 1, 1, 1, 3, 2, 4, 2, 2, 16),
            of(1, 1, 1, 2, 2, 6, 5, 32, 3, 3, 64),
            of(1, 1, 1, 3, 1, 5, 5, 9, 3, 3, 12),
            of(1, 1, 1, 16, 2, 6, 7, 16, 3, 3, 16),
            of(2, 1, 1, 37, 1, 7, 8, 37, 3, 3, 37),
            of(1, 1, 1, 5, 1, 6, 7, 5, 3, 3, 10),
            of(1, 1, 1, 1, 0, 4, 4, 3, 3, 3, 3),
            of(1, 1, 1, 1, 1, 4, 4, 0, 3, 3, 17),
            of(1, 1, 1, 1, 1, 4, 4, 17, 3, 3, 0),
            // blocks: of rows of the window, of parts of one, of images, rows and parts of rows
            of(1, 1, 1, 1, 1, 3, 4, 130, 3, 3, 20),
            of(1, 1, 1, 1, 1, 3, 3, 150, 3, 3, 19),
            of(1, 0, 1, 1, 1, 2, 2, 900, 2, 2, 3),
            of(1, 1, 1, 1, 45, 5, 6, 3, 3, 3, 16),
            of(1, 1, 1, 1, 2, 30, 31, 2, 3, 3, 18),
            of(1, 1, 1, 1, 1, 3, 811, 2, 3, 3, 4),
            of(1, 0, 1, 1, 19, 21, 20, 1, 1, 1, 2),
            new Shape(new Conv2dGeometry(SKEW, OTHER, 1), 2, 7, 6, 5, 3, 2, 16),
            new Shape(new Conv2dGeometry(OTHER, SKEW, 2), 1, 6, 9, 34, 2, 3, 36));

    /** Large enough for several threads. */
    static final List<Shape> LARGE = List.of(
            of(1, 1, 1, 1, 5, 16, 16, 16, 3, 3, 16),
            of(1, 1, 1, 1, 1, 19, 31, 20, 3, 3, 37),
            of(2, 1, 1, 1, 9, 15, 16, 16, 3, 3, 32),
            of(1, 0, 1, 1, 7, 8, 8, 64, 1, 1, 64),
            of(1, 2, 2, 2, 3, 14, 13, 64, 3, 3, 64),
            of(1, 1, 1, 64, 11, 14, 14, 64, 3, 3, 64),
            of(1, 2, 1, 1, 67, 12, 11, 3, 5, 5, 10));

    private static Shape of(int stride, int padding, int dilation, int groups, int n, int h, int w,
            int c, int kh, int kw, int k) {
        return new Shape(Conv2dGeometry.of(stride, padding, dilation, groups), n, h, w, c, kh, kw,
                k);
    }
}
