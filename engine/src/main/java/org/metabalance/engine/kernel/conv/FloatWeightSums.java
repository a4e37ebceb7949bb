package org.metabalance.engine.kernel.conv;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.kernel.FloatConvolution;
import org.metabalance.engine.kernel.FloatConvolution.Weights;
import org.metabalance.engine.kernel.FloatOrder;
import org.metabalance.engine.kernel.Taps;
import org.metabalance.engine.kernel.Workers;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * A convolution's adjoint by its weights: for each block of pixels, one after another, all weights in register
 * tiles. Threads divide the weights, so that none adds to what is another's.
 */
final class FloatWeightSums implements Runnable, Workers.Task {

    private static final int LANES = FloatLanes.LANES;

    /** Weights of one row of the kernel that a tile computes: rows of filters that see adjacent numbers. */
    private record Tile(
            int kernelRow, int kernelColumn, int channel, int rows, int row, int panel,
            int filter) {}

    private final Weights w;
    private final FloatPixels[] blocks;
    private final FloatPanels panels;
    private final boolean narrow;
    private final boolean depthwise;
    private final int step;
    private final Tile[] tiles;
    private final Workers workers;
    private final int pieces;

    /** The result where it is wider than the filters there are. */
    private final float[] wide;

    /** For each halving of the blocks the sum of the second half. */
    private final float[][] rest;

    FloatWeightSums(FloatConvolution c, boolean depthwise, Workers workers) {
        this.workers = workers;
        this.depthwise = depthwise;
        w = c.w();
        // each vector of channels is by itself what a group is otherwise
        int groups = depthwise ? 1 : c.geometry().groups();
        Taps across = c.across().getFirst();
        int filters = w.filters() / groups;
        narrow = filters < LANES;
        step = narrow ? LANES : w.filters();
        panels = new FloatPanels(narrow ? LANES : filters, FloatPixelTiles.MOST_VECTORS);
        FloatBorder border = new FloatBorder(c.x(), across.source(0, 0),
                across.source(across.count() - 1, across.taps() - 1) + 1);
        int[][] cuts = FloatOrder.pixelBlocks(c.y().count(), c.y().height(), c.y().width());
        blocks = new FloatPixels[cuts.length];
        for (int i = 0; i < cuts.length; i++) {
            blocks[i] = new FloatPixels(c, cuts[i], border, narrow ? LANES : 0);
        }
        tiles = tiles(groups, across.sourceTap() == 1 && groups == 1 && !depthwise)
                .toArray(Tile[]::new);
        int size = w.height() * w.width() * w.channels() * step;
        wide = new float[narrow ? size : 0];
        rest = new float[FloatOrder.halvings(blocks.length)][size];
        pieces = FloatConvolutions.divided(c, workers)
                ? Math.min(2 * workers.threads(), tiles.length)
                : 1;
    }

    /** Lists the tiles; neighbouring ones see the same part of the images. */
    private List<Tile> tiles(int groups, boolean adjacent) {
        List<Tile> all = new ArrayList<>();
        int run = adjacent ? w.width() * w.channels() : w.channels();
        for (int p = 0; p < w.height(); p++) {
            for (int q = 0; q < (adjacent ? 1 : w.width()); q++) {
                for (int group = 0; group < groups; group++) {
                    for (int panel = 0; panel < panels.count(); panel++) {
                        int most = FloatPixelTiles.mostRows(panels.vectors(panel));
                        int[] cuts = FloatPanels.cuts(run, most);
                        for (int i = 1; i < cuts.length; i++) {
                            all.add(new Tile(p, q, group * w.channels() + cuts[i - 1],
                                    cuts[i] - cuts[i - 1],
                                    (p * w.width() + q) * w.channels() + cuts[i - 1], panel,
                                    group * panels.columns() + panels.from(panel)));
                        }
                    }
                }
            }
        }
        return all;
    }

    @Override
    public void run() {
        if (pieces > 1 && workers.lend()) {
            workers.run(this, pieces);
        } else {
            tiles(0, tiles.length);
        }
    }

    @Override
    public void piece(int index) {
        tiles(tiles.length * index / pieces, tiles.length * (index + 1) / pieces);
    }

    private void tiles(int from, int to) {
        add(0, blocks.length, narrow ? wide : w.data(), narrow ? 0 : w.at(), 0, from, to);
        if (narrow) {
            for (int i = from; i < to; i++) {
                narrow(tiles[i]);
            }
        }
    }

    /** Adds blocks for some tiles, as the sum of two halves if they are many. */
    private void add(
            int first, int last, float[] z, int zAt, int depth, int from, int to) {
        if (last - first > FloatOrder.MOST_BLOCKS) {
            int middle = first + (last - first) / 2;
            add(first, middle, z, zAt, depth + 1, from, to);
            add(middle, last, rest[depth], 0, depth + 1, from, to);
            for (int i = from; i < to; i++) {
                addRest(tiles[i], rest[depth], z, zAt);
            }
            return;
        }
        for (int block = first; block < last; block++) {
            block(blocks[block], z, zAt, block > first, from, to);
        }
    }

    private void block(FloatPixels pixels, float[] z, int zAt, boolean add, int from, int to) {
        float[] x = pixels.source();
        float[] g = pixels.cotangent();
        for (int i = from; i < to; i++) {
            Tile tile = tiles[i];
            if (depthwise) {
                depthwise(tile, pixels, x, g, z, zAt, add);
                continue;
            }
            FloatPixelTiles.tile(
                    tile.rows, panels.vectors(tile.panel), pixels, pixels.first(tile.kernelRow),
                    pixels.last(tile.kernelRow), x,
                    pixels.sourceAt(tile.kernelRow, tile.kernelColumn, tile.channel), g,
                    pixels.cotangentAt(tile.filter), panels.last(tile.panel), z,
                    zAt + tile.row * step + tile.filter, step, add);
        }
    }

    private void depthwise(
            Tile tile, FloatPixels pixels, float[] x, float[] g, float[] z, int zAt,
            boolean add) {
        int last = panels.last(tile.panel);
        FloatDepthwiseTile.run(
                pixels, pixels.first(tile.kernelRow), pixels.last(tile.kernelRow), x,
                pixels.sourceAt(tile.kernelRow, tile.kernelColumn, tile.filter), g,
                pixels.cotangentAt(tile.filter), Math.min(LANES, last), last, z,
                zAt + tile.row * step + tile.filter, add);
    }

    private void addRest(Tile tile, float[] rest, float[] z, int zAt) {
        int columns = panels.to(tile.panel) - panels.from(tile.panel);
        for (int row = tile.row; row < tile.row + tile.rows; row++) {
            int from = row * step + tile.filter;
            for (int k = from; k < from + columns; k++) {
                z[zAt + k] += rest[k];
            }
        }
    }

    private void narrow(Tile tile) {
        for (int row = tile.row; row < tile.row + tile.rows; row++) {
            int to = w.at() + row * w.filters();
            for (int k = 0; k < w.filters(); k++) {
                w.data()[to + k] = wide[row * step + k];
            }
        }
    }
}
