package org.metabalance.engine.kernel.scalar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metabalance.engine.kernel.FloatConvolution;
import org.metabalance.engine.kernel.FloatConvolution.Images;
import org.metabalance.engine.kernel.FloatConvolution.Weights;
import org.metabalance.engine.kernel.FloatOrder;
import org.metabalance.engine.kernel.Taps;

/** Convolutions and their adjoints by the input, in the order of {@link FloatOrder}. */
final class FloatScalarConvolution implements Runnable {

    private final Images x;
    private final Weights w;
    private final Images z;
    private final Taps down;
    private final Taps across;
    private final int[][] blocks;
    private final int groups;
    private final float[] sums;

    private FloatScalarConvolution(
            Images x, Weights w, Images z, Taps down, Taps across, int groups) {
        this.x = x;
        this.w = w;
        this.z = z;
        this.down = down;
        this.across = across;
        this.groups = groups;
        blocks = FloatOrder.windowBlocks(down.taps(), across.taps() * w.channels());
        sums = new float[z.channels() / groups];
    }

    static Runnable of(FloatConvolution c) {
        int groups = c.geometry().groups();
        return switch (c.wanted()) {
            case W -> new FloatScalarWeights(c);
            case Y -> all(c, c.x(), c.w(), c.y());
            case X -> {
                Weights turned = c.w().turned(groups);
                Runnable adjoint = all(c, c.y(), turned, c.x());
                yield () -> {
                    c.w().turnInto(turned, groups);
                    adjoint.run();
                };
            }
        };
    }

    private static Runnable all(FloatConvolution c, Images x, Weights w, Images z) {
        List<Runnable> parts = new ArrayList<>();
        for (Taps down : c.down()) {
            for (Taps across : c.across()) {
                parts.add(new FloatScalarConvolution(
                        x, w, z, down, across, c.geometry().groups()));
            }
        }
        return () -> parts.forEach(Runnable::run);
    }

    @Override
    public void run() {
        for (int image = 0; image < z.count(); image++) {
            for (int i = 0; i < down.count(); i++) {
                for (int j = 0; j < across.count(); j++) {
                    for (int group = 0; group < groups; group++) {
                        pixel(image, i, j, group);
                    }
                }
            }
        }
    }

    private void pixel(int image, int i, int j, int group) {
        int at = z.at(image, down.at(i), across.at(j)) + group * sums.length;
        for (int block = 0; block < blocks.length; block++) {
            Arrays.fill(sums, 0);
            int from = Math.max(blocks[block][0], down.from(i));
            int to = Math.min(blocks[block][1], down.to(i, x.height()));
            for (int t = from; t < to; t++) {
                row(image, i, t, j, group, blocks[block][2], blocks[block][3]);
            }
            FloatScalarGemm.put(sums, 0, z.data(), at, sums.length, block > 0);
        }
    }

    /** Adds the products of one row of the window. */
    private void row(int image, int i, int t, int j, int group, int from, int to) {
        for (int product = from; product < to; product++) {
            int tap = product / w.channels();
            int channel = product % w.channels();
            int column = across.source(j, tap);
            int weights = w.at() + group * sums.length
                    + ((down.kernel(t) * w.width() + across.kernel(tap)) * w.channels() + channel)
                            * w.filters();
            boolean inside = column >= 0 && column < x.width();
            float factor = inside
                    ? x.data()[x.at(image, down.source(i, t), column) + group * w.channels()
                            + channel]
                    : 0;
            FloatScalarGemm.addScaled(factor, w.data(), weights, sums);
        }
    }
}
