package org.metabalance.engine.kernel.conv;

import java.util.Arrays;
import org.metabalance.engine.kernel.FloatConvolution.Images;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.FloatPool;
import org.metabalance.engine.kernel.Taps;
import org.metabalance.engine.kernel.Workers;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/** What maxima of windows are made of: lanes along the channels, while threads divide images and rows. */
public final class FloatPooling implements Runnable, Workers.Task {

    /** Fewest elements looked at for which the helpers are called. */
    private static final int FEWEST = 1 << 16;

    private static final int LANES = FloatLanes.LANES;

    private final FloatPool pool;
    private final Images from;
    private final Images z;
    private final Taps[] down;
    private final Taps[] across;

    /** For each phase of columns and each column the first tap in the image, and the one after the last. */
    private final int[][] first;

    private final int[][] last;
    private final int columns;
    private final int rows;
    private final Workers workers;
    private final int pieces;

    private FloatPooling(FloatPool pool, Workers workers) {
        this.pool = pool;
        this.workers = workers;
        from = pool.wanted() == FloatPool.Wanted.PUT ? pool.at() : pool.x();
        z = switch (pool.wanted()) {
            case PLACES -> pool.at();
            case PICKED -> pool.y();
            case PUT -> pool.x();
        };
        down = pool.down().toArray(Taps[]::new);
        across = pool.across().toArray(Taps[]::new);
        first = new int[across.length][];
        last = new int[across.length][];
        for (int phase = 0; phase < across.length; phase++) {
            Taps taps = across[phase];
            first[phase] = new int[taps.count()];
            last[phase] = new int[taps.count()];
            Arrays.setAll(first[phase], taps::from);
            Arrays.setAll(last[phase], j -> Math.max(taps.from(j), taps.to(j, from.width())));
        }
        columns = pool.window().columns();
        rows = z.count() * z.height();
        long looks = (long) pool.at().count() * pool.at().height() * pool.at().width()
                * pool.at().channels() * pool.window().rows() * columns;
        pieces = looks < FEWEST ? 1 : Math.min(rows, 4 * workers.threads());
    }

    /**
     * Binds it; see {@link FloatKernels#pool}.
     *
     * @param scalar does it where there are fewer channels than lanes
     * @param workers who help if there is much to look at
     * @return what computes it
     */
    public static Runnable of(FloatPool pool, FloatKernels scalar, Workers workers) {
        return pool.x().channels() < LANES ? scalar.pool(pool) : new FloatPooling(pool, workers);
    }

    @Override
    public void run() {
        if (pieces > 1 && workers.lend()) {
            workers.run(this, pieces);
        } else {
            rows(0, rows);
        }
    }

    @Override
    public void piece(int index) {
        rows((int) ((long) rows * index / pieces), (int) ((long) rows * (index + 1) / pieces));
    }

    private void rows(int first, int last) {
        for (int row = first; row < last; row++) {
            int image = row / z.height();
            int at = row % z.height();
            // rows a step apart have the same windows
            Taps taps = down[at % down.length];
            for (int phase = 0; phase < across.length; phase++) {
                row(image, taps, at / down.length, phase);
            }
        }
    }

    private void row(int image, Taps down, int i, int phase) {
        Taps across = this.across[phase];
        int top = down.from(i);
        int bottom = down.to(i, from.height());
        int rowStep = down.sourceTap() * from.width() * from.channels();
        int tapStep = across.sourceTap() * from.channels();
        for (int j = 0; j < across.count(); j++) {
            int left = first[phase][j];
            int right = last[phase][j];
            int source = from.at(image, down.source(i, top), across.source(j, left)) - from.at();
            int to = z.at(image, down.at(i), across.at(j));
            int number = down.kernel(top) * columns + across.kernel(left);
            int rowNumber = down.kernelStep() * columns;
            pixel(source, Math.max(0, bottom - top), rowStep, right - left, tapStep, number,
                    rowNumber, across.kernelStep(), to);
        }
    }

    private void pixel(
            int source, int rows, int rowStep, int taps, int tapStep, int number, int rowNumber,
            int tapNumber, int to) {
        switch (pool.wanted()) {
            case PLACES -> FloatPoolLoops.places(
                    pool.x().data(), pool.x().at() + source, rows, rowStep, taps, tapStep, number,
                    rowNumber, tapNumber, z.data(), to, z.channels());
            case PICKED -> FloatPoolLoops.picked(
                    pool.x().data(), pool.x().at() + source, rows, rowStep, taps, tapStep, number,
                    rowNumber, tapNumber, pool.at().data(), pool.at().at() + to - z.at(), z.data(),
                    to, z.channels());
            case PUT -> FloatPoolLoops.put(
                    pool.y().data(), pool.y().at() + source, pool.at().data(),
                    pool.at().at() + source, rows, rowStep, taps, tapStep, number, rowNumber,
                    tapNumber, z.data(), to, z.channels());
        }
    }
}
