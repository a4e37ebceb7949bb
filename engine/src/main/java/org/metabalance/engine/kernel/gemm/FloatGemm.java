package org.metabalance.engine.kernel.gemm;

import java.util.Arrays;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.Workers;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * Chooses how a matrix product is computed, by its shape alone, and divides large ones among the
 * threads.
 */
public final class FloatGemm implements Workers.Task {

    /**
     * Fewest multiply-adds for which the helpers are called. One thread takes 10 us for so many,
     * against one or two for the handover.
     */
    private static final int FEWEST_TO_DIVIDE = 1 << 19;

    private static final int LANES = FloatLanes.LANES;

    /**
     * Most columns of C that are computed one after another, as products of A with a vector. With 256
     * bit vectors (EPYC, Zen 3) a product of 128 x 2 x 64 takes 2.8 us so, and 6.8 us in tiles, of
     * which most is padding; one of 128 x 4 x 64 takes 3.8 and 4.4 us.
     */
    private static final int MOST_DOTS = LANES / 4;

    private final Workers workers;

    // The product being divided; set and read only by whoever has the workers.
    private FloatMatrix a;
    private FloatMatrix b;
    private FloatMatrix c;
    private boolean accumulate;
    private boolean byColumns;
    private int pieces;

    /**
     * Makes products that may be divided.
     *
     * @param workers who help with large ones
     */
    public FloatGemm(Workers workers) {
        this.workers = workers;
    }

    /** C (+)= A B; see {@link FloatKernels#gemm}. */
    public void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add) {
        int m = c.rows();
        int n = c.columns();
        int k = a.columns();
        boolean aAdjacent = a.columnStride() == 1;
        if (m == 0 || n == 0) {
            return;
        }
        if (k == 0) {
            if (!add) {
                clear(c);
            }
        } else if (n == 1 && aAdjacent) {
            FloatGemv.dots(a, b, c, 0, add);
        } else if (m == 1 && b.columnStride() != 1) {
            FloatGemv.dots(b.transposed(), a.transposed(), c.transposed(), 0, add);
        } else if (k <= FloatOuter.MOST_COLUMNS && n >= LANES) {
            FloatOuter.multiply(a, b, c, add);
        } else if (n <= MOST_DOTS && aAdjacent && k >= LANES) {
            for (int j = 0; j < n; j++) {
                FloatGemv.dots(a, b, c, j, add);
            }
        } else if (n < LANES && m >= LANES && narrower(m, n, !aAdjacent)) {
            transposed(a, b, c, add);
        } else if (divides(m, n, k) && workers.lend()) {
            divide(a, b, c, add);
        } else {
            FloatPart part = FloatScratch.own().part;
            part.of(a, b, c);
            FloatBlockedGemm.multiply(part, add);
            part.clear();
        }
    }

    private static void clear(FloatMatrix c) {
        for (int i = 0; i < c.rows(); i++) {
            Arrays.fill(c.data(), c.at(i, 0), c.at(i, c.columns()), 0);
        }
    }

    // Tiles compute whole vectors. With m of the n x m product along them fewer are wasted. If the
    // elements of a column of A, which become the lanes, are not adjacent, A must be transposed
    // first, which takes half as long as the tiles would.
    private static boolean narrower(int m, int n, boolean adjacent) {
        int rowsOfVectors = n * ((m + LANES - 1) / LANES);
        return adjacent ? 4 * rowsOfVectors <= 3 * m : 4 * rowsOfVectors <= m;
    }

    private static void transposed(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add) {
        FloatScratch scratch = FloatScratch.own();
        FloatPart part = scratch.part;
        part.of(b.transposed(), a.transposed(), scratch.product);
        part.bottom = c.columns();
        part.right = c.rows();
        FloatBlockedGemm.transposed(part, c, add);
        part.clear();
    }

    private boolean divides(int m, int n, int k) {
        return workers.threads() > 1
                && (long) m * n * k >= FEWEST_TO_DIVIDE
                && Math.max(columnPieces(n), rowPieces(m)) >= workers.threads();
    }

    // Two pieces for each thread, so that one who starts late or is interrupted does fewer. At
    // least two vectors of columns or four tiles of rows in each.
    private int columnPieces(int n) {
        return Math.min(2 * workers.threads(), n / LANES / 2);
    }

    private int rowPieces(int m) {
        return Math.min(2 * workers.threads(), m / (4 * FloatTiles.MOST_ROWS));
    }

    // By columns if there are enough: pieces of rows would each pack the same panels of B.
    private void divide(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add) {
        this.a = a;
        this.b = b;
        this.c = c;
        accumulate = add;
        int byColumn = columnPieces(c.columns());
        byColumns = byColumn >= workers.threads();
        pieces = byColumns ? byColumn : rowPieces(c.rows());
        try {
            workers.run(this, pieces);
        } finally {
            this.a = null;
            this.b = null;
            this.c = null;
        }
    }

    @Override
    public void piece(int index) {
        FloatPart part = FloatScratch.own().part;
        part.of(a, b, c);
        if (byColumns) {
            part.left = cut(c.columns(), LANES, index);
            part.right = cut(c.columns(), LANES, index + 1);
        } else {
            part.top = cut(c.rows(), FloatTiles.MOST_ROWS, index);
            part.bottom = cut(c.rows(), FloatTiles.MOST_ROWS, index + 1);
        }
        FloatBlockedGemm.multiply(part, accumulate);
        part.clear();
    }

    /** Where the piece begins: equal numbers of whole units, the remainder in the last piece. */
    private int cut(int size, int unit, int index) {
        return index == pieces ? size : (int) ((long) (size / unit) * index / pieces) * unit;
    }
}
