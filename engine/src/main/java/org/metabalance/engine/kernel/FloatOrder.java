package org.metabalance.engine.kernel;

/**
 * In which order numbers are added. The shape alone decides, so that all kernels, on vectors of any width
 * and any number of threads, give the same bits; and no sum is longer than it must be, so that its error
 * grows as that of pairwise summation.
 *
 * <ul>
 * <li>A <b>column</b> of up to {@link #STRETCH} rows is added in groups of four, {@code (a + b) + (c + d)},
 * to a sum that begins at 0; rows that fill no group follow one by one. A longer column is the sum of its
 * halves ({@link #head}).
 * <li>A <b>row</b> is cut into a matrix of {@link #LANES} columns. For up to {@link #BLOCK} rows of that the
 * sums of its columns are added as neighbours, then neighbouring pairs, and so on; beyond, halves are. What
 * fills no row of the matrix is added in order, and the two sums to each other.
 * <li>An element of a <b>product</b> is a sum of fused multiply-adds in the order of k, from 0, for each of
 * the {@linkplain #blocks blocks} of k; each is added to the element in turn. More than
 * {@link #MOST_BLOCKS} blocks are the sum of two halves. Where the operands are rows of their arrays
 * ({@link #dots}) it is an inner product: added as a row, but with fused multiply-adds one by one, from 0,
 * instead of groups, and for what fills no row of the matrix too.
 * </ul>
 */
public final class FloatOrder {

    /** Sums that run side by side along a row: as many as a vector of 512 bits has lanes. */
    public static final int LANES = 64 / Float.BYTES;

    /** Rows added to each other before they are added to what came before. */
    public static final int GROUP = 4;

    /** Most rows that are added in order. */
    public static final int STRETCH = 32;

    /** Most rows of a row's matrix that are summed as columns: four stretches. */
    public static final int BLOCK = 4 * STRETCH;

    /**
     * Most products in one sum of fused multiply-adds: with 48 columns of float, 75 KB of B, which the L2
     * cache holds while tiles go down the rows. Between 256 and 512 the speed differs by 1 or 2 %; at 400
     * the common 784 makes two blocks and 256 one.
     */
    public static final int K_BLOCK = 400;

    /** Most blocks of a product that are added in order. */
    public static final int MOST_BLOCKS = 16;

    private FloatOrder() {}

    /**
     * Returns how many rows, of more than a stretch, make the first half of a sum: as many stretches as the
     * largest power of two that leaves some.
     */
    public static int head(int rows) {
        return Integer.highestOneBit((rows - 1) / STRETCH) * STRETCH;
    }

    /** Returns where the blocks of k begin, and k: equal ones, as few as can be, one at least. */
    public static int[] blocks(int k) {
        int blocks = Math.max(1, (k + K_BLOCK - 1) / K_BLOCK);
        int[] cuts = new int[blocks + 1];
        for (int block = 0; block <= blocks; block++) {
            cuts[block] = (int) ((long) k * block / blocks);
        }
        return cuts;
    }

    /** Returns whether so long a product is computed in two halves, each of k / 2. */
    public static boolean halves(int k) {
        return k > MOST_BLOCKS * K_BLOCK;
    }

    /**
     * Returns whether the elements of A B are inner products over lanes: where rows of A are adjacent and B
     * is narrow, or A is one row and columns of B are adjacent.
     */
    public static boolean dots(FloatMatrix a, FloatMatrix b) {
        return a.columnStride() == 1 && b.columns() <= LANES / 4
                || a.rows() == 1 && b.columnStride() != 1;
    }
}
