package org.metabalance.engine.kernel.gemm;

/**
 * Register tiles: the innermost loops of the matrix product.
 *
 * <p>Tile R x V computes R rows by V vectors of C over a block of k, holding them in R V registers:
 * in each step V loads of B and R broadcasts of A feed R V fused multiply-adds. Every element has
 * one accumulator, which runs over p in order, so its bits do not depend on the tile it falls in.
 *
 * <p>The last vector of a row of B or C starts {@code bLast} or {@code cLast} after the first, not
 * necessarily a multiple of the lanes: where the columns of C are no multiple of the lanes it
 * overlaps the one before and computes some elements twice, to the same bits. That costs nothing,
 * while masked stores take 20 ns each on some AVX-512 processors (Zen 4) and do not exist on Arm.
 *
 * <p>Each accumulator is set from a {@code FloatVector.zero} of its own: from a shared one the C2
 * compiler does not keep them in registers, and the product runs at a twentieth of its speed. The
 * tiles are written out rather than composed of smaller methods because vectors passed between
 * methods that are not inlined are allocated.
 */
final class FloatTiles {

    private FloatTiles() {}

    /** Runs the tile of the given rows (8, 4, 2 or 1) and vectors (3, 2 or 1). */
    static void run(
            int rows,
            int vectors,
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aCol,
            float[] b,
            int bAt,
            int bRow,
            int bLast,
            float[] c,
            int cAt,
            int cRow,
            int cLast,
            boolean add) {
        switch (4 * rows + vectors) {
            case 4 * 8 + 3 ->
                    FloatTiles8x3.tile8x3(
                            k, a, aAt, aRow, aCol, b, bAt, bRow, bLast, c, cAt, cRow, cLast, add);
            case 4 * 8 + 2 ->
                    FloatTiles8.tile8x2(
                            k, a, aAt, aRow, aCol, b, bAt, bRow, bLast, c, cAt, cRow, cLast, add);
            case 4 * 8 + 1 ->
                    FloatTiles8.tile8x1(
                            k, a, aAt, aRow, aCol, b, bAt, bRow, c, cAt, cRow, add);
            case 4 * 4 + 3 ->
                    FloatTiles4.tile4x3(
                            k, a, aAt, aRow, aCol, b, bAt, bRow, bLast, c, cAt, cRow, cLast, add);
            case 4 * 4 + 2 ->
                    FloatTiles4.tile4x2(
                            k, a, aAt, aRow, aCol, b, bAt, bRow, bLast, c, cAt, cRow, cLast, add);
            case 4 * 4 + 1 ->
                    FloatTiles4.tile4x1(
                            k, a, aAt, aRow, aCol, b, bAt, bRow, c, cAt, cRow, add);
            case 4 * 2 + 3 ->
                    FloatTiles2.tile2x3(
                            k, a, aAt, aRow, aCol, b, bAt, bRow, bLast, c, cAt, cRow, cLast, add);
            case 4 * 2 + 2 ->
                    FloatTiles2.tile2x2(
                            k, a, aAt, aRow, aCol, b, bAt, bRow, bLast, c, cAt, cRow, cLast, add);
            case 4 * 2 + 1 ->
                    FloatTiles2.tile2x1(
                            k, a, aAt, aRow, aCol, b, bAt, bRow, c, cAt, cRow, add);
            case 4 * 1 + 3 ->
                    FloatTiles1.tile1x3(
                            k, a, aAt, aRow, aCol, b, bAt, bRow, bLast, c, cAt, cRow, cLast, add);
            case 4 * 1 + 2 ->
                    FloatTiles1.tile1x2(
                            k, a, aAt, aRow, aCol, b, bAt, bRow, bLast, c, cAt, cRow, cLast, add);
            case 4 * 1 + 1 ->
                    FloatTiles1.tile1x1(
                            k, a, aAt, aRow, aCol, b, bAt, bRow, c, cAt, cRow, add);
            default -> throw new AssertionError("no tile of " + rows + " x " + vectors);
        }
    }
}
