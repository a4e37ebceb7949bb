package org.metabalance.engine.kernel.conv;

import org.metabalance.engine.kernel.Taps;

/**
 * What a block of the window covers, as runs of adjacent numbers of the image, each beside as many adjacent
 * rows of weights.
 */
final class FloatWindow {

    /** For each run where it begins, from where the window begins at row and column 0. */
    final int[] source;

    /** For each run where its weights begin. */
    final int[] weights;

    /** For each run how many numbers it has. */
    final int[] length;

    /** Distance from the numbers of a pixel to those of the next one computed. */
    final int xStep;

    /** Distance between two rows of weights. */
    final int wStep;

    /** Distance from the result of a pixel to that of the next. */
    final int zStep;

    private final int top;
    private final int bottom;
    private final int runsInRow;

    /**
     * Lists the runs of a block.
     *
     * @param block as {@link org.metabalance.engine.kernel.FloatOrder#windowBlocks} has it
     * @param channels of a group
     * @param border how the image is seen
     * @param pixel distance between neighbouring pixels of the image
     * @param weightsAt where the weights begin: rows in the order of taps and channels
     */
    FloatWindow(
            Taps down,
            Taps across,
            int[] block,
            int channels,
            FloatBorder border,
            int pixel,
            int weightsAt,
            int wStep,
            int zStep) {
        this.xStep = across.sourceStep() * pixel;
        this.wStep = wStep;
        this.zStep = zStep;
        top = block[0];
        bottom = block[1];
        int from = block[2];
        int to = block[3];
        boolean adjacent = across.sourceTap() * pixel == channels;
        int run = adjacent ? Math.max(1, across.taps() * channels) : channels;
        runsInRow = to == from ? 0 : (to - 1) / run - from / run + 1;
        int runs = (bottom - top) * runsInRow;
        source = new int[runs];
        weights = new int[runs];
        length = new int[runs];
        for (int i = 0; i < runs; i++) {
            int row = top + i / runsInRow;
            int tap = from / run + i % runsInRow;
            int begin = Math.max(from, tap * run);
            source[i] = row * down.sourceTap() * border.pitch
                    + tap * across.sourceTap() * pixel * (adjacent ? 0 : 1) + begin - tap * run;
            weights[i] = weightsAt + (row * across.taps() * channels + begin) * wStep;
            length[i] = Math.min(to, (tap + 1) * run) - begin;
        }
    }

    /** Returns the first run of the rows from this one on. */
    int first(int row) {
        return (Math.clamp(row, top, bottom) - top) * runsInRow;
    }
}
