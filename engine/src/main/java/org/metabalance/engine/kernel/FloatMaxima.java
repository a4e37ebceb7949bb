package org.metabalance.engine.kernel;

import org.metabalance.engine.kernel.FloatConvolution.Images;
import org.metabalance.engine.op.ArgMaxPool;

/**
 * Where the largest elements of windows are: an operand of {@link FloatKernels}.
 *
 * @param op the windows
 * @param x the images
 * @param z for each place of a window and each channel the place, as {@link ArgMaxPool} counts it
 */
public record FloatMaxima(ArgMaxPool op, Images x, Images z) {

    /** Returns what the windows of each row cover. */
    public Taps down() {
        return Taps.forward(op.height(), z.height(), op.kernelHeight());
    }

    /** Returns what the windows of each column cover. */
    public Taps across() {
        return Taps.forward(op.width(), z.width(), op.kernelWidth());
    }
}
