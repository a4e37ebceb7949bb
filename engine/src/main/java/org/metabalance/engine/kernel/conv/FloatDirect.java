package org.metabalance.engine.kernel.conv;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.kernel.FloatConvolution;
import org.metabalance.engine.kernel.FloatConvolution.Images;
import org.metabalance.engine.kernel.FloatConvolution.Wanted;
import org.metabalance.engine.kernel.Taps;
import org.metabalance.engine.kernel.Workers;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * A convolution, or its adjoint by the input, band by band of each image. A band's part of the image is what
 * the second-level cache holds beside the weights.
 */
final class FloatDirect implements Runnable, Workers.Task {

    /** Elements of the image that a band covers, if one row does not cover more. */
    private static final int BAND = (1 << 18) / Float.BYTES;

    private final Images x;
    private final FloatBorder border;
    private final FloatRows w;
    private final FloatPhase[] phases;
    private final int images;
    private final int bandRows;
    private final int bands;
    private final int firstSource;
    private final int lastSource;
    private final int sourceStep;
    private final Workers workers;
    private final int pieces;

    FloatDirect(FloatConvolution c, boolean depthwise, Workers workers) {
        this.workers = workers;
        boolean adjoint = c.wanted() == Wanted.X;
        x = adjoint ? c.y() : c.x();
        Images z = adjoint ? c.x() : c.y();
        List<Taps> down = c.down();
        List<Taps> across = c.across();
        int groups = c.geometry().groups();
        w = new FloatRows(c.w(), down, across, groups, adjoint, depthwise ? 1 : FloatLanes.LANES);
        border = new FloatBorder(x,
                across.stream().filter(t -> t.taps() > 0).mapToInt(t -> t.source(0, 0)).min()
                        .orElse(0),
                across.stream().filter(t -> t.taps() > 0)
                        .mapToInt(t -> t.source(t.count() - 1, t.taps() - 1) + 1).max().orElse(0));
        List<FloatPhase> all = new ArrayList<>();
        int at = w.at();
        for (Taps rows : down) {
            for (Taps columns : across) {
                all.add(depthwise
                        ? new FloatDepthwisePhase(rows, columns, x, border, w, at, z)
                        : new FloatTiledPhase(rows, columns, groups, x, border, w, at, z));
                at += w.size(rows, columns);
            }
        }
        phases = all.toArray(FloatPhase[]::new);
        images = z.count();
        int rows = down.stream().mapToInt(Taps::count).max().orElse(0);
        firstSource = down.stream().mapToInt(t -> t.source(0, 0)).min().orElse(0);
        lastSource = down.stream().mapToInt(t -> t.source(0, Math.max(0, t.taps() - 1))).max()
                .orElse(0);
        sourceStep = down.stream().mapToInt(Taps::sourceStep).max().orElse(1);
        boolean divided = FloatConvolutions.divided(c, workers);
        bandRows = bandRows(rows, divided);
        bands = (rows + bandRows - 1) / bandRows;
        pieces = divided ? (int) Math.min(4L * workers.threads(), (long) images * bands) : 1;
    }

    private int bandRows(int rows, boolean divided) {
        int covered = BAND / Math.max(1, border.pitch);
        int most = Math.max(1, (covered - (lastSource - firstSource) - 1) / sourceStep + 1);
        if (divided) {
            // as many as threads need, if there are few images
            int wanted = (2 * workers.threads() + images - 1) / Math.max(1, images);
            most = Math.min(most, Math.max(1, (rows + wanted - 1) / wanted));
        }
        return Math.clamp(most, 1, Math.max(1, rows));
    }

    @Override
    public void run() {
        w.run();
        if (pieces > 1 && workers.lend()) {
            workers.run(this, pieces);
        } else {
            units(0, images * bands);
        }
    }

    @Override
    public void piece(int index) {
        long units = (long) images * bands;
        units((int) (units * index / pieces), (int) (units * (index + 1) / pieces));
    }

    private void units(int from, int to) {
        for (int unit = from; unit < to; unit++) {
            int image = unit / bands;
            int top = unit % bands * bandRows;
            band(image, top, top + bandRows);
        }
    }

    private void band(int image, int from, int to) {
        float[] source = x.data();
        int at = x.at(image, 0, 0);
        if (border.copies) {
            int top = Math.clamp((long) firstSource + from * sourceStep, 0, x.height());
            int bottom = Math.clamp(lastSource + (to - 1L) * sourceStep + 1, top, x.height());
            source = FloatRoom.own().image((bottom - top) * border.pitch);
            border.copy(image, top, bottom, source, 0);
            at = -top * border.pitch;
        }
        for (FloatPhase phase : phases) {
            phase.run(source, at, image, from, to);
        }
    }
}
