package org.metabalance.engine.kernel.conv;

import org.metabalance.engine.kernel.FloatConvolution.Images;
import org.metabalance.engine.kernel.FloatOrder;
import org.metabalance.engine.kernel.Taps;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * A phase in register tiles. Panels of filters come one after another, and blocks of the window within them,
 * so that the weights of a block stay in the first-level cache while tiles go over the band.
 */
final class FloatTiledPhase implements FloatPhase {

    private static final int LANES = FloatLanes.LANES;

    private final Taps down;
    private final Taps across;
    private final int height;
    private final FloatBorder border;
    private final int pixel;
    private final FloatWindow[] windows;
    private final int[][] blocks;
    private final int groups;
    private final int channels;
    private final FloatRows w;
    private final Images z;
    private final boolean narrow;
    private final FloatPanels panels;

    /** For each number of vectors where the tiles of a row begin, and its end. */
    private final int[][] cuts = new int[FloatWindowTiles.MOST_VECTORS + 1][];

    /**
     * Binds a phase.
     *
     * @param x the images
     * @param w the weights in the order of this phase's taps
     * @param weightsAt where this phase's begin
     */
    FloatTiledPhase(
            Taps down, Taps across, int groups, Images x, FloatBorder border, FloatRows w,
            int weightsAt, Images z) {
        this.down = down;
        this.across = across;
        this.groups = groups;
        this.border = border;
        this.w = w;
        this.z = z;
        height = x.height();
        pixel = x.channels();
        channels = x.channels() / groups;
        int filters = z.channels() / groups;
        narrow = filters < LANES;
        panels = new FloatPanels(narrow ? LANES : filters, FloatWindowTiles.MOST_VECTORS);
        blocks = FloatOrder.windowBlocks(down.taps(), across.taps() * channels);
        windows = new FloatWindow[blocks.length];
        int zStep = narrow ? LANES : across.step() * z.channels();
        for (int i = 0; i < blocks.length; i++) {
            windows[i] = new FloatWindow(down, across, blocks[i], channels, border, pixel,
                    weightsAt, w.step(), zStep);
        }
        for (int vectors = 1; vectors < cuts.length; vectors++) {
            cuts[vectors] = FloatPanels.cuts(
                    across.count(), FloatWindowTiles.mostPixels(vectors));
        }
    }

    @Override
    public void run(float[] x, int xAt, int image, int from, int to) {
        int bottom = Math.min(to, down.count());
        if (bottom <= from || across.count() == 0) {
            return;
        }
        int begin = xAt + (across.source(0, 0) - border.left) * pixel;
        if (narrow) {
            int zRow = across.count() * LANES;
            float[] wide = FloatRoom.own().wide((bottom - from) * zRow);
            group(0, x, begin, from, bottom, wide, -from * zRow, zRow);
            narrow(wide, image, from, bottom);
            return;
        }
        int zAt = z.at(image, down.first(), across.first());
        int zRow = down.step() * z.width() * z.channels();
        for (int group = 0; group < groups; group++) {
            group(group, x, begin, from, bottom, z.data(), zAt, zRow);
        }
    }

    private void group(
            int group, float[] x, int xAt, int from, int to, float[] z, int zAt, int zRow) {
        for (int panel = 0; panel < panels.count(); panel++) {
            int column = group * panels.columns() + panels.from(panel);
            for (int block = 0; block < blocks.length; block++) {
                panel(panel, block, column, x, xAt + group * channels, from, to, z, zAt, zRow);
            }
        }
    }

    private void panel(
            int panel,
            int block,
            int column,
            float[] x,
            int xAt,
            int from,
            int to,
            float[] z,
            int zAt,
            int zRow) {
        int vectors = panels.vectors(panel);
        int last = panels.last(panel);
        int[] tiles = cuts[vectors];
        FloatWindow window = windows[block];
        for (int i = from; i < to; i++) {
            int firstRun = window.first(down.from(i));
            int lastRun = window.first(down.to(i, height));
            int row = xAt + down.source(i, 0) * border.pitch;
            int result = zAt + i * zRow + column;
            for (int tile = 1; tile < tiles.length; tile++) {
                int pixel = tiles[tile - 1];
                FloatWindowTiles.tile(
                        tiles[tile] - pixel, vectors, window, firstRun, Math.max(firstRun, lastRun),
                        x, row + pixel * window.xStep, w.data(), column, last, z,
                        result + pixel * window.zStep, block > 0);
            }
        }
    }

    /** Copies the filters there are. */
    private void narrow(float[] wide, int image, int from, int to) {
        int filters = z.channels();
        int at = 0;
        for (int i = from; i < to; i++) {
            for (int j = 0; j < across.count(); j++) {
                int into = z.at(image, down.at(i), across.at(j));
                for (int k = 0; k < filters; k++) {
                    z.data()[into + k] = wide[at + k];
                }
                at += LANES;
            }
        }
    }
}
