package org.metabalance.engine.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.FloatConvolution.Images;
import org.metabalance.engine.kernel.FloatOrder;
import org.metabalance.engine.kernel.Taps;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/** A phase of a convolution whose channels are each by themselves: lanes along the channels. */
final class FloatDepthwisePhase implements FloatPhase {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private final Taps down;
    private final Taps across;
    private final int height;
    private final int channels;
    private final FloatBorder border;
    private final FloatRows w;
    private final int weightsAt;
    private final Images z;
    private final int[][] blocks;

    FloatDepthwisePhase(
            Taps down, Taps across, Images x, FloatBorder border, FloatRows w, int weightsAt,
            Images z) {
        this.down = down;
        this.across = across;
        this.border = border;
        this.w = w;
        this.weightsAt = weightsAt;
        this.z = z;
        height = x.height();
        channels = x.channels();
        blocks = FloatOrder.windowBlocks(down.taps(), across.taps());
    }

    @Override
    public void run(float[] x, int xAt, int image, int from, int to) {
        for (int i = from; i < Math.min(to, down.count()); i++) {
            for (int block = 0; block < blocks.length; block++) {
                int top = Math.max(blocks[block][0], down.from(i));
                int bottom = Math.min(blocks[block][1], down.to(i, height));
                for (int j = 0; j < across.count(); j++) {
                    int source = xAt + down.source(i, 0) * border.pitch
                            + (across.source(j, 0) - border.left) * channels;
                    int at = z.at(image, down.at(i), across.at(j));
                    pixel(x, source, top, bottom, blocks[block], at, block > 0);
                }
            }
        }
    }

    private void pixel(
            float[] x, int xAt, int top, int bottom, int[] block, int zAt, boolean add) {
        float[] weights = w.data();
        float[] result = z.data();
        int xRow = down.sourceTap() * border.pitch;
        int xTap = across.sourceTap() * channels;
        int taps = across.taps();
        int left = block[2];
        int right = block[3];
        int c = 0;
        for (; c <= channels - LANES; c += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int t = top; t < bottom; t++) {
                int xi = xAt + t * xRow + left * xTap + c;
                int wi = weightsAt + (t * taps + left) * channels + c;
                for (int u = left; u < right; u++) {
                    sum = FloatVector.fromArray(SPECIES, x, xi)
                            .fma(FloatVector.fromArray(SPECIES, weights, wi), sum);
                    xi += xTap;
                    wi += channels;
                }
            }
            if (add) {
                sum = sum.add(FloatVector.fromArray(SPECIES, result, zAt + c));
            }
            sum.intoArray(result, zAt + c);
        }
        for (; c < channels; c++) {
            float sum = 0;
            for (int t = top; t < bottom; t++) {
                for (int u = left; u < right; u++) {
                    sum = Math.fma(x[xAt + t * xRow + u * xTap + c],
                            weights[weightsAt + (t * taps + u) * channels + c], sum);
                }
            }
            result[zAt + c] = add ? result[zAt + c] + sum : sum;
        }
    }
}
