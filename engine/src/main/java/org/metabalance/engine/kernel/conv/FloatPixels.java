package org.metabalance.engine.kernel.conv;

import org.metabalance.engine.kernel.FloatConvolution;
import org.metabalance.engine.kernel.FloatConvolution.Images;
import org.metabalance.engine.kernel.Taps;

/**
 * A block of pixels of a convolution's result, and where what their windows see of the images lies. Distances
 * are between neighbouring pixels, rows and images.
 */
final class FloatPixels {
    final int images;
    final int count;
    final int xStep;
    final int xRow;
    final int xImage;
    final int gStep;
    final int gRow;
    final int gImage;

    private final int image;
    private final int top;
    private final int bottom;
    private final int column;
    private final int sourceTop;
    private final int sourceBottom;
    private final Images x;
    private final Images g;
    private final FloatBorder border;
    private final Taps down;
    private final Taps across;
    private final int lanes;

    /**
     * Binds a block.
     *
     * @param block as {@link org.metabalance.engine.kernel.FloatOrder#pixelBlocks} has it
     * @param lanes how many filters a pixel of the cotangent is copied to have, 0 if it is read where it lies
     */
    FloatPixels(FloatConvolution c, int[] block, FloatBorder border, int lanes) {
        this.border = border;
        this.lanes = lanes;
        x = c.x();
        g = c.y();
        down = c.down().getFirst();
        across = c.across().getFirst();
        image = block[0];
        images = block[1] - block[0];
        top = block[2];
        bottom = block[3];
        column = block[4];
        count = block[5] - block[4];
        sourceTop = border.copies ? Math.clamp(down.source(top, 0), 0, x.height()) : 0;
        sourceBottom = border.copies
                ? Math.clamp(down.source(bottom - 1, down.taps() - 1) + 1, sourceTop, x.height())
                : x.height();
        xStep = across.sourceStep() * x.channels();
        xRow = down.sourceStep() * border.pitch;
        xImage = (sourceBottom - sourceTop) * border.pitch;
        gStep = lanes > 0 ? lanes : g.channels();
        gRow = gStep * (lanes > 0 ? count : g.width());
        gImage = gRow * (lanes > 0 ? bottom - top : g.height());
    }

    /** Returns an array with what the windows see, copied there if need be. */
    float[] source() {
        if (!border.copies) {
            return x.data();
        }
        float[] to = FloatRoom.own().image(images * xImage);
        for (int i = 0; i < images; i++) {
            border.copy(image + i, sourceTop, sourceBottom, to, i * xImage);
        }
        return to;
    }

    /** Returns where in the source the first pixel's number for an element of the kernel is, if row 0 were there. */
    int sourceAt(int kernelRow, int kernelColumn, int channel) {
        int row = down.source(0, kernelRow) - sourceTop;
        int from = across.source(column, kernelColumn) - border.left;
        return (border.copies ? 0 : x.at(image, 0, 0)) + row * border.pitch
                + from * x.channels() + channel;
    }

    /** Returns an array with the cotangent, copied there if its filters do not fill a vector. */
    float[] cotangent() {
        if (lanes == 0) {
            return g.data();
        }
        float[] to = FloatRoom.own().wide(images * gImage);
        int at = 0;
        for (int i = image; i < image + images; i++) {
            for (int row = top; row < bottom; row++) {
                int from = g.at(i, row, column);
                for (int pixel = 0; pixel < count; pixel++) {
                    for (int k = 0; k < lanes; k++) {
                        to[at + k] = k < g.channels() ? g.data()[from + k] : 0;
                    }
                    at += lanes;
                    from += g.channels();
                }
            }
        }
        return to;
    }

    /** Returns where in the cotangent the first pixel's number for a filter is, if row 0 were there. */
    int cotangentAt(int filter) {
        return filter + (lanes > 0 ? -top * gRow : g.at(image, 0, column));
    }

    /** Returns the first row whose window has this row of the kernel in the image. */
    int first(int kernelRow) {
        int first = Math.ceilDiv(-down.source(0, kernelRow), down.sourceStep());
        return Math.clamp(first, top, bottom);
    }

    /** Returns the row after the last whose window has it there. */
    int last(int kernelRow) {
        int last = Math.floorDiv(
                x.height() - 1 - down.source(0, kernelRow), down.sourceStep()) + 1;
        return Math.clamp(last, first(kernelRow), bottom);
    }
}
