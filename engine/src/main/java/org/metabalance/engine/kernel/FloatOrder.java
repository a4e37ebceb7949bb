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
 * <li>An element of a <b>sparse product</b> is a sum of fused multiply-adds in the order of the entries of its
 * row, from 0, for each of the {@linkplain #blocks blocks} of these entries; all blocks are added in order.
 * <li>An element of a <b>convolution</b> is a sum of fused multiply-adds in the order of the rows of its window
 * from top to bottom, the places of a row from left to right and their channels, from 0, for each of the
 * {@linkplain #windowBlocks blocks} of the window; these are added in order. Rows of the window that lie
 * beyond the image are left out; what else of it lies there are zeros, multiplied as other numbers are. The
 * adjoint by the input is a convolution of the cotangent: its window are the places that the element had part
 * in, its channels the filters.
 * <li>An element of the <b>adjoint by the weights</b> is a sum of fused multiply-adds in the order of images,
 * rows and columns, from 0, for each of the {@linkplain #pixelBlocks blocks} of pixels; what lies beyond the
 * image is left out or zero as before. Blocks are added in order, more than {@link #MOST_BLOCKS} as the sum
 * of two halves.
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
        int blocks = blockCount(k);
        int[] cuts = new int[blocks + 1];
        for (int block = 0; block <= blocks; block++) {
            cuts[block] = cut(k, block, blocks);
        }
        return cuts;
    }

    /** Returns how many {@link #blocks} k has. */
    public static int blockCount(int k) {
        return Math.max(1, (k + K_BLOCK - 1) / K_BLOCK);
    }

    /** Returns where one of so many {@link #blocks} of k begins. */
    public static int cut(int k, int block, int blocks) {
        return (int) ((long) k * block / blocks);
    }

    /**
     * Returns the blocks of a window: as many whole rows as have at most {@link #K_BLOCK} products, or parts of
     * one row. All are about equal; there is one at least.
     *
     * @param rows of the window
     * @param products in each of them
     * @return for each block its first row and the one after its last, and in these rows the first product and
     *     the one after the last
     */
    public static int[][] windowBlocks(int rows, int products) {
        if (products > K_BLOCK) {
            int[] cuts = blocks(products);
            int parts = cuts.length - 1;
            int[][] blocks = new int[rows * parts][];
            for (int i = 0; i < blocks.length; i++) {
                int row = i / parts;
                blocks[i] = new int[] {row, row + 1, cuts[i % parts], cuts[i % parts + 1]};
            }
            return blocks;
        }
        int[] cuts = groups(rows, K_BLOCK / Math.max(1, products));
        int[][] blocks = new int[cuts.length - 1][];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = new int[] {cuts[i], cuts[i + 1], 0, products};
        }
        return blocks;
    }

    /**
     * Returns the blocks of the pixels of some images: whole images that have at most {@link #K_BLOCK} together,
     * or whole rows of one, or a part of a row. All are about equal; there is one at least.
     *
     * @return for each block its first image and the one after its last, likewise rows and columns
     */
    public static int[][] pixelBlocks(int images, int rows, int columns) {
        int[] imageCuts = groups(images, K_BLOCK / Math.max(1, rows * columns));
        int[] rowCuts = groups(rows, K_BLOCK / Math.max(1, columns));
        boolean parts = columns > K_BLOCK;
        boolean whole = rows * columns <= K_BLOCK;
        int[] columnCuts = parts ? blocks(columns) : new int[] {0, columns};
        rowCuts = whole ? new int[] {0, rows} : rowCuts;
        int perRow = columnCuts.length - 1;
        int perImage = (rowCuts.length - 1) * perRow;
        int[][] blocks = new int[(imageCuts.length - 1) * perImage][];
        for (int i = 0; i < blocks.length; i++) {
            int image = i / perImage;
            int row = i % perImage / perRow;
            int column = i % perRow;
            blocks[i] = new int[] {imageCuts[image], imageCuts[image + 1], rowCuts[row],
                rowCuts[row + 1], columnCuts[column], columnCuts[column + 1]};
        }
        return blocks;
    }

    /** Returns how often so many blocks are halved until none are more than can be added in order. */
    public static int halvings(int blocks) {
        return blocks <= MOST_BLOCKS ? 0 : 1 + halvings(blocks - blocks / 2);
    }

    /** Cuts n into as few groups of at most {@code most}, or 1, as can be; one at least. */
    private static int[] groups(int n, int most) {
        int size = Math.max(1, most);
        int groups = Math.max(1, (n + size - 1) / size);
        int[] cuts = new int[groups + 1];
        for (int i = 0; i <= groups; i++) {
            cuts[i] = (int) ((long) n * i / groups);
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
