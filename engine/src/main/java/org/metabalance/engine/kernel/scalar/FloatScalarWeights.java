package org.metabalance.engine.kernel.scalar;

import java.util.Arrays;
import org.metabalance.engine.kernel.FloatConvolution;
import org.metabalance.engine.kernel.FloatConvolution.Images;
import org.metabalance.engine.kernel.FloatConvolution.Weights;
import org.metabalance.engine.kernel.FloatOrder;
import org.metabalance.engine.kernel.Taps;

/** A convolution's adjoint by its weights, in the order of {@link FloatOrder}. */
final class FloatScalarWeights implements Runnable {

    private final Images x;
    private final Weights w;
    private final Images y;
    private final Taps down;
    private final Taps across;
    private final int groups;
    private final int[][] blocks;
    private final float[] sums;

    /** For each halving of the blocks the sum of the second half. */
    private final float[][] rest;

    FloatScalarWeights(FloatConvolution c) {
        x = c.x();
        w = c.w();
        y = c.y();
        down = c.down().getFirst();
        across = c.across().getFirst();
        groups = c.geometry().groups();
        blocks = FloatOrder.pixelBlocks(y.count(), y.height(), y.width());
        sums = new float[w.filters() / groups];
        rest = new float[FloatOrder.halvings(blocks.length)][size()];
    }

    private int size() {
        return w.height() * w.width() * w.channels() * w.filters();
    }

    @Override
    public void run() {
        add(0, blocks.length, w.data(), w.at(), 0);
    }

    private void add(int from, int to, float[] z, int zAt, int depth) {
        if (to - from > FloatOrder.MOST_BLOCKS) {
            int middle = from + (to - from) / 2;
            add(from, middle, z, zAt, depth + 1);
            add(middle, to, rest[depth], 0, depth + 1);
            FloatScalarGemm.put(rest[depth], 0, z, zAt, size(), true);
            return;
        }
        for (int block = from; block < to; block++) {
            for (int row = 0; row < w.height() * w.width() * w.channels(); row++) {
                for (int group = 0; group < groups; group++) {
                    Arrays.fill(sums, 0);
                    block(blocks[block], row, group);
                    FloatScalarGemm.put(sums, 0, z,
                            zAt + row * w.filters() + group * sums.length, sums.length,
                            block > from);
                }
            }
        }
    }

    /** Adds a block's products for one channel of one element of the kernel. */
    private void block(int[] block, int row, int group) {
        int tap = row / w.channels();
        int channel = group * w.channels() + row % w.channels();
        for (int image = block[0]; image < block[1]; image++) {
            for (int i = block[2]; i < block[3]; i++) {
                int source = down.source(i, tap / w.width());
                if (source < 0 || source >= x.height()) {
                    continue;
                }
                for (int j = block[4]; j < block[5]; j++) {
                    int column = across.source(j, tap % w.width());
                    boolean inside = column >= 0 && column < x.width();
                    float factor = inside ? x.data()[x.at(image, source, column) + channel] : 0;
                    FloatScalarGemm.addScaled(
                            factor, y.data(), y.at(image, i, j) + group * sums.length, sums);
                }
            }
        }
    }
}
