package org.metabalance.engine.kernel.gemm;

import java.util.Arrays;
import org.metabalance.engine.kernel.Workers;

/**
 * Chooses how a matrix product is computed, by its shape alone, and divides large ones among the
 * threads.
 */
public final class FloatProduct implements Workers.Task {

    /**
     * Fewest multiply-adds for which the helpers are called. One thread takes 10 us for so many,
     * against one or two for the handover.
     */
    static final long FEWEST_TO_DIVIDE = 1 << 19;

    private static final int LANES = FloatLanes.LANES;

    /**
     * Most columns of C that are computed one after another, as products of A with a vector. With 256
     * bit vectors (EPYC, Zen 3) a product of 128 x 2 x 64 takes 2.8 us so, and 6.8 us in tiles, of
     * which most is padding; one of 128 x 4 x 64 takes 3.8 and 4.4 us.
     */
    private static final int MOST_DOTS = LANES / 4;

    private final Workers workers;

    // The product being divided; set and read only by whoever has the workers.
    private int m;
    private int n;
    private int k;
    private float[] a;
    private int aAt;
    private int aRow;
    private int aCol;
    private float[] b;
    private int bAt;
    private int bRow;
    private int bCol;
    private float[] c;
    private int cAt;
    private int cRow;
    private boolean accumulate;
    private boolean byColumns;
    private int pieces;

    public FloatProduct(Workers workers) {
        this.workers = workers;
    }

    public void run(
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aCol,
            float[] b,
            int bAt,
            int bRow,
            int bCol,
            float[] c,
            int cAt,
            int cRow,
            boolean add) {
        if (m == 0 || n == 0) {
            return;
        }
        if (k == 0) {
            if (!add) {
                clear(m, n, c, cAt, cRow);
            }
        } else if (n == 1 && aCol == 1) {
            FloatGemv.dots(m, k, a, aAt, aRow, b, bAt, bRow, c, cAt, cRow, add);
        } else if (m == 1 && bCol != 1) {
            FloatGemv.dots(n, k, b, bAt, bCol, a, aAt, aCol, c, cAt, 1, add);
        } else if (k <= FloatOuter.MOST_COLUMNS && n >= LANES) {
            FloatOuter.multiply(m, n, k, a, aAt, aRow, aCol, b, bAt, bRow, bCol, c, cAt, cRow, add);
        } else if (n <= MOST_DOTS && aCol == 1 && k >= LANES) {
            for (int j = 0; j < n; j++) {
                FloatGemv.dots(
                        m, k, a, aAt, aRow, b, bAt + j * bCol, bRow, c, cAt + j, cRow, add);
            }
        } else if (n < LANES && m >= LANES && narrower(m, n, aCol != 1)) {
            transposed(m, n, k, a, aAt, aRow, aCol, b, bAt, bRow, bCol, c, cAt, cRow, add);
        } else if (divides(m, n, k) && workers.lend()) {
            this.m = m;
            this.n = n;
            this.k = k;
            this.a = a;
            this.aAt = aAt;
            this.aRow = aRow;
            this.aCol = aCol;
            this.b = b;
            this.bAt = bAt;
            this.bRow = bRow;
            this.bCol = bCol;
            this.c = c;
            this.cAt = cAt;
            this.cRow = cRow;
            this.accumulate = add;
            divide();
        } else {
            FloatGemm.multiply(m, n, k, a, aAt, aRow, aCol, b, bAt, bRow, bCol, c, cAt, cRow, add);
        }
    }

    private static void clear(int m, int n, float[] c, int cAt, int cRow) {
        for (int i = 0; i < m; i++) {
            Arrays.fill(c, cAt + i * cRow, cAt + i * cRow + n, 0);
        }
    }

    // Tiles compute whole vectors. With m of the n x m product along them fewer are wasted. If the
    // elements of a column of A, which become the lanes, are not adjacent, A must be transposed
    // first, which takes half as long as the tiles would.
    private static boolean narrower(int m, int n, boolean adjacent) {
        int rowsOfVectors = n * ((m + LANES - 1) / LANES);
        return adjacent ? 4 * rowsOfVectors <= 3 * m : 4 * rowsOfVectors <= m;
    }

    // C' = B' A', then transposed into C.
    private static void transposed(
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aCol,
            float[] b,
            int bAt,
            int bRow,
            int bCol,
            float[] c,
            int cAt,
            int cRow,
            boolean add) {
        float[] own = FloatScratch.own().product(m * n);
        FloatGemm.multiply(
                n, m, k, b, bAt, bCol, bRow, a, aAt, aCol, aRow, own, 0, m, false);
        for (int i = 0; i < m; i++) {
            int ci = cAt + i * cRow;
            for (int j = 0; j < n; j++) {
                c[ci + j] = add ? c[ci + j] + own[j * m + i] : own[j * m + i];
            }
        }
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
        return Math.min(2 * workers.threads(), m / (4 * VectorWidth.TILE_ROWS));
    }

    // By columns if there are enough: pieces of rows would each pack the same panels of B.
    private void divide() {
        int byColumn = columnPieces(n);
        byColumns = byColumn >= workers.threads();
        pieces = byColumns ? byColumn : rowPieces(m);
        try {
            workers.run(this, pieces);
        } finally {
            a = null;
            b = null;
            c = null;
        }
    }

    @Override
    public void piece(int index) {
        if (byColumns) {
            int from = cut(n, LANES, index);
            int to = cut(n, LANES, index + 1);
            int bi = bAt + from * bCol;
            FloatGemm.multiply(
                    m, to - from, k, a, aAt, aRow, aCol, b, bi, bRow, bCol, c, cAt + from, cRow,
                    accumulate);
        } else {
            int from = cut(m, VectorWidth.TILE_ROWS, index);
            int to = cut(m, VectorWidth.TILE_ROWS, index + 1);
            int ai = aAt + from * aRow;
            int ci = cAt + from * cRow;
            FloatGemm.multiply(
                    to - from, n, k, a, ai, aRow, aCol, b, bAt, bRow, bCol, c, ci, cRow,
                    accumulate);
        }
    }

    /** Where the piece begins: equal numbers of whole units, the remainder in the last piece. */
    private int cut(int size, int unit, int index) {
        return index == pieces ? size : (int) ((long) (size / unit) * index / pieces) * unit;
    }
}
