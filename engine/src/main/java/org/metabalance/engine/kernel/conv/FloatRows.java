package org.metabalance.engine.kernel.conv;

import java.util.List;
import org.metabalance.engine.kernel.FloatConvolution.Weights;
import org.metabalance.engine.kernel.Taps;

/**
 * Weights as rows of filters, in the order in which a convolution meets them: where they lie, or copied into
 * an array of their own each time.
 */
final class FloatRows implements Runnable {

    private final Weights w;
    // arrays: an iterator would be allocated
    private final Taps[] down;
    private final Taps[] across;
    private final int groups;
    private final boolean turned;
    private final boolean packed;
    private final float[] data;
    private final int step;

    /**
     * Settles where the rows are.
     *
     * @param turned whether channels and filters change places: for the adjoint by the input
     * @param lanes least length of a row
     */
    FloatRows(
            Weights w, List<Taps> down, List<Taps> across, int groups, boolean turned, int lanes) {
        this.w = w;
        this.down = down.toArray(Taps[]::new);
        this.across = across.toArray(Taps[]::new);
        this.groups = groups;
        this.turned = turned;
        int filters = turned ? w.channels() * groups : w.filters();
        int rows = w.height() * w.width() * (turned ? w.filters() / groups : w.channels());
        step = Math.max(filters, lanes);
        packed = turned || step > filters;
        data = packed ? new float[rows * step] : w.data();
    }

    /** The array. */
    float[] data() {
        return data;
    }

    /** The distance between two rows. */
    int step() {
        return step;
    }

    /** Where the first row is. */
    int at() {
        return packed ? 0 : w.at();
    }

    /** How many numbers a phase with so many taps has. */
    int size(Taps down, Taps across) {
        return down.taps() * across.taps() * (turned ? w.filters() / groups : w.channels()) * step;
    }

    /** Copies the rows, if they are not read where they lie. */
    @Override
    public void run() {
        if (!packed) {
            return;
        }
        int at = 0;
        for (Taps rows : down) {
            for (Taps columns : across) {
                for (int t = 0; t < rows.taps(); t++) {
                    for (int u = 0; u < columns.taps(); u++) {
                        int from = w.at() + (rows.kernel(t) * w.width() + columns.kernel(u))
                                * w.channels() * w.filters();
                        at = turned ? turn(from, at) : widen(from, at);
                    }
                }
            }
        }
    }

    private int widen(int from, int to) {
        for (int c = 0; c < w.channels(); c++) {
            System.arraycopy(w.data(), from + c * w.filters(), data, to, w.filters());
            to += step;
        }
        return to;
    }

    private int turn(int from, int to) {
        int channels = w.channels();
        int filters = w.filters() / groups;
        for (int group = 0; group < groups; group++) {
            for (int c = 0; c < channels; c++) {
                int row = from + c * w.filters() + group * filters;
                int into = to + group * channels + c;
                for (int k = 0; k < filters; k++) {
                    data[into + k * step] = w.data()[row + k];
                }
            }
        }
        return to + filters * step;
    }
}
