package org.metabalance.meta.sampler.neighbour;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Exact nearest neighbours by Euclidean distance, comparing every pair.
 *
 * <p>Distances are sums of squared differences in 64 bits, always in the same order, so equal points
 * have distance exactly 0 and results do not depend on the machine. Of equally distant points the one
 * with the lower index is nearer. The time is proportional to queries x points x width; trees do not
 * pay in the 20 to 100 dimensions of encoded tables.
 */
public final class NearestNeighbours {
    /** Points a block: small enough that a block's distances and columns stay in the cache. */
    private static final int BLOCK = 256;

    /** Columns taken at once: fewer passes over the distances. */
    private static final int UNROLL = 4;

    private final int rows;
    private final int width;
    private final int paddedWidth;

    /** Blocks of {@link #BLOCK} points, each column by column: the inner loop runs over points. */
    private final double[] blocks;

    private NearestNeighbours(int rows, int width) {
        this.rows = rows;
        this.width = width;
        this.paddedWidth = (width + UNROLL - 1) / UNROLL * UNROLL;
        int count = (rows + BLOCK - 1) / BLOCK;
        this.blocks = new double[Math.multiplyExact(count * BLOCK, paddedWidth)];
    }

    /**
     * Returns a search among {@code points}.
     *
     * @param points {@code [rows, width]} finite numbers in row-major order; copied
     * @param width the number of coordinates of a point, at least 1
     */
    public static NearestNeighbours among(double[] points, int width) {
        if (width < 1 || points.length % width != 0) {
            throw new IllegalArgumentException(
                    "nearest neighbours: points must be rows x width, got %d numbers and width %d"
                            .formatted(points.length, width));
        }
        NearestNeighbours search = new NearestNeighbours(points.length / width, width);
        for (int i = 0; i < points.length; i++) {
            if (!Double.isFinite(points[i])) {
                throw new IllegalArgumentException(
                        "nearest neighbours: coordinates must be finite, got %s at [%d, %d]"
                                .formatted(points[i], i / width, i % width));
            }
            int row = i / width;
            search.blocks[search.blockStart(row / BLOCK) + (i % width) * BLOCK
                    + row % BLOCK] = points[i];
        }
        return search;
    }

    private int blockStart(int block) {
        return block * BLOCK * paddedWidth;
    }

    private double coordinate(int row, int j) {
        return blocks[blockStart(row / BLOCK) + j * BLOCK + row % BLOCK];
    }

    /**
     * Returns the {@code k} nearest other points of every point. A point is not its own neighbour,
     * but an equal point with another index is.
     *
     * @param k from 1 to the number of points - 1
     */
    public Neighbours ofEach(int k) {
        return ofRows(IntStream.range(0, rows).toArray(), k);
    }

    /**
     * Returns the {@code k} nearest other points of some of the points. A point is not its own
     * neighbour, but an equal point with another index is.
     *
     * @param selected the points whose neighbours are wanted, by index
     * @param k from 1 to the number of points - 1
     */
    public Neighbours ofRows(int[] selected, int k) {
        requireK(k, rows - 1);
        double[] queries = new double[Math.multiplyExact(selected.length, width)];
        for (int q = 0; q < selected.length; q++) {
            for (int j = 0; j < width; j++) {
                queries[q * width + j] = coordinate(selected[q], j);
            }
        }
        return search(queries, k, selected);
    }

    /**
     * Returns the {@code k} points nearest to each of {@code queries}.
     *
     * @param queries {@code [count, width]} finite numbers in row-major order
     * @param k from 1 to the number of points
     */
    public Neighbours of(double[] queries, int k) {
        requireK(k, rows);
        if (queries.length % width != 0) {
            throw new IllegalArgumentException(
                    "nearest neighbours: queries must have %d coordinates each, got %d numbers"
                            .formatted(width, queries.length));
        }
        return search(queries, k, null);
    }

    /** Returns the squared distance of every point from point {@code row}. */
    double[] squaredDistancesFrom(int row) {
        double[] query = new double[paddedWidth];
        for (int j = 0; j < width; j++) {
            query[j] = coordinate(row, j);
        }
        double[] all = new double[rows];
        double[] squares = new double[BLOCK];
        for (int first = 0; first < rows; first += BLOCK) {
            squaredDistances(query, blockStart(first / BLOCK), squares);
            System.arraycopy(squares, 0, all, first, Math.min(BLOCK, rows - first));
        }
        return all;
    }

    private void requireK(int k, int most) {
        if (k < 1 || k > most) {
            throw new IllegalArgumentException(
                    "nearest neighbours: k must be in 1 .. %d for %d points, got %d"
                            .formatted(most, rows, k));
        }
    }

    /** Searches; {@code selves} are the points not to be found, one a query, or null. */
    private Neighbours search(double[] queries, int k, int[] selves) {
        int count = queries.length / width;
        int[] indices = new int[Math.multiplyExact(count, k)];
        double[] nearest = new double[count * k];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        Arrays.fill(indices, -1);
        double[] squares = new double[BLOCK];
        double[] query = new double[paddedWidth];
        for (int first = 0; first < rows; first += BLOCK) {
            int size = Math.min(BLOCK, rows - first);
            for (int q = 0; q < count; q++) {
                System.arraycopy(queries, q * width, query, 0, width);
                squaredDistances(query, blockStart(first / BLOCK), squares);
                int self = selves == null ? -1 : selves[q] - first;
                double worst = nearest[q * k + k - 1];
                for (int i = 0; i < size; i++) {
                    // points come by ascending index: strictly nearer, so the lower index wins a tie
                    if (squares[i] < worst && i != self) {
                        insert(nearest, indices, q * k, k, squares[i], first + i);
                        worst = nearest[q * k + k - 1];
                    }
                }
            }
        }
        for (int i = 0; i < nearest.length; i++) {
            nearest[i] = Math.sqrt(nearest[i]);
        }
        return new Neighbours(indices, nearest, k);
    }

    /** Fills {@code squares} for all points of a block; C2 turns the inner loop into vectors. */
    private void squaredDistances(double[] query, int start, double[] squares) {
        Arrays.fill(squares, 0);
        for (int j = 0; j < paddedWidth; j += UNROLL) {
            addSquares(
                    blocks,
                    start + j * BLOCK,
                    query[j],
                    query[j + 1],
                    query[j + 2],
                    query[j + 3],
                    squares);
        }
    }

    private static void addSquares(
            double[] blocks, int at, double q0, double q1, double q2, double q3, double[] squares) {
        for (int i = 0; i < BLOCK; i++) {
            double d0 = blocks[at + i] - q0;
            double d1 = blocks[at + BLOCK + i] - q1;
            double d2 = blocks[at + 2 * BLOCK + i] - q2;
            double d3 = blocks[at + 3 * BLOCK + i] - q3;
            squares[i] += (d0 * d0 + d1 * d1) + (d2 * d2 + d3 * d3);
        }
    }

    private static void insert(
            double[] nearest, int[] indices, int from, int k, double square, int index) {
        int at = from + k - 1;
        while (at > from && nearest[at - 1] > square) {
            nearest[at] = nearest[at - 1];
            indices[at] = indices[at - 1];
            at--;
        }
        nearest[at] = square;
        indices[at] = index;
    }

    /** Checks a number of neighbours. */
    public static void requireNeighbours(String operation, String name, int k) {
        if (k < 1) {
            throw new IllegalArgumentException(
                    "%s: %s must be at least 1, got %d".formatted(operation, name, k));
        }
    }
}
