package org.metabalance.engine.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.FloatConvolution.Images;
import org.metabalance.engine.kernel.FloatMaxima;
import org.metabalance.engine.kernel.Taps;
import org.metabalance.engine.kernel.Workers;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/** Where the largest elements of windows are: lanes along the channels, threads divide the rows. */
public final class FloatWindowMaxima implements Runnable, Workers.Task {

    /** Fewest elements looked at for which the helpers are called. */
    private static final int FEWEST = 1 << 16;

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private final Images x;
    private final Images z;
    private final Taps down;
    private final Taps across;
    private final Workers workers;
    private final int pieces;

    /**
     * Binds the search.
     *
     * @param workers who help if there is much to look at
     */
    public FloatWindowMaxima(FloatMaxima maxima, Workers workers) {
        this.workers = workers;
        x = maxima.x();
        z = maxima.z();
        down = maxima.down();
        across = maxima.across();
        int rows = z.count() * z.height();
        long looks = (long) rows * z.width() * z.channels() * down.taps() * across.taps();
        pieces = looks < FEWEST ? 1 : Math.min(rows, 4 * workers.threads());
    }

    @Override
    public void run() {
        if (pieces > 1 && workers.lend()) {
            workers.run(this, pieces);
        } else {
            rows(0, z.count() * z.height());
        }
    }

    @Override
    public void piece(int index) {
        long rows = (long) z.count() * z.height();
        rows((int) (rows * index / pieces), (int) (rows * (index + 1) / pieces));
    }

    private void rows(int from, int to) {
        for (int row = from; row < to; row++) {
            int image = row / z.height();
            int i = row % z.height();
            int top = down.source(i, down.from(i));
            int rows = down.to(i, x.height()) - down.from(i);
            for (int j = 0; j < z.width(); j++) {
                int left = across.source(j, across.from(j));
                int columns = across.to(j, x.width()) - across.from(j);
                window(x.at(image, top, left), top * x.width() + left, rows, columns,
                        z.at(image, i, j));
            }
        }
    }

    /** Looks through a window, of which the first element in the image is at {@code place}. */
    private void window(int xAt, int place, int rows, int columns, int zAt) {
        float[] from = x.data();
        float[] to = z.data();
        int channels = x.channels();
        int rowPlace = down.sourceTap() * x.width();
        int columnPlace = across.sourceTap();
        int c = 0;
        for (; c <= channels - LANES; c += LANES) {
            FloatVector largest = FloatVector.fromArray(SPECIES, from, xAt + c);
            FloatVector places = FloatVector.broadcast(SPECIES, (float) place);
            for (int t = 0; t < rows; t++) {
                int at = xAt + t * rowPlace * channels + c;
                int here = place + t * rowPlace;
                for (int u = 0; u < columns; u++) {
                    FloatVector value = FloatVector.fromArray(SPECIES, from, at);
                    VectorMask<Float> larger = value.compare(VectorOperators.GT, largest)
                            .or(value.compare(VectorOperators.NE, value));
                    largest = largest.blend(value, larger);
                    places = places.blend(FloatVector.broadcast(SPECIES, (float) here), larger);
                    at += columnPlace * channels;
                    here += columnPlace;
                }
            }
            places.intoArray(to, zAt + c);
        }
        for (; c < channels; c++) {
            float largest = from[xAt + c];
            int found = place;
            for (int t = 0; t < rows; t++) {
                for (int u = 0; u < columns; u++) {
                    int apart = t * rowPlace + u * columnPlace;
                    float value = from[xAt + apart * channels + c];
                    if (value > largest || value != value) {
                        largest = value;
                        found = place + apart;
                    }
                }
            }
            to[zAt + c] = found;
        }
    }
}
