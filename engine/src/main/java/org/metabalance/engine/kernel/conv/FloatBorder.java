package org.metabalance.engine.kernel.conv;

import java.util.Arrays;
import org.metabalance.engine.kernel.FloatConvolution.Images;

/**
 * How the columns of an image are seen that a window goes over: where it reaches beyond the edge, rows are
 * copied between zeros; otherwise they are read where they lie.
 */
final class FloatBorder {

    private final Images x;

    /** Whether rows must be copied. */
    final boolean copies;

    /** The column that is first in a row. */
    final int left;

    /** Columns in a row. */
    final int columns;

    /** Distance between two rows. */
    final int pitch;

    /**
     * Settles how an image is seen.
     *
     * @param from the first column that a window covers
     * @param to the column after the last
     */
    FloatBorder(Images x, int from, int to) {
        this.x = x;
        copies = from < 0 || to > x.width();
        left = copies ? from : 0;
        columns = copies ? to - from : x.width();
        pitch = columns * x.channels();
    }

    /** Copies rows of an image and puts zeros beside them. */
    void copy(int image, int top, int bottom, float[] to, int toAt) {
        int channels = x.channels();
        int before = Math.clamp(-left, 0, columns) * channels;
        int from = Math.clamp(left, 0, x.width());
        int end = Math.clamp(left + columns, from, x.width());
        int length = (end - from) * channels;
        for (int row = top; row < bottom; row++) {
            int at = toAt + (row - top) * pitch;
            Arrays.fill(to, at, at + before, 0);
            if (length > 0) {
                System.arraycopy(x.data(), x.at(image, row, from), to, at + before, length);
            }
            Arrays.fill(to, at + before + length, at + pitch, 0);
        }
    }
}
