package org.metabalance.engine.kernel;

import java.util.List;
import org.metabalance.engine.kernel.FloatConvolution.Images;
import org.metabalance.engine.op.MaxPool.Window;

/**
 * The operands of what maxima of windows are made of: an operand of {@link FloatKernels}.
 *
 * @param wanted which one is computed
 * @param x the images, [N, H, W, C]
 * @param at for each place of the window and each channel the number of an element, [N, H', W', C]
 * @param y for each of them a number; null if places are wanted
 */
public record FloatPool(Wanted wanted, Window window, Images x, Images at, Images y) {

    /** An operand. */
    public enum Wanted {
        /** The numbers of the largest elements of x. */
        PLACES,
        /** The elements of x that have these numbers. */
        PICKED,
        /** Images, each element the sum of what was picked of it. */
        PUT
    }

    /** Returns what the windows of each row cover; if images are wanted, which windows cover each row. */
    public List<Taps> down() {
        return wanted == Wanted.PUT
                ? Taps.adjoint(window.down(), x.height(), window.rows())
                : List.of(Taps.forward(window.down(), at.height(), window.rows()));
    }

    /** Returns the same of columns. */
    public List<Taps> across() {
        return wanted == Wanted.PUT
                ? Taps.adjoint(window.across(), x.width(), window.columns())
                : List.of(Taps.forward(window.across(), at.width(), window.columns()));
    }
}
