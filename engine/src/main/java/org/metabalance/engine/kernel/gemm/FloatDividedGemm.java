package org.metabalance.engine.kernel.gemm;

import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.Workers;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/** A large product divided among the threads, or computed by one if the others are busy. */
final class FloatDividedGemm implements Runnable, Workers.Task {

    /**
     * Fewest multiply-adds for which the helpers are called. One thread takes 10 us for so many,
     * against one or two for the handover.
     */
    private static final int FEWEST = 1 << 19;

    private static final int LANES = FloatLanes.LANES;

    private final Workers workers;
    private final Runnable whole;
    private final Runnable[] pieces;

    // By columns if there are enough: pieces of rows would each pack the same panels of B.
    FloatDividedGemm(
            FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add, Workers workers) {
        this.workers = workers;
        whole = FloatBlockedGemm.of(a, b, c, add);
        int m = c.rows();
        int n = c.columns();
        int k = a.columns();
        int byColumns = columnPieces(n, workers);
        boolean columns = byColumns >= workers.threads();
        pieces = new Runnable[columns ? byColumns : rowPieces(m, workers)];
        for (int i = 0; i < pieces.length; i++) {
            if (columns) {
                int from = cut(n, LANES, i);
                int to = cut(n, LANES, i + 1);
                pieces[i] = FloatBlockedGemm.of(
                        a, b.part(0, k, from, to), c.part(0, m, from, to), add);
            } else {
                int from = cut(m, FloatTiles.MOST_ROWS, i);
                int to = cut(m, FloatTiles.MOST_ROWS, i + 1);
                pieces[i] = FloatBlockedGemm.of(
                        a.part(from, to, 0, k), b, c.part(from, to, 0, n), add);
            }
        }
    }

    static boolean worthwhile(int m, int n, int k, Workers workers) {
        return workers.threads() > 1
                && (long) m * n * k >= FEWEST
                && Math.max(columnPieces(n, workers), rowPieces(m, workers)) >= workers.threads();
    }

    // Two pieces for each thread, so that one who starts late or is interrupted does fewer. At
    // least two vectors of columns or four tiles of rows in each.
    private static int columnPieces(int n, Workers workers) {
        return Math.min(2 * workers.threads(), n / LANES / 2);
    }

    private static int rowPieces(int m, Workers workers) {
        return Math.min(2 * workers.threads(), m / (4 * FloatTiles.MOST_ROWS));
    }

    /** Where the piece begins: equal numbers of whole units, the remainder in the last piece. */
    private int cut(int size, int unit, int index) {
        return index == pieces.length
                ? size
                : (int) ((long) (size / unit) * index / pieces.length) * unit;
    }

    @Override
    public void run() {
        if (workers.lend()) {
            workers.run(this, pieces.length);
        } else {
            whole.run();
        }
    }

    @Override
    public void piece(int index) {
        pieces[index].run();
    }
}
